"""Runs a slow command behind one line that shows how long it has been at it.

Also a command of its own, which needs nothing installed, so that the Makefile can show the
installation: `python -m service.progress --log FILE TITLE COMMAND …`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from service.errors import Refusal
from service.processes import Children


def run(
    title: str,
    command: Sequence[str],
    log: Path,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> int:
    """Run the command with its output in `log`; return its exit code.

    On a terminal the line counts the seconds; elsewhere it is printed once, and the result.
    """
    start = time.monotonic()
    terminal = sys.stdout.isatty()
    _show(f"{title} …", end="" if terminal else "\n")
    shown = 0

    def tick() -> bool:
        nonlocal shown
        passed = int(time.monotonic() - start)
        if terminal and passed > shown:
            shown = passed
            _show(f"\r{title} … {passed} s", end="")
        return False

    try:
        with Children() as children:
            child = children.start(
                title, command, folder=folder, environment=environment, output=log, errors=log
            )
            children.wait(until=tick)
            code = child.code
    finally:
        if terminal:
            _show("")
    if code == 0:
        _show(f"Done in {time.monotonic() - start:.0f} s.")
    return 1 if code is None else code


def tail(log: Path, lines: int = 15) -> str:
    """The end of a log, for a message about a failure."""
    try:
        text = log.read_text("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.rstrip().splitlines()[-lines:])


def _show(text: str, end: str = "\n") -> None:
    print(text, end=end, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; on failure show the end of its log."""
    parser = argparse.ArgumentParser(prog="service.progress", description=__doc__)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("title")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(arguments)
    try:
        code = run(chosen.title, chosen.command, chosen.log)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    if code != 0:
        print(tail(chosen.log), file=sys.stderr)
        print(f"That failed (exit code {code}); all of it is in {chosen.log}.", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
