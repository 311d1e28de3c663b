"""What each name of the store and of the catalogue stands for."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from components.uncovered import Listed
from evidence.names import eponym, key, names_of, situation_names, spellings
from evidence.question import MentionKind
from evidence.store import Store


@dataclass(frozen=True)
class Entry:
    """What a name stands for."""

    kind: MentionKind
    id: str | None
    name: str
    situation: str | None = None
    code: str | None = None
    covers: Literal["condition", "treatment"] = "condition"
    misspelt: bool = False  # a spelling that the store lists as wrong
    near: tuple[str, ...] = ()  # covered conditions near a catalogue's disease


def from_catalogue(listed: Listed) -> Entry:
    """The entry of a disease that a catalogue names."""
    return Entry("uncovered", None, listed.name, code=listed.code, near=listed.near)


def entries_of(store: Store, english: Container[str]) -> Iterator[tuple[str, Entry]]:
    """(name key, entry) for every name; a later pair replaces an earlier one."""
    for condition in store.conditions.values():
        for name in (condition.name, *condition.aliases):
            short = eponym(name)
            if short and short not in english:
                yield short, entry_of(store, condition.id)
    for record in store.uncovered:
        for name in (record.name, *record.aliases):
            for variant in spellings(name):
                yield (
                    variant,
                    Entry("uncovered", None, record.name, code=record.code, covers=record.kind),
                )
    for table in (store.terms, store.trials, store.conditions, store.treatments):
        for concept in table.values():
            entry = entry_of(store, concept.id)
            right = concept.copy(update={"misspellings": ()})
            wrong = replace(entry, misspelt=True)
            spelt = dict.fromkeys(names_of(right))
            yield from ((name, wrong) for name in names_of(concept) if name not in spelt)
            yield from ((name, entry) for name in spelt)
    for condition in store.conditions.values():
        for name, situation in situation_names(condition):
            yield name, Entry("condition", condition.id, condition.name, situation=situation)


def spelt_right(store: Store) -> dict[str, str]:
    """The concept of every rightly spelt name of a condition or treatment, lay names left out."""
    found: dict[str, str] = {}
    for table in (store.treatments, store.conditions):
        for concept in table.values():
            for name in (concept.name, *concept.aliases):
                found.setdefault(key(name), concept.id)
    for condition in store.conditions.values():
        for situation in condition.situations:
            for name in situation.aliases:
                found.setdefault(key(name), condition.id)
    return found


def entry_of(store: Store, concept_id: str) -> Entry:
    """The entry of a concept of the store."""
    tables: tuple[tuple[MentionKind, object], ...] = (
        ("condition", store.conditions),
        ("treatment", store.treatments),
        ("term", store.terms),
        ("trial", store.trials),
    )
    kind = next(kind for kind, table in tables if concept_id in table)  # type: ignore[operator]
    return Entry(kind, concept_id, store.concept(concept_id).name)
