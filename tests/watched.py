"""The product as `make serve` runs it, with its log, its metrics and its memory in view."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from service.settings import ROOT
from tests.helpers import PROC, descendants, wait_for
from tests.server import START, Service, free_port

SECRET = "a-secret-of-the-tests-that-nobody-may-see"


class Watched(Service):
    """A running `python -m service serve`."""

    def __init__(self, process: subprocess.Popen[bytes], ports: list[int], log: Path) -> None:
        """`ports`: of the service, the action server and the metrics; `log`: all that is said."""
        super().__init__(ports[0], ports[1])
        self.process = process
        self.base = f"http://127.0.0.1:{ports[0]}"
        self.metrics_url = f"http://127.0.0.1:{ports[2]}/metrics"
        self.log = log

    def said(self) -> str:
        """All that its processes have logged so far."""
        return self.log.read_text("utf-8", errors="replace")

    def metrics(self) -> str:
        """The metrics as Prometheus reads them."""
        return requests.get(self.metrics_url, timeout=20).text

    def count(self, name: str, **labels: str) -> float:
        """The sum of a metric over all that have these labels."""
        wanted = [f'{label}="{value}"' for label, value in labels.items()]
        return sum(
            float(line.rpartition(" ")[2])
            for line in self.metrics().splitlines()
            if line.partition("{")[0] == name and all(each in line for each in wanted)
        )

    def memory(self) -> int:
        """Resident memory of all its processes, in MB (Linux only)."""
        return sum(map(_resident, descendants(self.process.pid))) // 1024


@contextmanager
def watched_service(settings: Mapping[str, str] | None = None) -> Iterator[Watched]:
    """The product, ready. `settings`: environment variables that it gets beside its ports."""
    ports = [free_port() for _ in range(3)]
    with tempfile.TemporaryDirectory(prefix="evidence-watched-") as folder:
        log = Path(folder) / "log"
        environment = {**os.environ, **_settings(ports, folder), **(settings or {})}
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "service", "serve"],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        watched = Watched(process, ports, log)
        try:
            ended = lambda: process.poll() is not None  # noqa: E731
            assert wait_for(lambda: ended() or "Ready at" in watched.said(), START)
            assert not ended(), watched.said()
            yield watched
        finally:
            process.terminate()
            process.wait(timeout=60)


def _settings(ports: list[int], folder: str) -> dict[str, str]:
    """Nothing gets into the checkout's own data, and no test asks too fast."""
    service, actions, metrics = map(str, ports)
    return {
        "PORT": service,
        "ACTIONS_PORT": actions,
        "METRICS_PORT": metrics,
        "DATA_FOLDER": folder,
        "WEB_SECRET": SECRET,
        "EVIDENCE_GAPS": "off",
        "WEB_RATE": "0",
        "WEB_ADDRESS_RATE": "0",
    }


def _resident(pid: int) -> int:
    """Resident memory of a process in KB, 0 if it is gone."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
