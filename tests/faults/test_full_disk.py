"""The disk that DATA_FOLDER is on fills up: a sentence meanwhile, and all is well afterwards.

A small disk in memory is mounted for the service alone, in a mount namespace of its own.
"""

from __future__ import annotations

import errno
import os
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.helpers import wait_for
from tests.launched import Launched
from tests.replicas.clients import Program, Widget

pytestmark = pytest.mark.model
MEGABYTES = 4
AWAY = "no file system can be mounted here (it needs user namespaces, or root)"
ALONE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
MOUNT = 'mount -t tmpfs -o size=$1m tmpfs "$2" && shift 2 && exec "$@"'


def with_small_disk(folder: Path) -> list[str]:
    """A command that runs another one with a small disk at this folder."""
    return [*ALONE, "sh", "-c", MOUNT, "sh", str(MEGABYTES), str(folder)]


@dataclass
class Disk:
    """The small disk, reached through the service that has it."""

    service: Launched
    folder: Path

    @property
    def _file(self) -> Path:
        assert self.service.process is not None
        return Path(f"/proc/{self.service.process.pid}/root{self.folder}") / "filler"

    def fill(self) -> None:
        """Write until nothing more goes in."""
        with self._file.open("ab", buffering=0) as file:
            for size in (4096, 1):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError as error:
                    assert error.errno == errno.ENOSPC

    def free(self) -> None:
        self._file.unlink()


@pytest.fixture
def disk(trained_model: Path, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "data"
    folder.mkdir()
    before = with_small_disk(folder)
    if subprocess.run([*before, "true"], capture_output=True, check=False).returncode != 0:
        if os.environ.get("CI"):
            pytest.fail(AWAY)
        pytest.skip(AWAY)
    gaps = {"EVIDENCE_GAPS": str(folder / "gaps.sqlite")}
    service = Launched(tmp_path, "service", {"DATA_FOLDER": str(folder), **gaps})
    service.start(*before)
    try:
        service.wait()
        yield Disk(service, folder)
    finally:
        service.kill()


def test_full_and_free_again(disk: Disk) -> None:
    program, widget = Program(disk.service.url), Widget(disk.service.url)
    message = uuid.uuid4().hex
    for client in (program, widget):
        assert client.ask("does IVIG help CIDP?")["kind"] == "efficacy"
    widget.ask("what dose", message)

    disk.fill()
    for client in (program, widget):
        answer = client.ask("how sure is that")
        assert answer["kind"] == "unavailable", "for an answer that is not on record"
        assert client.ask("I have chest pain and the drip is running")["kind"] == "emergency"
    thumb = {"id": message, "thumb": "up", "share": False}
    reply = requests.post(
        f"{disk.service.url}/web/feedback",
        json=thumb,
        headers={"X-Conversation": widget.token},
        timeout=60,
    )
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "failed")
    url = f"{disk.service.url}/ready"
    assert wait_for(lambda: requests.get(url, timeout=60).status_code == 503, 60)

    disk.free()
    assert wait_for(lambda: requests.get(url, timeout=60).status_code == 200, 60)
    for client in (program, widget):
        answer = client.ask("what dose")
        assert (answer["kind"], answer["conditions"]) == ("dosing", ["cidp"]), "in its context"
    assert not disk.service.said("Traceback")
