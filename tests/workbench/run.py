"""Running the workbench's commands on a small store."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from workbench.commands import main


def run(*arguments: str | Path, answers: str | None = None) -> Result:
    """What a command prints and its exit code; `answers` are the lines that a curator types."""
    done = CliRunner().invoke(main, [str(each) for each in arguments], input=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done
