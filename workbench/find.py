"""Finding a record by what a curator types: an id, any name of it, or a misspelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from evidence.model import Concept, Condition
from evidence.names import eponym, key, names_of, situation_names
from evidence.store import Store
from workbench.desk import Refusal

LIKE = 84  # of 100: so alike that it is taken for a misspelling
NEAR = 40  # so alike that it is offered
MOST = 5


@dataclass(frozen=True)
class Found:
    """A record, and how the name was read where it was not exact."""

    id: str
    read_as: str | None = None


def condition(store: Store, text: str) -> Found:
    """The condition of this id, name, alias or misspelling; a refusal that names the nearest."""
    for word in store.ambiguous:
        covered = [each for each in word.readings if each.id in store.conditions]
        if key(word.text) == key(text) and len(covered) > 1:
            meant = " or ".join(f"{each.name} (`{each.id}`)" for each in covered)
            raise Refusal(f"“{text}” names more than one condition: {meant}. Name one of them.")
    return _found(store.conditions, text, "condition", _condition_names(store))


def treatment(store: Store, text: str) -> Found:
    """The treatment of this id, name, alias or misspelling; a refusal that names the nearest."""
    return _found(store.treatments, text, "treatment", _names(store.treatments.values()))


def _found(table: Mapping[str, Concept], text: str, noun: str, names: Mapping[str, str]) -> Found:
    if text in table:
        return Found(text)
    wanted = key(text)
    if wanted in names:
        return Found(names[wanted])
    close = process.extract(wanted, list(names), scorer=fuzz.ratio, limit=40, score_cutoff=NEAR)
    if close and close[0][1] >= LIKE:
        found = names[close[0][0]]
        others = {names[name] for name, score, _ in close if score >= close[0][1]}
        if len(others) == 1:
            return Found(found, table[found].name)
    ids = list(dict.fromkeys(names[name] for name, _, _ in close))[:MOST]
    near = ", ".join(f"{table[each].name} (`{each}`)" for each in ids)
    hint = f" The nearest: {near}." if near else ""
    raise Refusal(f"No {noun} is called “{text}”.{hint}")


def _names(concepts: Iterable[Concept]) -> dict[str, str]:
    return {name: each.id for each in concepts for name in names_of(each)}


def _condition_names(store: Store) -> dict[str, str]:
    names: dict[str, str] = {}
    for each in store.conditions.values():
        _add_names(names, each)
    return names


def _add_names(names: dict[str, str], each: Condition) -> None:
    for name in names_of(each):
        names.setdefault(name, each.id)
    for name, _ in situation_names(each):
        names.setdefault(name, each.id)
    short = eponym(each.name)
    if short:
        names.setdefault(short, each.id)
