"""Names that a phone broken into other words, found by their sound, within strict bounds.

Ordinary sentences sound like some name now and then, so a run of words must hold a word that
our questions do not use, and be nearer to the name the shorter it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from components.sound import Field, Heard, Sounds, Spoken, spoken_out
from components.spans import NOTHING, Span

WORDS = 7  # of a broken name
LETTERS = 8, 50
ODD = 50  # training questions that use a word which is no everyday one of ours
OURS = 220  # training questions that use a word which is as common here as everyday English
LONG = 7  # letters of such a word that a phone puts for no part of a name
SURE = 0.9  # how alike a run is that outdoes another reading of a part of it
CLOSE = 0.83  # the same where it holds the right name of something else ("leprosy")
_LIMITS = ((9, 0.87), (11, 0.83), (14, 0.8), (99, 0.76))  # letters: how alike it must be
_WITH_RIGHT = 0.75  # the same beside words that are right, where all of it is as alike as …
_ALL = 0.84
_NEARLY, _WITH_GENERIC = 0.89, 0.8  # all of it, and the rest: "cow a sake disease"
_TELLING = 0.57, 0.56  # … and beside one or two words that no other concept has


@dataclass(frozen=True)
class Broken:
    """A run of words that a name was made into."""

    first: int
    last: int  # exclusive
    name: str
    concept: str
    alike: float

    @property
    def weight(self) -> float:
        """Of readings that overlap the heaviest stands: long names, and near ones."""
        return len(self.name) * self.alike**3

    def overlaps(self, other: Span | Broken) -> bool:
        """Whether both hold a word."""
        return self.first < other.last and other.first < self.last


class Whole(NamedTuple):
    """The store's rightly spelt names, laid out for whoever breaks them."""

    names: Mapping[str, str]  # the concept of each
    concepts: Mapping[str, int]  # how many concepts have a word in a name
    ours: list[str]  # everyday words of our questions
    spoken: Spoken


def laid_whole(
    names: Mapping[str, str], english: Mapping[str, int], taught: Mapping[str, int]
) -> Whole:
    """Lay out names, given with their concepts; `taught`: how many training questions use a word.

    `english`: how often English uses a word.
    """
    ours = [word for word, count in taught.items() if count >= OURS and word not in names]
    concepts: dict[str, set[str]] = defaultdict(set)
    for name, concept in names.items():
        for word in name.split(" "):
            concepts[word].add(concept)
    counts = {word: len(each) for word, each in concepts.items()}
    return Whole(dict(names), counts, ours, spoken_out(names, Field(english, frozenset(ours))))


class BrokenNames:
    """Finds the store's names by their sound."""

    def __init__(
        self,
        laid: Whole,
        english: Mapping[str, int],
        taught: Mapping[str, int],
        known: Callable[[str], bool],
    ) -> None:
        """`english` and `taught` as they were when `laid` was; `known`: is in a disease's name."""
        self._laid, self._taught, self._known = laid, taught, known
        self._ours = {word for word in laid.ours if len(word) >= LONG}
        self._field = Field(english, frozenset(laid.ours))
        self._sounds = Sounds(laid.spoken, self._field)

    def find(
        self,
        words: Sequence[str],
        spans: Sequence[Span],
        is_strange: Callable[[str], bool],
        ends: Container[int] = (),
    ) -> list[Broken]:
        """The broken names among these folded words, none overlapping.

        `spans`: what was found in them; `is_strange`: whether a word is no English one; `ends`:
        places of words that end a sentence.
        """
        shut = [not word.isalpha() for word in words]
        for span in spans:
            if span.entry is NOTHING or _is_firm(span, words):
                shut[span.first : span.last] = [True] * (span.last - span.first)
        found: list[Broken] = []
        for each in sorted(self._all(words, shut, ends), key=lambda each: -each.weight):
            inside = [span for span in spans if each.overlaps(span)]
            if not any(map(each.overlaps, found)) and all(
                _gives_way(span, each, words, is_strange) for span in inside
            ):
                found.append(each)
        return found

    def _all(
        self, words: Sequence[str], shut: Sequence[bool], ends: Container[int]
    ) -> Iterator[Broken]:
        """Every name with the run that is likest to it, where that is near enough."""
        best: dict[str, tuple[int, int, Heard]] = {}
        for first, last in self._runs(words, shut, ends):
            for heard in self._sounds.heard(words[first:last]):
                if heard.name not in best or best[heard.name][2].whole < heard.whole:
                    best[heard.name] = first, last, heard
        for first, last, heard in best.values():
            if self._is_near(words[first:last], heard):
                yield Broken(first, last, heard.name, self._laid.names[heard.name], heard.whole)

    def _runs(
        self, words: Sequence[str], shut: Sequence[bool], ends: Container[int]
    ) -> Iterator[tuple[int, int]]:
        """The runs that hold an odd word and none that stands for something else."""
        odd = [not barred and self._is_odd(word) for word, barred in zip(words, shut, strict=True)]
        for first in range(len(words) - 1 if any(odd) else 0):
            for last in range(first + 2, min(first + WORDS, len(words)) + 1):
                if shut[first] or shut[last - 1] or last - 2 in ends:
                    break
                letters = sum(map(len, words[first:last]))
                if any(odd[first:last]) and LETTERS[0] <= letters <= LETTERS[1]:
                    yield first, last

    def _is_odd(self, word: str) -> bool:
        return self._taught.get(word, 0) <= ODD and word.isalpha()

    def _is_near(self, run: Sequence[str], heard: Heard) -> bool:
        if any(self._is_another(word, heard.name) for word in run) and (
            heard.whole < CLOSE or len(run) <= heard.name.count(" ") + 1
        ):
            return False
        if any(word in self._ours and word not in heard.name.split(" ") for word in run):
            return False
        if len(run) == 2 and min(map(len, run)) < 4:  # "dermatologist is"
            return heard.rest >= SURE
        letters = heard.letters if len(run) > 2 else min(heard.letters, 13)
        limit = next(limit for more, limit in _LIMITS if letters < more)
        if heard.right and heard.whole >= _ALL:
            limit = min(limit, _WITH_RIGHT)
        if heard.whole >= _NEARLY:
            limit = min(limit, _WITH_GENERIC)
        telling = sum(self._is_telling(word) for word in heard.right)
        if telling:
            limit = min(limit, _TELLING[min(telling, 2) - 1])
        return heard.rest >= limit

    def _is_telling(self, word: str) -> bool:
        """Whether a word of the field stands in the names of few concepts."""
        return self._field.is_technical(word) and self._laid.concepts.get(word, 0) < 4

    def _is_another(self, word: str, name: str) -> bool:
        """Whether a word is right as it is, in a name other than this."""
        return word not in name.split(" ") and self._field.is_technical(word) and self._known(word)


def _is_firm(span: Span, words: Sequence[str]) -> bool:
    """Whether a short exact name of the store stands there, which is no part of a broken one."""
    short = len("".join(words[span.first : span.last])) < 6
    return short and not span.corrected and span.entry.kind not in ("term", "uncovered")


def _gives_way(
    span: Span, broken: Broken, words: Sequence[str], is_strange: Callable[[str], bool]
) -> bool:
    """Whether what was found inside a broken name is but a part of it."""
    if span.first < broken.first or broken.last < span.last:
        return False
    typed = words[span.first : span.last]
    part = all(word in broken.name.split(" ") for word in typed)
    if span.entry.kind == "uncovered":
        return part or span.wrong or not span.entry.name or broken.alike >= CLOSE
    if span.entry.kind in ("term", "ambiguous"):
        inside = "".join(typed) in broken.name.replace(" ", "")
        return inside or broken.alike >= SURE
    if span.wrong:
        whole = span.last - span.first == broken.last - broken.first
        return broken.alike >= SURE and (span.corrected or not whole)
    left = (*words[broken.first : span.first], *words[span.last : broken.last])
    return broken.alike >= SURE and part and any(map(is_strange, left))
