"""`new source`: a paper, a guideline or a label that claims can cite."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import click

from evidence.citation import citation
from evidence.model import Source
from evidence.names import key
from evidence.store import Store
from workbench import prompts
from workbench.desk import knowledge_option, opened
from workbench.fields import asked
from workbench.saving import SOURCES, Addition, ask_id, save, slug, without_empty

FIELDS = ("authors", "title", "journal", "year", "detail", "doi", "pmid", "url", "checked")
UNCITED = "no record cites"


@click.command()
@knowledge_option
def source(folder: Path) -> None:
    """Add a source. Until a claim cites it, the check says that nothing does."""
    store = opened(folder)
    record = ask(store)
    kept = save(
        folder, [Addition(SOURCES, "sources", record)], lambda each: UNCITED in each.message
    )
    if kept:
        click.echo("Nothing cites it yet: `python -m evidence new claim` comes next.")


def ask(store: Store) -> dict[str, Any]:
    """Ask for the fields of a source that the store does not have."""
    told: dict[str, Any] = {}
    for name in FIELDS:
        told[name] = _one(store, name, told)
    kinds = [
        kind for kind, _ in Counter(each.type for each in store.sources.values()).most_common()
    ]
    kind = prompts.text("Type", " · ".join(kinds[:12]), _likely(told, kinds))
    record = without_empty({"id": ask_id(_id(told), store.sources), "type": kind, **told})
    click.secho(f"  Cited as: {citation(Source.parse_obj(record))}", fg="green")
    return record


def _one(store: Store, name: str, told: dict[str, Any]) -> Any:
    """One field; the address is left out where a DOI or PMID leads to the paper."""
    if name == "url" and (told.get("doi") or told.get("pmid")):
        return None
    while True:
        given = asked(Source, name)
        if name == "doi" and given:
            given = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", given)
        if name in ("year", "pmid") and given:
            given = int(given)
        wrong = _wrong(store, name, given)
        if not wrong:
            return given
        prompts.tell(wrong)


def _wrong(store: Store, name: str, given: Any) -> str | None:
    if name == "doi" and given and not re.fullmatch(r"10\.\d{4,9}/\S*[^\s.,;]", given):
        return f"“{given}” is no DOI; it begins with 10. and has a slash."
    for each in store.sources.values():
        known = {"doi": each.doi, "pmid": each.pmid, "title": each.title}.get(name)
        if given and known and key(str(known)) == key(str(given)):
            return f"This stands already as `{each.id}` ({each.year})."
    return None


def _id(told: dict[str, Any]) -> str:
    """ "hughes2014-immunoglobulin-guillain" from authors, year and title."""
    family = slug(str(told.get("authors") or "source").split(",")[0].split(" ")[0], 1)
    return f"{family}{told.get('year') or ''}-{slug(str(told['title']), 3)}"


def _likely(told: dict[str, Any], kinds: list[str]) -> str:
    title = f"{told['title']} {told.get('journal') or ''}".lower()
    for words, kind in (
        ("cochrane", "cochrane_review"), ("randomi", "rct"), ("guideline", "guideline"),
        ("systematic review", "systematic_review"),
    ):  # fmt: skip
        if words in title and kind in kinds:
            return kind
    return kinds[0] if kinds else "rct"
