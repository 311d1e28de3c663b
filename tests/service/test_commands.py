"""The commands from outside, where they refuse before anything is trained or started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.settings import ROOT
from tests.helpers import taken_port


def run(command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service", command],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "setting"),
    [("chat", "ACTIONS_PORT"), ("serve", "ACTIONS_PORT"), ("serve", "PORT")],
)
def test_a_taken_port_gives_one_clear_sentence(command: str, setting: str, tmp_path: Path) -> None:
    settings = {"ACTIONS": "http", "DATA_FOLDER": str(tmp_path)}
    with taken_port() as port:
        done = run(command, **settings, **{setting: str(port)})
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"Port {port} is taken by another program")
    assert f"{setting}=" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["chat", "serve"])
def test_a_bad_setting_gives_one_clear_sentence(command: str) -> None:
    done = run(command, PORT="many")
    assert done.returncode == 1
    assert done.stderr == "PORT is 'many'; set it to a port number from 1 to 65535.\n"


def test_help_names_the_commands() -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in ("chat", "serve", "train", "purge", "forget"):
        assert command in done.stdout
