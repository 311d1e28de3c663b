"""What the commands share: the store that they open, the terminal, errors for people."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from evidence.store import Store, StoreError, load

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "knowledge"
WIDE = 120  # columns where the output goes to a file or a pipe


class Refusal(click.ClickException):
    """One clear sentence for the curator; the command ends with exit code 1."""

    def show(self, file: Any = None) -> None:
        """Print the sentence alone."""
        click.echo(self.format_message(), err=True)


def terminal() -> Console:
    """A terminal that prints text as it is: a `[1]` in an answer is no markup."""
    width = None if sys.stdout.isatty() else WIDE
    return Console(highlight=False, markup=False, width=width)


def knowledge_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--knowledge FOLDER`, for a store elsewhere than in this checkout."""
    return click.option(
        "--knowledge",
        "folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=KNOWLEDGE,
        help="Folder of the fact store; that of this checkout by default.",
    )(command)


def opened(folder: Path) -> Store:
    """The checked store below `folder`; a broken one ends the command with its report."""
    try:
        return load(folder)
    except StoreError as error:
        raise Refusal(
            f"{error}\nMend this first; `python -m evidence check` tells when it is sound."
        ) from None


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 claim", "2 claims"."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"
