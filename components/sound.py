"""How names sound, and which name a run of other words sounds like.

A phone that does not know "multifocal motor neuropathy" writes words that it knows: "multi vocal
motor new rob athy". Letters and sounds of the whole run are compared with those of a name,
wherever its words end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

SHORTEST = 9  # letters of a name that is sought by its sound
PLAIN = 11  # the same of a name in everyday words, of which one letter may be off
USUAL = 600  # how often English uses an everyday word
USUAL_SHORT = 5_000  # the same for one of up to four letters, lest it be an abbreviation
TECHNICAL = 8  # letters of it that stand in words of the field
OFF = 0.3  # share of a run's sounds that may be others
MOST = 6  # names that are compared by their letters
LEAST = 0.7  # how alike a name must be to be told at all
GENERIC = frozenset(("syndrome", "disease", "disorder", "treatment", "therapy"))
_SPELT = (("sch", "sk"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("x", "ks"))
_CLASSES = {"p": "pbfv", "k": "kgjqc", "s": "sz", "t": "td", "n": "mn", "a": "aeiouyhw"}
_SOUNDS = str.maketrans({letter: one for one, each in _CLASSES.items() for letter in each})


@lru_cache(maxsize=4_000)
def sound(word: str) -> str:
    """The sounds of folded letters: what lips, tongue or throat make alike is one, so are vowels.

    "neuropathy" and "newrobathy" both are "narapata".
    """
    for written, spoken in _SPELT:
        word = word.replace(written, spoken)
    return _once(re.sub(r"c(?=[eiy])", "s", word).translate(_SOUNDS))


def _once(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)


def sound_of(run: Sequence[str]) -> str:
    """The sounds of several words in one breath."""
    return _once("".join(map(sound, run)))


def alike(run: Sequence[str], name: Sequence[str]) -> float:
    """How alike two runs of words are in letters and sounds, from 0 to 1."""
    letters = _similar("".join(run), "".join(name))
    return (letters + _similar(sound_of(run), sound_of(name))) / 2


def _similar(one: str, other: str) -> float:
    return float(Levenshtein.normalized_similarity(one, other))


@dataclass(frozen=True)
class Heard:
    """A name that a run of words sounds like."""

    name: str
    whole: float  # how alike all of it is
    rest: float  # how alike the part is that is not spelt right
    letters: int  # of that part in the name
    right: tuple[str, ...]  # the name's words that are spelt right, generic ones left out


class Field:
    """Which words are the field's rather than everyday English."""

    def __init__(self, english: Mapping[str, int], ours: Collection[str]) -> None:
        """`english`: how often English uses a word; `ours`: everyday words of our questions."""
        self._english, self._ours = english, ours

    def is_technical(self, word: str) -> bool:
        """Whether a word is the field's."""
        return len(word) > 4 and self._english.get(word, 0) < USUAL and word not in self._ours

    def is_sought(self, name: str) -> bool:
        """Whether a name is long, holds no abbreviation, and words of the field or no short ones.

        "plasma exchange" is sought, "in remission" is not.
        """
        parts = name.split(" ")
        letters = len(name) - len(parts) + 1
        technical = sum(len(word) for word in parts if self.is_technical(word))
        if not all(map(str.isalpha, parts)) or letters < SHORTEST:
            return False
        by_sound = technical >= TECHNICAL and all(map(self._is_whole, parts))
        return by_sound or (letters >= PLAIN and all(len(word) > 3 for word in parts))

    def _is_whole(self, word: str) -> bool:
        return len(word) > 4 or self._english.get(word, 0) > USUAL_SHORT


class Spoken(NamedTuple):
    """Names laid out by their sound."""

    names: Mapping[str, list[str]]  # the names of each sound
    # The sounds by their first two consonants or the last two, and by their length.
    by: Mapping[tuple[bool, str, int], list[str]]


def spoken_out(names: Iterable[str], field: Field) -> Spoken:
    """Lay out the names that are sought by their sound."""
    by_sound: dict[str, list[str]] = defaultdict(list)
    by: dict[tuple[bool, str, int], list[str]] = defaultdict(list)
    for name in names:
        if field.is_sought(name):
            by_sound[sound_of(name.split(" "))].append(name)
    for sounds in by_sound:
        for at_end, key in _keys(sounds):
            by[at_end, key, len(sounds)].append(sounds)
    return Spoken(dict(by_sound), dict(by))


class Sounds:
    """Names of the field by their sound."""

    def __init__(self, laid: Spoken, field: Field) -> None:
        """`laid`: as `spoken_out` lays out names."""
        self._laid, self._field = laid, field

    def heard(self, run: Sequence[str]) -> list[Heard]:
        """The names that this run of folded words sounds like, the likest first."""
        sounds = sound_of(run)
        near = process.extract(
            sounds,
            list(self._candidates(sounds)),
            scorer=Levenshtein.distance,
            score_cutoff=round(len(sounds) * OFF),
            limit=MOST * 2,  # most stand in both lists
        )
        letters = "".join(run)
        found = (
            self._heard(run, name, (alike + _similar(letters, name.replace(" ", ""))) / 2)
            for each, off in dict.fromkeys((each, off) for each, off, _ in near)
            for alike in (1 - off / max(len(each), len(sounds)),)
            for name in self._laid.names[each]
        )
        return sorted((each for each in found if each), key=lambda each: -each.whole)

    def _candidates(self, sounds: str) -> Iterator[str]:
        """Names' sounds of about this length that begin or end alike."""
        length = len(sounds)
        most = round(length * OFF)
        for at_end, key in _keys(sounds):
            for own in range(length - most, length + most + 1):
                if own * 2 // 3 <= length <= own * 3 // 2:
                    yield from self._laid.by.get((at_end, key, own), ())

    def _heard(self, run: Sequence[str], name: str, whole: float) -> Heard | None:
        """What is alike and what is not; None where what differs is not of the field."""
        if whole < LEAST:
            return None
        own = name.split(" ")
        first, last = _same(run, own), 0
        while last < min(len(run), len(own)) - first and run[-1 - last] == own[-1 - last]:
            last += 1
        rest = own[first : len(own) - last]
        typed = run[first : len(run) - last]
        if not typed or not (self._is_of_the_field(rest) or _is_split(run, own)):
            return None
        right = (*own[:first], *own[len(own) - last :])
        return Heard(
            name,
            whole,
            alike(typed, rest),
            len("".join(rest)),
            tuple(word for word in right if len(word) > 4 and word not in GENERIC),
        )

    def _is_of_the_field(self, words: Iterable[str]) -> bool:
        return any(map(self._field.is_technical, words))


def _is_split(run: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the letters are a name's but for one, with other spaces between them."""
    one, other = "".join(run), "".join(name)
    return len(run) != len(name) and Levenshtein.distance(one, other, score_cutoff=1) < 2


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _keys(sounds: str) -> tuple[tuple[bool, str], tuple[bool, str]]:
    """The first two consonants and the last two."""
    consonants = sounds.replace("a", "")
    return (False, consonants[:2]), (True, consonants[-2:])
