"""How far a misspelt name may be from the name that is meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Typed:
    """A folded word of a message; `misspelt` is strange, and in no disease's name either."""

    word: str
    strange: bool = False  # no English word
    misspelt: bool = False


def allowed(joined: str) -> int:
    """How many letters of a misspelt name may be off, by its length without spaces."""
    return 1 if len(joined) < 7 else 2 if len(joined) < 13 else 3
