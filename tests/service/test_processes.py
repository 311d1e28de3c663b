"""The launcher's promise, from outside: whatever ends it, no child is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from service.errors import Interrupted
from service.processes import Children
from tests.helpers import alive, wait_for

# A launcher with one child that has a child of its own and, if told so, ignores SIGTERM.
LAUNCHER = """
import pathlib, sys
from service.errors import Interrupted
from service.processes import Children
child = '''
import os, pathlib, signal, subprocess, sys, time
if {stubborn}: signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path({pids!r}).write_text(f"{{os.getpid()}} {{grandchild.pid}}")
time.sleep(60)
'''
try:
    with Children(grace_seconds={grace}) as children:
        children.start("child", [sys.executable, "-c", child])
        children.wait()
except Interrupted as interrupted:
    sys.exit(interrupted.code)
"""


Launcher = subprocess.Popen[bytes]


def launch(folder: Path, *, stubborn: bool = False, grace: float = 5) -> tuple[Launcher, list[int]]:
    """Start the launcher; return it and the ids of the processes below it."""
    pids = folder / "pids"
    code = LAUNCHER.format(stubborn=stubborn, pids=str(pids), grace=grace)
    launcher = subprocess.Popen([sys.executable, "-c", code.replace("{{", "{").replace("}}", "}")])
    assert wait_for(lambda: pids.exists() and len(pids.read_text().split()) == 2)
    return launcher, [int(pid) for pid in pids.read_text().split()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_all(tmp_path: Path, number: signal.Signals) -> None:
    launcher, below = launch(tmp_path)
    launcher.send_signal(number)
    assert launcher.wait() == 128 + number
    assert not any(alive(pid) for pid in below)


def test_a_child_that_ignores_the_request_is_killed_after_the_grace_period(
    tmp_path: Path,
) -> None:
    launcher, below = launch(tmp_path, stubborn=True, grace=0.5)
    launcher.terminate()
    launcher.wait()
    assert not any(alive(pid) for pid in below)


def test_a_second_signal_cuts_the_grace_period_short(tmp_path: Path) -> None:
    launcher, below = launch(tmp_path, stubborn=True, grace=60)
    launcher.terminate()
    assert not wait_for(lambda: not alive(below[0]), seconds=0.5)
    launcher.terminate()
    launcher.wait()
    assert not any(alive(pid) for pid in below)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_killed_launcher_leaves_no_child(tmp_path: Path) -> None:
    launcher, below = launch(tmp_path)
    launcher.kill()
    launcher.wait()
    assert wait_for(lambda: not alive(below[0]), seconds=5)
    if alive(below[1]):
        os.kill(below[1], signal.SIGKILL)


def test_waiting_returns_the_child_that_ended() -> None:
    with Children() as children:
        long = children.start("long", [sys.executable, "-c", "import time; time.sleep(60)"])
        short = children.start("short", [sys.executable, "-c", "raise SystemExit(3)"])
        assert children.wait(seconds=30) is short
        assert short.code == 3
        assert long.running
    assert not long.running


def test_waiting_ends_when_the_condition_holds_or_the_time_is_up() -> None:
    with Children() as children:
        children.start("long", [sys.executable, "-c", "import time; time.sleep(60)"])
        assert children.wait(until=lambda: True) is None
        assert children.wait(seconds=0.2) is None


def test_inside_a_signal_is_an_exception_and_after_it_the_old_handler_is_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(Interrupted), Children() as children:
        children.start("long", [sys.executable, "-c", "import time; time.sleep(60)"])
        os.kill(os.getpid(), signal.SIGTERM)
        children.wait(seconds=5)
    assert signal.getsignal(signal.SIGTERM) is before


def test_both_streams_of_a_child_go_into_one_log(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "child.log"
    code = "import sys; print('out', flush=True); print('err', file=sys.stderr)"
    with Children() as children:
        children.start("child", [sys.executable, "-c", code], output=log, errors=log)
        children.wait(seconds=30)
    assert log.read_text() == "out\nerr\n"


# Ends only some time after it was asked to, and notes when.
SLOW = """
import pathlib, signal, sys, time
def end(*_):
    time.sleep(float(sys.argv[2]))
    pathlib.Path(sys.argv[1]).write_text(str(time.monotonic()))
    sys.exit()
signal.signal(signal.SIGTERM, end)
pathlib.Path(sys.argv[1] + "-up").touch()
time.sleep(60)
"""


def test_the_newest_ends_first_with_the_older_ones_still_there(tmp_path: Path) -> None:
    with Children() as children:
        for name, seconds in (("older", "0"), ("newest", "0.7")):
            children.start(name, [sys.executable, "-c", SLOW, str(tmp_path / name), seconds])
        assert wait_for(lambda: len(list(tmp_path.glob("*-up"))) == 2, 60)
    older, newest = (float((tmp_path / name).read_text()) for name in ("older", "newest"))
    assert newest < older
