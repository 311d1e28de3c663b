"""A real nginx on a free loopback port, with the configuration that deploy/ has."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.settings import ROOT
from tests.databases import HOST, Server, _folder, need
from tests.server import answers

TEMPLATE = ROOT / "deploy" / "nginx" / "evidence.conf.template"

# What Debian's package or the image puts around it.
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/evidence.conf;
}}
"""


class Nginx(Server):
    """The proxy in front of two replicas, which need not be there."""

    def __init__(self, folder: Path, replicas: tuple[int, int]) -> None:
        """`replicas` are their ports on loopback."""
        super().__init__(folder)
        self.url = f"http://{HOST}:{self.port}"
        values = {"LISTEN": self.port, "REPLICA_1": replicas[0], "REPLICA_2": replicas[1]}
        text = TEMPLATE.read_text("utf-8")
        for name, port in values.items():
            text = text.replace(f"${{{name}}}", f"{HOST}:{port}")
        (folder / "evidence.conf").write_text(text, "utf-8")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), "utf-8")

    def complaints(self) -> str:
        """What `nginx -t` says against the configuration, or nothing."""
        tested = subprocess.run(
            [*self._command(), "-t", "-q"], capture_output=True, text=True, check=False
        )
        return tested.stderr

    def _command(self) -> list[str]:
        program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        command = [need(program, "nginx"), "-c", str(self.folder / "nginx.conf")]
        return [*command, "-p", str(self.folder), "-e", "stderr"]

    def _answers(self) -> bool:
        return answers(f"{self.url}/ready")


@contextmanager
def running_nginx(replicas: tuple[int, int]) -> Iterator[Nginx]:
    """nginx for as long as the block lasts."""
    with _folder("nginx") as folder:
        server = Nginx(folder, replicas)
        try:
            server.start()
            yield server
        finally:
            server.stop()
