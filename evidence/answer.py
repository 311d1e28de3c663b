"""The answer object (`answer/1`): what every client gets, on every channel that carries data."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from evidence.model import Certainty, CertaintyBasis, Direction, Record

SCHEMA = "answer/1"


class Status(Record):
    """What a medicines agency says of a use. A guideline's advice is never a status."""

    agency: str
    status: Literal["approved", "off-label"]
    year: int | None = None


class Finding(Record):
    """The headline of one treatment × condition × situation."""

    treatment: str
    condition: str
    situation: str | None = None
    outcome: str
    comparator: str | None = None
    direction: Direction
    certainty: Certainty
    certainty_basis: CertaintyBasis
    status: tuple[Status, ...] = ()


class Cited(Record):
    """A source as cited in the text, under its number there."""

    id: str
    citation: str
    url: str | None = None


class Unknown(Record):
    """A disease or treatment that was recognised but that the store does not cover."""

    text: str
    id: str | None = None


class Suggestion(Record):
    """A follow-up question that the store can answer, sent back as the user's message."""

    title: str
    payload: str


class SnapshotRef(Record):
    """The snapshot of the fact store that answered."""

    hash: str
    date: date


class Answer(Record):
    """One answer. `text` is the whole message as a person reads it, without suggestions."""

    kind: str
    text: str
    treatments: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    findings: tuple[Finding, ...] = ()
    claims: tuple[str, ...] = ()
    sources: tuple[Cited, ...] = ()
    interpretation: str | None = None
    suggestions: tuple[Suggestion, ...] = ()
    reviewed: date | None = None
    record: SnapshotRef | None = None

    def contract(self) -> dict[str, Any]:
        """The object of the contract: plain JSON values, every field present."""
        fields: dict[str, Any] = {"schema": SCHEMA}
        for name in self.__fields__:
            fields[name] = _plain(getattr(self, name))
        return fields


def fixed(kind: str, text: str) -> Answer:
    """An answer with fixed words: emergencies, failures, refusals of malformed messages."""
    return Answer(kind=kind, text=text)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return {name: _plain(getattr(value, name)) for name in value.__fields__}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "value", value)
