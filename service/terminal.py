"""Leaves the terminal as it was, whatever ended the program that had it."""

from __future__ import annotations

import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def restored() -> Iterator[None]:
    """Put the terminal's mode back at the end: a killed prompt leaves it without echo."""
    if not sys.stdin.isatty():
        yield
        return
    mode = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, mode)
