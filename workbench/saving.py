"""Putting new records into the store's files, and taking them out again where they break it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from evidence.names import key
from evidence.store import problems_of
from evidence.yamlfile import Problem
from workbench import prompts
from workbench.house_style import as_text, line_of, with_record, write
from workbench.schema import schema_line

SOURCES = "sources.yml"
_SMALL = ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")


@dataclass(frozen=True)
class Addition:
    """A record to be written: its file below the store, its section, the item that it follows."""

    file: str
    section: str
    record: Mapping[str, Any]
    after: int | None = None
    heading: str = ""  # the first comment of a file that is begun with it


def save(folder: Path, additions: list[Addition], expected: Callable[[Problem], bool]) -> bool:
    """Show the additions, write them, run the check; False where nothing was kept.

    Problems that are `expected` do not count. Others are told, and the files are put back
    unless the curator wants to mend them by hand.
    """
    for each in additions:
        click.secho(f"\n{each.file} · {each.section}", bold=True)
        click.echo(as_text(each.record))
    if not prompts.yes("Write it?", True):
        click.echo("Nothing was written.")
        return False
    before = {each.file: _text(folder / each.file) for each in additions}
    for each in additions:
        _add(folder, each)
    problems = [problem for problem in problems_of(folder) if not expected(problem)]
    if problems:
        click.echo("The check finds:", err=True)
        for problem in problems:
            click.echo(f"  {problem}", err=True)
        if not prompts.yes("Keep it all the same, to mend it by hand?", False):
            _restore(folder, before)
            click.echo("Nothing was kept.")
            return False
    for each in additions:
        line = line_of(_text(folder / each.file) or "", each.section, each.record["id"])
        click.echo(f"Wrote {folder.name}/{each.file}:{line}")
    return True


def _add(folder: Path, addition: Addition) -> None:
    path = folder / addition.file
    text = _text(path)
    if text is None:
        text = f"{schema_line(path)}\n# {addition.heading or addition.record['id']}\n"
        write(path, f"{text}{addition.section}:\n{as_text(addition.record)}")
        return
    write(path, with_record(text, addition.section, addition.record, addition.after))


def _restore(folder: Path, before: Mapping[str, str | None]) -> None:
    for name, text in before.items():
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            write(folder / name, text)


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def slug(text: str, words: int = 5) -> str:
    """An id from a text: lower case, hyphens, the first few words."""
    parts = [part for part in key(text).split() if part not in _SMALL]
    return "-".join(parts[:words])


def free_id(wanted: str, taken: Mapping[str, Any]) -> str:
    """`wanted`, or with a number where that stands already."""
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def ask_id(default: str, taken: Mapping[str, Any]) -> str:
    """The id of the new record."""

    def complaint(given: str) -> str | None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", given):
            return "An id has lower case, digits and hyphens only."
        return f"`{given}` stands already." if given in taken else None

    return prompts.text("Id", "", free_id(default, taken), complaint=complaint)


def without_empty(record: Mapping[str, Any]) -> dict[str, Any]:
    """Only what was answered; `no` is what a missing key means."""
    lists = {name: list(each) if isinstance(each, tuple) else each for name, each in record.items()}
    return {
        name: each
        for name, each in lists.items()
        if each not in (None, "", []) and each is not False
    }
