"""The whole service as `make serve` starts it, as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from service.settings import ROOT
from tests.helpers import descendants, wait_for
from tests.server import START, free_port

END = 60  # seconds within which a service has ended, on a busy machine too


class Launched:
    """`python -m service serve` at a port that it keeps, with a log of its own."""

    def __init__(
        self, folder: Path, name: str, settings: Mapping[str, str], root: Path = ROOT
    ) -> None:
        """`folder` is where its data and its log are; `root` is the checkout that it runs from."""
        folder.mkdir(exist_ok=True)
        self.root = root
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"{name}.log"
        usual = {"WEB_RATE": "0", "WEB_ADDRESS_RATE": "0", "EVIDENCE_GAPS": "off"}
        ours = {"PORT": str(self.port), "ACTIONS_PORT": str(free_port())}
        self._environment = {"DATA_FOLDER": str(folder), **usual, **os.environ, **settings, **ours}
        self.process: subprocess.Popen[bytes] | None = None
        self._ready_before = 0  # how often it had said so in its earlier lives

    def start(self, *before: str) -> None:
        """Start it without waiting; `before`: a command that it is started under."""
        self._ready_before = self.said("Ready at")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*before, sys.executable, "-m", "service", "serve"],
                cwd=self.root,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        """Wait until it says that it is ready."""
        ready = wait_for(
            lambda: not self.running or self.said("Ready at") > self._ready_before, START
        )
        assert ready and self.running, self.told()

    @property
    def running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def said(self, text: str) -> int:
        """How often it has said this, in all its lives."""
        return self.told().count(text)

    def told(self) -> str:
        return self.log.read_text("utf-8") if self.log.exists() else ""

    def terminate(self) -> int:
        """Ask it to end; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(END)

    def kill(self) -> None:
        """Kill it outright, with all that it started."""
        assert self.process is not None
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(END)


@contextmanager
def launched(folder: Path, name: str = "service", **settings: str) -> Iterator[Launched]:
    """A service that is ready; nothing of it is left afterwards."""
    service = Launched(folder, name, settings)
    service.start()
    try:
        service.wait()
        yield service
    finally:
        service.kill()
