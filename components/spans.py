"""What a run of words of a message stands for."""

from __future__ import annotations

from dataclasses import dataclass

from components.entries import Entry

NOTHING = Entry("uncovered", None, "")  # words that are no name here


@dataclass(frozen=True)
class Span:
    """A run of words of the message that stands for an entry."""

    first: int
    last: int  # exclusive
    entry: Entry
    corrected: bool = False

    @property
    def wrong(self) -> bool:
        """Whether it is misspelt."""
        return self.corrected or self.entry.misspelt
