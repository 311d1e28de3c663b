"""Children that live and die together: started in groups of their own, ended as one.

However the launcher ends, no child outlives it: on a signal or an error it ends them; if it
is killed outright, Linux does (elsewhere a killed launcher leaves its children).
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO

from service.errors import Interrupted

GRACE_SECONDS = 10.0
POLL_SECONDS = 0.1
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    """A started process. In the foreground it shares the launcher's group and terminal."""

    name: str
    process: subprocess.Popen[bytes]
    foreground: bool

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    @property
    def code(self) -> int | None:
        """Its exit code; negative if a signal ended it, None while it runs."""
        return self.process.poll()

    def send(self, number: signal.Signals) -> None:
        """Signal the child, and with it the whole group where it has one of its own."""
        try:
            if self.foreground:
                self.process.send_signal(number)
            else:
                os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass


class Children:
    """The children of one command, as a context manager that leaves none behind.

    Inside it SIGINT, SIGTERM and SIGHUP are remembered in `signal` instead of ending the
    launcher; a second one cuts the grace period short.
    """

    def __init__(self, grace_seconds: float = GRACE_SECONDS) -> None:
        """Start with no child; `grace_seconds` is the time between SIGTERM and SIGKILL."""
        self.signal: int | None = None
        self._hurry = False
        self._grace = grace_seconds
        self._children: list[Child] = []
        self._handlers: dict[signal.Signals, object] = {}

    def __enter__(self) -> Children:
        """Take over the signals."""
        for number in SIGNALS:
            self._handlers[number] = signal.signal(number, self._remember)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every child, then give the signals back."""
        self.stop()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
        output: Path | None = None,
        errors: Path | None = None,
        foreground: bool = False,
    ) -> Child:
        """Start a child; `output` and `errors` are log files, None leaves them as they are."""
        streams = _open_logs(output, errors)
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=None if environment is None else dict(environment),
                stdin=None if foreground else subprocess.DEVNULL,
                stdout=streams[0],
                stderr=streams[1],
                start_new_session=not foreground,
                preexec_fn=_die_with_parent(),
            )
        finally:
            for stream in streams:
                if stream is not None:
                    stream.close()
        child = Child(name, process, foreground)
        self._children.append(child)
        return child

    def wait(
        self, *, until: Callable[[], bool] | None = None, seconds: float | None = None
    ) -> Child | None:
        """Wait until a child ends (returned), `until()` holds or the time is up (None).

        Raises Interrupted as soon as a signal has come.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        while True:
            if self.signal is not None:
                raise Interrupted(self.signal)
            ended = next((child for child in self._children if not child.running), None)
            if ended is not None:
                return ended
            if until is not None and until():
                return None
            if deadline is not None and time.monotonic() >= deadline:
                return None
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Ask every child to end, the newest first: the older ones are what it works with.

        What has not ended after the grace period is killed.
        """
        deadline = time.monotonic() + self._grace
        for child in reversed(self._children):
            if child.running:
                child.send(signal.SIGTERM)
            while child.running and not self._hurry and time.monotonic() < deadline:
                time.sleep(POLL_SECONDS / 2)
        for child in self._children:
            if child.running or not child.foreground:
                child.send(signal.SIGKILL)
            child.process.wait()
        self._children.clear()

    def _remember(self, number: int, frame: FrameType | None) -> None:
        self._hurry = self.signal is not None
        self.signal = number


def _open_logs(output: Path | None, errors: Path | None) -> list[IO[bytes] | None]:
    """Open each log for a fresh run; the same path twice is one file with both streams."""
    if output is not None and output == errors:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(b"")
        return [output.open("ab"), output.open("ab")]
    streams: list[IO[bytes] | None] = []
    for path in (output, errors):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        streams.append(None if path is None else path.open("wb"))
    return streams


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux: what makes the kernel kill the child when the launcher is gone."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    launcher = os.getpid()

    def prepare() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != launcher:
            os._exit(1)

    return prepare
