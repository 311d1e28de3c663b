"""Choosing the sources of a record; one that is not there yet is added on the way."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from evidence.citation import citation
from evidence.names import key
from evidence.store import Store
from workbench import prompts
from workbench.new_source import ask
from workbench.saving import SOURCES, Addition

NEW = "new"
SHOWN = 5


def ask_sources(store: Store) -> tuple[tuple[str, ...], list[Addition]]:
    """The ids of at least one source, and the sources that are to be added."""
    ids: list[str] = []
    additions: list[Addition] = []
    added: set[str] = set()

    def complaint(given: str) -> str | None:
        if given == NEW or given in store.sources or given in added:
            return None
        near = like(store, given)
        if not near:
            return f"No source is like “{given}”; `{NEW}` adds one."
        told = "\n    ".join(f"{each}: {citation(store.sources[each])}" for each in near)
        return f"Give an id, or `{NEW}`. The nearest:\n    {told}"

    hint = f"an id, or words of its authors and title to look for, or `{NEW}`; an empty line ends"
    while True:
        given = prompts.text("Source", "" if ids else hint, "", bool(ids), complaint)
        if not given:
            return tuple(ids), additions
        if given == NEW:
            record = ask(store)
            given = record["id"]
            additions.append(Addition(SOURCES, "sources", record))
            added.add(given)
        if given not in ids:
            ids.append(given)


def like(store: Store, text: str) -> list[str]:
    """The ids of the sources whose id, authors, title or year are most like the text."""
    told = {
        each.id: key(
            f"{each.id} {each.authors or ''} {each.title} {each.year or ''} {each.doi or ''}"
        )
        for each in store.sources.values()
    }
    found = process.extract(
        key(text), told, scorer=fuzz.token_set_ratio, limit=SHOWN, score_cutoff=60
    )
    return [each for _, _, each in found]
