"""What tests of processes and servers share."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROC = Path("/proc")


def wait_for(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether it holds before the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be collected does not."""
    if PROC.is_dir():
        return _state(pid) not in (None, "Z")
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def descendants(pid: int) -> set[int]:
    """All processes below this one (Linux only)."""
    parents = {int(path.name): _parent(int(path.name)) for path in PROC.glob("[0-9]*")}
    found: set[int] = set()
    level = {pid}
    while level:
        level = {child for child, parent in parents.items() if parent in level} - found
        found |= level
    return found


def command_line(pid: int) -> str:
    """The command line of a process, or nothing if it is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


@contextmanager
def taken_port() -> Iterator[int]:
    """A port on loopback that something listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def _stat(pid: int) -> list[str]:
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _state(pid: int) -> str | None:
    stat = _stat(pid)
    return stat[0] if stat else None


def _parent(pid: int) -> int | None:
    stat = _stat(pid)
    return int(stat[1]) if stat else None
