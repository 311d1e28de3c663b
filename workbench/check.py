"""`check`: whether the fact store is sound."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from evidence.store import Store, StoreError, load
from evidence.yamlfile import Problem
from workbench.desk import KNOWLEDGE


@click.command()
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=KNOWLEDGE
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for editors.")
def check(folder: Path, as_json: bool) -> None:
    """Check every record of FOLDER; report all problems in one run.

    Each problem names file, line, key, and the nearest valid value where there is one.
    The exit code is 1 where there is any.
    """
    try:
        store: Store | None = load(folder)
        problems: list[Problem] = []
    except StoreError as error:
        store, problems = None, error.problems
        if not as_json:
            click.echo(str(error), err=True)
    if as_json:
        click.echo(json.dumps(report(problems, store), ensure_ascii=False, indent=2))
    elif store:
        click.echo(_sound(store))
    sys.exit(1 if problems else 0)


def report(problems: list[Problem], store: Store | None) -> dict[str, Any]:
    """The JSON of a check: `ok`, the store's `hash` or null, and the list of `problems`.

    A problem has `file` (below the folder's parent), `line` (from 1), `key` (dotted; "" for
    the whole record), `message` and `nearest` (null where no valid value is like it).
    """
    told = [
        {
            "file": problem.file,
            "line": problem.line,
            "key": problem.key,
            "message": problem.message,
            "nearest": problem.nearest,
        }
        for problem in problems
    ]
    return {"ok": not problems, "hash": store.hash if store else None, "problems": told}


def _sound(store: Store) -> str:
    seen = sum(claim.seen_twice for claim in store.claims.values())
    return (
        f"The fact store is sound: {len(store.conditions)} conditions, "
        f"{len(store.treatments)} treatments, {len(store.claims)} claims "
        f"({seen} seen by a second reader), {len(store.sources)} sources ({store.hash})."
    )
