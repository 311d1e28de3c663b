from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pexpect

from service.settings import ROOT

SLOW = "import time; print('from the command'); time.sleep(1.5)"


def run(log: Path, *command: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "service.progress", "--log", str(log), "Installing", *command]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_without_a_terminal_it_prints_two_lines_and_keeps_the_output_in_the_log(
    tmp_path: Path,
) -> None:
    log = tmp_path / "logs" / "install.log"
    done = run(log, sys.executable, "-c", SLOW)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "Installing …"
    assert done.stdout.splitlines()[1].startswith("Done in ")
    assert "from the command" not in done.stdout
    assert log.read_text() == "from the command\n"


def test_a_failure_shows_the_end_of_the_log_and_keeps_the_exit_code(tmp_path: Path) -> None:
    code = "import sys; [print(i) for i in range(100)]; sys.exit('no network')"
    done = run(tmp_path / "log", sys.executable, "-c", code)
    assert done.returncode == 1
    assert "no network" in done.stderr
    assert "\n20\n" not in done.stderr
    assert str(tmp_path / "log") in done.stderr


def test_options_of_the_command_are_its_own(tmp_path: Path) -> None:
    assert run(tmp_path / "log", sys.executable, "-c", "", "--log", "other").returncode == 0


def test_on_a_terminal_it_counts_the_seconds(tmp_path: Path) -> None:
    arguments = ["-m", "service.progress", "--log", str(tmp_path / "log"), "Installing"]
    screen = pexpect.spawn(
        sys.executable, [*arguments, sys.executable, "-c", SLOW], cwd=ROOT, encoding="utf-8"
    )
    screen.expect("Installing … 1 s", timeout=30)
    screen.expect("Done in 2 s", timeout=30)
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0
