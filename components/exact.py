"""The names that stand in a message as they are written, once its slips are righted."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from components.catalogue import Catalogue
from components.entries import Entry, from_catalogue
from components.layout import Layout
from components.meanings import Meanings
from components.phrases import Phrases
from components.reordered import Reordered
from components.spans import NOTHING, Span
from components.titles import is_title

RIGHTED = 6  # letters of a name that is found once its words are righted


@dataclass(frozen=True)
class _Match:
    """A run of words that is a name: the store's by its key, or known by what it stands for."""

    first: int
    last: int  # exclusive
    name: str
    entry: Entry | None = None  # None: the store tells by the name
    righted: bool = False


class ExactNames:
    """The store's names, in their own order or another, and the catalogue's."""

    def __init__(
        self, meanings: Meanings, laid: Layout, catalogue: Catalogue, english: Container[str]
    ) -> None:
        """`laid`: the same names, laid out; `english`: correct words."""
        self._meanings = meanings
        self._catalogue = catalogue
        self._english = english
        self._phrases = Phrases(laid.by_first_word)
        self._reordered = Reordered(laid.bags, laid.bagged, meanings.entries)

    def find(
        self, found: Sequence[tuple[str, int, int]], meant: list[str], message: str
    ) -> list[Span]:
        """The names among the righted words; a short one must stand as it was typed."""
        if not found:
            return []
        typed = [word for word, _, _ in found]
        whole = " ".join(meant)
        matches = self._matches(typed, typed)
        if typed != meant:
            matches += self._matches(meant, typed)
        places = [(start, end) for _, start, end in found]
        matches += [
            _Match(first, last, "", entry)
            for first, last, entry in self._reordered.find(meant, places, message)
        ]
        spans: list[Span] = []
        for match in sorted(matches, key=lambda each: (each.first - each.last, each.first)):
            first, last = match.first, match.last
            if any(first < span.last and span.first < last for span in spans):
                continue
            entry = match.entry or self._meanings.of(match.name, whole)
            sign = match.name in self._meanings.signs
            if entry and sign and self._is_reaction(entry, meant[last:]):
                entry = NOTHING
            if is_title(message, first):
                entry = NOTHING
            if last - first > 1 and _is_apart(typed[first], message, places[first][1]):
                continue
            if entry:
                spans.append(Span(first, last, entry, match.righted))
        return spans

    def _matches(self, text: list[str], typed: list[str]) -> list[_Match]:
        """The exact names in a text, without those that only righting made of a word or two."""
        own = [(first, last, None) for first, last in self._phrases.find(text)]
        return [
            _Match(
                first,
                last,
                " ".join(text[first:last]),
                from_catalogue(listed) if listed else None,
                text[first:last] != typed[first:last],
            )
            for first, last, listed in (*own, *self._catalogue.find(text))
            if typed[first:last] == text[first:last] or self._may_be_righted(typed[first:last])
        ]

    def _may_be_righted(self, typed: list[str]) -> bool:
        """Whether a name may be found by its righted words: a short or an English one may not."""
        long = len("".join(typed)) >= RIGHTED
        return long and (len(typed) > 1 or typed[0] not in self._english)

    @staticmethod
    def _is_reaction(entry: Entry, rest: list[str]) -> bool:
        """Whether a sign of illness is what came of a treatment: "migraine after ivig"."""
        return entry.kind == "uncovered" and rest[:1] in (["after"], ["during"], ["since"])


def _is_apart(word: str, message: str, end: int) -> bool:
    """Whether a number ends what was said before a comma: "EF 20%, immunoglobulin"."""
    return word.isdigit() and message[end:].lstrip(" %").startswith(",")
