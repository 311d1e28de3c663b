"""Emergencies, and what a curator keeps beside the claims."""

from __future__ import annotations

from datetime import date
from typing import Literal

from evidence.model.base import Record, Slug, Statement


class Emergency(Record):
    """A message that needs action before anything else, and the words for it."""

    id: Slug
    name: str
    urgency: Literal["now", "same-day", "crisis"]
    phrases: tuple[str, ...]  # messages that must be recognised, as people write them
    action: str  # the first sentence: what to do
    more: str = ""
    sources: tuple[Slug, ...]


class SeedStatement(Record):
    """A statement of the seed article and the claims (or concepts) that represent it."""

    id: Slug
    says: str
    check: str
    claims: tuple[Slug, ...] = ()
    concepts: tuple[Slug, ...] = ()
    omitted: str | None = None  # why it is not a fact to be represented


class Correction(Record):
    """A notice: what answers said wrongly, from when until when, and what is right."""

    id: Slug
    was: str  # follows "answers said that": "the trial had 54 people"
    since: date
    until: date  # the day on which it was put right
    claims: tuple[Slug, ...]  # the claims that it was about
    now: Statement  # what is right, hedged like the claims themselves


class ToCheck(Record):
    """A figure or position that was left out of answers until somebody checks it."""

    record: str
    what: str
    why: str


class Local(Record):
    """What differs from place to place: whom to call."""

    emergency_number: str
    crisis_lines: str
