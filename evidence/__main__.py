"""`python -m evidence check [FOLDER]`: whether the fact store is sound."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evidence.store import StoreError, load

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"


@click.group()
def main() -> None:
    """Tools for the fact store."""


@main.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path), default=KNOWLEDGE)
def check(folder: Path) -> None:
    """Check every record of FOLDER; report all problems in one run."""
    try:
        store = load(folder)
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(
        f"The fact store is sound: {len(store.conditions)} conditions, "
        f"{len(store.treatments)} treatments, {len(store.claims)} claims, "
        f"{len(store.sources)} sources ({store.hash})."
    )


if __name__ == "__main__":
    main()
