"""`new condition`: a disease with its names and its definition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from evidence.model import Condition, Statement
from evidence.names import key, names_of
from evidence.store import Store
from workbench import fields, find, prompts
from workbench.cite import ask_sources
from workbench.desk import Refusal, knowledge_option, opened
from workbench.fields import asked
from workbench.places import file_of
from workbench.saving import Addition, ask_id, save, slug, without_empty


@click.command()
@knowledge_option
def condition(folder: Path) -> None:
    """Add a condition, with the names that people give it. Its claims come next."""
    store = opened(folder)
    record, sources = ask(store)
    file = _file(folder, record)
    heading = record["name"][:1].upper() + record["name"][1:] + "."
    additions = [*sources, Addition(file, "conditions", record, heading=heading)]
    if save(folder, additions, lambda each: False):
        click.echo(f"Next: `python -m evidence new claim {record['id']}`.")


def ask(store: Store) -> tuple[dict[str, Any], list[Addition]]:
    """Ask for a condition; also the sources that are to be added with it."""
    owners = {
        name: each.id
        for table in (store.conditions, store.treatments, store.terms, store.trials)
        for each in table.values()
        for name in names_of(each)
    }

    def taken(given: str) -> str | None:
        owner = owners.get(key(given))
        return f"“{given}” is a name of `{owner}` already." if owner else None

    name = prompts.text("Name", fields.WORDS["name"][1], complaint=taken)
    short = prompts.text("Short name", fields.WORDS["short"][1], optional=True, complaint=taken)
    groups = sorted({each.group for each in store.conditions.values()})
    told: dict[str, Any] = {
        "id": ask_id(slug(short or name), {**store.conditions, **store.treatments, **store.terms}),
        "name": name,
        "short": short,
        "parent": _parent(store),
        "group": prompts.choice("Specialty", groups),
        "aliases": prompts.many("Other name", "as people write it", complaint=taken),
        "lay_names": prompts.many("Everyday name", complaint=taken),
    }
    told["definition"], additions = _definition(store)
    record = without_empty(told)
    Condition.parse_obj(record)
    return record, additions


def _definition(store: Store) -> tuple[dict[str, Any] | None, list[Addition]]:
    if not prompts.yes("Write a definition (“What is it?”)?", True):
        return None, []
    told: dict[str, Any] = dict(fields.statement("definition", None))
    Statement.parse_obj(told)
    ids, additions = ask_sources(store)
    return {**told, "sources": list(ids)}, additions


def _parent(store: Store) -> str | None:
    """The wider condition whose record answers where this one has none."""
    while True:
        given = asked(Condition, "parent")
        if not given:
            return None
        try:
            return find.condition(store, given).id
        except Refusal as refusal:
            prompts.tell(str(refusal.message))


def _file(folder: Path, record: dict[str, Any]) -> str:
    """The file of the parent, else one of its own; the curator may name another."""
    default = f"conditions/{record['id']}.yml"
    if record.get("parent"):
        default = file_of(folder, "conditions", record["parent"]) or default

    def complaint(given: str) -> str | None:
        inside = (folder / given).resolve().is_relative_to(folder.resolve())
        return None if inside and given.endswith(".yml") else "Name a .yml file below the folder."

    return prompts.text("File", "", default, complaint=complaint)
