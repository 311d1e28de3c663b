"""Misspelt everyday words, read as the words that questions are made of: "dose it hlep".

The words of names are among them, so that a name of several words is found all the same; a
name of one word is the gazetteer's business (components/nearest.py). A noisy channel
chooses: how common a word is, and how likely the slip that would have made it what was typed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from components.typos import Lettered, Near, by_letters
from evidence.names import words
from evidence.question import Mention
from evidence.scope import language_of

LONG = 8  # letters of a word from which two may be off
TAUGHT = 3  # training questions that make a word one of ours
OFTEN = 12  # the same for a word that is not on the list of English words
OURS = 200_000  # what one training question's use of a word counts beside one of English
NAMED = 20  # what a word of a name counts, in training questions
COMMON = 1_000  # how often English uses a word that a misspelt one may mean
RARE = 5_000  # how often English uses a word that is a slip rather than meant, if never taught
MORE = 10  # times as many questions must use a word that a taught misspelling stands for
SURER = math.log(3_000)  # how much likelier another word must be than a rare one that was typed
HEAVY = math.log(25 * OURS)  # the weight of a word that one of three letters may mean
_NAME = math.log(NAMED * OURS)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BRITISH = (("is", "iz"), ("our", "or"), ("aem", "em"), ("aed", "ed"), ("oed", "ed"), ("ys", "yz"))


class Parts(NamedTuple):
    """The words of the store's names, laid out for whoever misspells them."""

    words: Container[str]
    usual: frozenset[str]  # those of four letters or more that are English or taught
    near: Lettered  # those of four letters or more


def laid_parts(
    words: Collection[str], english: Container[str] = (), taught: Container[str] = ()
) -> Parts:
    """Lay out the words of names."""
    sought = [word for word in words if len(word) > 3]
    usual = frozenset(word for word in sought if word in english or word in taught)
    return Parts(frozenset(words), usual, by_letters(sought))


class Respeller:
    """The words that questions are made of, and how common each is."""

    def __init__(
        self,
        taught: Mapping[str, int],
        english: Mapping[str, int],
        names: Collection[str] = (),
        parts: Parts | None = None,
        stands: Callable[[str], bool] = lambda word: False,
    ) -> None:
        """Weigh the words.

        `taught`: how many training questions use a word; `english`: how often English does;
        `names`: the store's names of one folded word; `parts`: the words of all its names, laid
        out with the same `english` and `taught`; `stands`: whether another word is right as it is.
        """
        self._english, self._taught, self._stands = english, taught, stands
        parts = parts or laid_parts(())
        self._whole, self._names = frozenset(names), parts.words
        self._stems = frozenset(word.split("'")[0] for word in english if "'" in word)  # "doesn't"
        weights = {word: count for word, count in english.items() if count >= COMMON}
        weights.update((word, NAMED * OURS) for word in parts.usual)
        for word, count in taught.items():
            if count >= (TAUGHT if word in english else OFTEN) and word.isalpha():
                weights[word] = weights.get(word, 0) + OURS * count
        self._weight = {word: math.log(weight) for word, weight in weights.items()}
        self._near = Near(by_letters(word for word in self._weight if len(word) > 2))
        self._near_names = Near(parts.near)  # what is not weighed above weighs as much as any name
        self._skeletons: dict[str, str] = {}
        for word in sorted(self._weight, key=lambda word: self._weight[word]):
            if taught.get(word, 0) >= TAUGHT:
                self._skeletons[_skeleton(word)] = word
        self.right = lru_cache(maxsize=4_000)(self._right)

    def _right(self, word: str) -> str:
        """A folded word as it was meant; itself where it is a word, or near none."""
        if len(word) < 3 or not word.isalpha() or word in self._names or self._stands(word):
            return word
        short = re.sub(r"(.)\1{2,}", r"\1", word)  # "pleaaase"
        if short != word:
            return self._right(short)
        near = self._nearest(word, 1 if len(word) < LONG else 2)
        if near and self._is_slip(word, near):
            return near
        if self._is_word(word):
            return word
        return self._skeletons.get(word, word) if len(word) > 3 else word

    def _is_word(self, word: str) -> bool:
        """Whether the word is English, of either spelling, or one that our questions use."""
        if word in self._stems:
            return True
        british = len(word) > 5 and any(word.replace(*pair) in self._english for pair in _BRITISH)
        return british or word in self._english or self._taught.get(word, 0) >= TAUGHT

    def _is_slip(self, word: str, near: str) -> bool:
        """Whether `near` was meant. A word that exists needs more to be taken for another."""
        gain = self._weight_of(near) - slip(word, near)
        if len(word) == 3 and (self._weight_of(near) < HEAVY or slip(word, near)):
            return False
        if not self._is_word(word):
            return True
        taught, count = self._taught.get(word, 0), self._english.get(word, 0)
        if taught >= OFTEN or count >= RARE:
            return False
        if taught:
            return gain > math.log(MORE * OURS * taught)
        return gain > SURER + math.log(count or RARE)

    def _nearest(self, word: str, limit: int) -> str | None:
        """Of the words that are fewest letters away, the likeliest one."""
        if self._taught.get(word, 0) >= OFTEN or self._english.get(word, 0) >= RARE:
            return None
        found = [
            (off, slip(word, near) - self._weight_of(near), near)
            for words in (self._near, self._near_names)
            for near, off in words.within(word, limit)
            if near != word
        ]
        return min(found)[2] if found else None

    def _weight_of(self, word: str) -> float:
        return self._weight.get(word, _NAME)

    def reading_of(self, text: str) -> Callable[[str], str]:
        """How the words of this text are righted: not at all in another language."""
        return str if language_of(text) else self.right

    def is_everyday(self, word: str) -> bool:
        """Whether a righted word is a usual English one, and no name by itself."""
        usual = self._english.get(word, 0) >= COMMON or self._taught.get(word, 0) >= TAUGHT
        return usual and word in self._english and word not in self._whole

    def respelt(self, text: str, mentions: Sequence[Mention]) -> tuple[str, tuple[Mention, ...]]:
        """The text with its misspelt words righted, and the mentions with their places there."""
        right = self.reading_of(text)
        parts: list[str] = []
        shifts: list[tuple[int, int]] = []
        place = 0
        for word, start, end in words(text):
            if any(each.start < end and start < each.end for each in mentions):
                continue
            meant = right(word)
            if meant != word:
                parts += [text[place:start], meant]
                place = end
                shifts.append((start, len(meant) - (end - start)))
        moved = [
            each.copy(update={"start": _moved(each.start, shifts), "end": _moved(each.end, shifts)})
            for each in mentions
        ]
        return "".join([*parts, text[place:]]), tuple(moved)


def slip(typed: str, meant: str) -> float:
    """How unlikely a slip is, in logarithms: a wrong letter is one of many, a lost one is not."""
    if len(meant) > len(typed) or sorted(typed) == sorted(meant):
        return 0.0
    pairs = zip(typed, meant, strict=False)
    at = next((place for place, (one, other) in enumerate(pairs) if one != other), len(meant))
    if len(meant) < len(typed):
        beside = typed[max(at - 1, 0) : at] + typed[at + 1 : at + 2]
        return math.log(5 if typed[at] in beside else 25)
    return math.log(8 if _are_neighbours(typed[at], meant[at]) else 25)


def _are_neighbours(one: str, other: str) -> bool:
    """Whether two letters touch on a keyboard."""
    places = [
        (line, row.index(letter)) for letter in (one, other) for line, row in enumerate(_ROWS)
        if letter in row
    ]  # fmt: skip
    return len(places) == 2 and all(abs(a - b) <= 1 for a, b in zip(*places, strict=True))


def _skeleton(word: str) -> str:
    """The word as those write it who leave out vowels: "trtmnt"."""
    return word[0] + re.sub(r"[aeiou]", "", word[1:])


def _moved(place: int, shifts: Iterable[tuple[int, int]]) -> int:
    return place + sum(by for start, by in shifts if start < place)
