"""Words that name more than one thing: read by their neighbours, or asked about."""

from __future__ import annotations

import re

from evidence.model import Ambiguous, Reading
from evidence.names import cue_key, key, variants
from evidence.store import Store


def records_of(store: Store, text: str) -> tuple[Ambiguous, ...]:
    """The records of an ambiguous name as it was typed, in the singular or plural."""
    typed = key(text)
    return tuple(each for each in store.ambiguous if typed in variants(each.text))


def read_by_cues(record: Ambiguous, text: str) -> Reading | None:
    """The one reading whose cue words stand in the text; None where none or several do."""
    around = f" {key(text)} "
    for reading in record.readings:
        if reading.after_number and re.search(rf"\d {re.escape(cue_key(record.text))} ", around):
            return reading
    found = [
        reading
        for reading in record.readings
        if any(
            f" {cue_key(cue)} " in around or f" {cue_key(cue)}s " in around for cue in reading.cues
        )
    ]
    return found[0] if len(found) == 1 else None


def default_reading(record: Ambiguous) -> Reading | None:
    """The reading when nothing nearby decides; None where the person has to be asked.

    A word that is mostly no name at all ("ice") is read as that ordinary word.
    """
    for reading in record.readings:
        if reading.id == record.default if record.default else not reading.covers:
            return reading
    return None
