"""How far a misspelt name may be from the name that is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA


@dataclass(frozen=True)
class Typed:
    """A folded word of a message; `misspelt` is strange, and in no disease's name either."""

    word: str
    strange: bool = False  # no English word
    misspelt: bool = False


def allowed(joined: str) -> int:
    """How many letters of a misspelt name may be off, by its length without spaces."""
    return 1 if len(joined) < 7 else 2 if len(joined) < 13 else 3


class Lettered(NamedTuple):
    """Words by their first letter and length, and by their second."""

    first: Mapping[tuple[str, int], list[str]]
    second: Mapping[tuple[str, int], list[str]]


def by_letters(words: Iterable[str]) -> Lettered:
    """Lay out words of two letters or more."""
    first: dict[tuple[str, int], list[str]] = defaultdict(list)
    second: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        first[word[0], len(word)].append(word)
        second[word[1], len(word)].append(word)
    return Lettered(dict(first), dict(second))


class Near:
    """Words by their first letters and length, to find those few edits away."""

    def __init__(self, laid: Lettered) -> None:
        self._first, self._second = laid

    def _candidates(self, word: str, limit: int) -> Iterator[str]:
        """Words that begin alike: their first letter dropped, added, swapped or replaced."""
        for length in range(len(word) - limit, len(word) + limit + 1):
            yield from self._first.get((word[0], length), ())
            if word[1] != word[0]:
                yield from self._first.get((word[1], length), ())
            yield from self._second.get((word[0], length), ())
        yield from self._second.get((word[1], len(word)), ())

    def within(self, word: str, limit: int, most: int | None = None) -> list[tuple[str, int]]:
        """The words at most `limit` edits away, nearest first; of all of them at most `most`."""
        found = process.extract(
            word,
            list(dict.fromkeys(self._candidates(word, limit))),
            scorer=OSA.distance,
            score_cutoff=limit,
            limit=most,
        )
        return [(near, int(distance)) for near, distance, _ in found]

    def distance(self, word: str, limit: int) -> int:
        """How near the nearest word is; `limit` + 1 where none is that near."""
        near = self.within(word, limit, 1)
        return near[0][1] if near else limit + 1
