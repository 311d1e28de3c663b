"""Names whose words stand in another order: "neuropathy in sarcoidosis", "sclerosis multiple".

A name is found by its own words in any order, with nothing but little words between them.
Names of everyday words alone ("stiff person") are left out, as are those that say when, or
what is not there ("GBS after COVID", "MMN without block").
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from components.entries import Entry
from components.spelling import singular, spelt

MOST_WORDS = 6  # of a name, little words aside
RARE = 3_000  # a word that English uses less says which disease is meant
RARER = 300  # the same in a name of two words
_LINKING = {"a", "an", "the", "of", "in", "from", "with", "by", "due", "to", "against", "because"}
_WHOSE = {"my", "his", "her", "their", "your"}
_VAGUE = {"caused", "affecting", "attacking", "related", "associated", "peripheral"}
_LITTLE = _LINKING | _WHOSE | _VAGUE
# Words whose place matters, or that are too common beside any name.
_FIXED = frozenset(
    re.findall(
        r"\w+", "after before since without no not but only on and or non that year long attack"
    )
)
# Words that say the same in a name.
_SAME = {
    "diabetic": "diabetes",
    "disorder": "disease",
    "illness": "disease",
    "inflamed": "inflammation",
    "inflammatory": "inflammation",
    "polyneuropathy": "neuropathy",
    "pn": "neuropathy",
    "paraproteinemia": "paraprotein",
    "paraproteinemic": "paraprotein",
    "muscular": "muscle",
    "sarcoid": "sarcoidosis",
    "damaged": "damage",
    "painful": "pain",
    **dict.fromkeys(("children", "kid", "childhood", "paediatric", "pediatric"), "child"),
}
_BETWEEN = re.compile(r"(['’`´]s?|s['’])?[\s/-]*")

_Bag = tuple[str, ...]


def bags_of(entries: Mapping[str, Entry], english: Mapping[str, int]) -> dict[str, str]:
    """A name for each bag of words that stands for one disease alone.

    `entries`: what each name (key) stands for; `english`: how often a word is used.
    """
    found: dict[str, str] = {}
    shared: set[str] = set()
    for name, entry in entries.items():
        bag = None if entry.misspelt else _bag(name.split(" "))
        if not bag or not _tells(bag, english):
            continue
        first = found.setdefault(" ".join(bag), name)
        if entries[first].name != entry.name:
            shared.add(" ".join(bag))
    return {bag: name for bag, name in found.items() if bag not in shared}


class Reordered:
    """Names by their words in alphabetical order."""

    def __init__(
        self, bags: Mapping[str, str], words: Container[str], entries: Mapping[str, Entry]
    ) -> None:
        """`bags`: as `bags_of` gives them; `words`: all that are in one; `entries`: by name."""
        self._bags, self._words, self._entries = bags, words, entries

    def find(
        self, found: Sequence[str], places: Sequence[tuple[int, int]], message: str
    ) -> Iterator[tuple[int, int, Entry]]:
        """(first word, word after the last, entry) of every name in some order.

        `found`: the folded words of the message; `places`: their starts and ends in it.
        """
        runs = [
            bool(_BETWEEN.fullmatch(message[end:start]))
            for (_, end), (start, _) in pairwise(places)
        ]
        said = [meaning(word) for word in found]
        for first, word in enumerate(said):
            if word not in self._words:
                continue
            bag = [word]
            for last in range(first + 1, len(said)):
                if not runs[last - 1] or len(bag) == MOST_WORDS:
                    break
                if said[last] in _LITTLE:
                    continue
                if said[last] not in self._words:
                    break
                bag.append(said[last])
                name = self._bags.get(" ".join(sorted(bag)))
                if name:
                    yield first, last + 1, self._entries[name]


@lru_cache(maxsize=8_000)
def meaning(word: str) -> str:
    """A folded word as the bags hold it: American, singular, and one word for the same thing."""
    word = _SAME.get(word, word)
    word = singular(spelt(word))
    return _SAME.get(word, word)


def _bag(name: Iterable[str]) -> _Bag | None:
    """The words of a name in alphabetical order; None where it has too few, or a fixed one."""
    said = sorted(word for word in map(meaning, name) if word not in _LITTLE)
    if any(word in _FIXED or word.isdigit() for word in said):
        return None
    return tuple(said) if 1 < len(said) <= MOST_WORDS else None


def _tells(bag: _Bag, english: Mapping[str, int]) -> bool:
    """Whether a bag holds a word that is no everyday one."""
    limit = RARE if len(bag) > 2 else RARER
    return any(len(word) > 2 and english.get(word, 0) < limit for word in bag)
