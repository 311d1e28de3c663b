"""The hedging lexicon and the assistant's own phrases: data, looked up and filled in here.

The lexicon follows the GRADE working group's informative statements (Santesso et al.,
GRADE guidelines 26, J Clin Epidemiol 2020;119:126-135).
"""

from __future__ import annotations

import re
from enum import Enum

from evidence.model import Certainty, Direction, Record, Size

UNSIZED = "unsized"
BETTER = "better"  # a benefit against an active treatment
_SIZED = ("benefit", "harm")


class Register(str, Enum):
    """How an answer is worded: for everybody, or for clinicians."""

    PLAIN = "plain"
    CLINICAL = "clinical"


Cells = dict[str, dict[str, dict[str, str]]]  # direction → certainty → size → sentence


class CertaintyWords(Record):
    """How a certainty is named: its word and its four-step symbol, always together."""

    word: str
    symbol: str


class Wording(Record):
    """The lexicon: `effects` for each register, certainty words, and fixed phrases."""

    effects: dict[Register, Cells]
    certainty: dict[Certainty, CertaintyWords]
    placebo_like: dict[str, str]  # comparators that are not treatments: id → words
    phrases: dict[str, str]

    def phrase(self, name: str, /, **blanks: str) -> str:
        """The fixed phrase called `name`, with its blanks filled."""
        return self.phrases[name].format(**blanks)

    def missing_cells(self) -> list[str]:
        """The cells that the lexicon lacks, each as `register.direction.certainty.size`."""
        return [
            ".".join((register.value, direction, certainty.value, size))
            for register in Register
            for direction in (*(each.value for each in Direction), BETTER)
            for certainty in Certainty
            for size in ([*(s.value for s in Size)] if direction in _SIZED else []) + [UNSIZED]
            if not self.effects.get(register, {})
            .get(direction, {})
            .get(certainty.value, {})
            .get(size)
        ]


def inflect(sentence: str, plural: bool) -> str:
    """Choose the verb's number: "improve(s)" and "[is|are]" become what the subject needs."""
    sentence = re.sub(r"\((e?s)\)", "" if plural else r"\1", sentence)
    return re.sub(r"\[([^|\]]*)\|([^\]]*)\]", r"\2" if plural else r"\1", sentence)


def capitalise(text: str) -> str:
    """`text` with a capital first letter; the rest is left alone ("IVIG" stays)."""
    return text[:1].upper() + text[1:]
