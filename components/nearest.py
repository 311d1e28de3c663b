"""The store's name that a run of words misspells, joined or split words included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from components.typos import Typed, allowed

LONG = 8  # letters from which a name's first one may be misspelt too
WORD = 5  # letters of a word by which a name of several is found
BEGINS = LONG + allowed("x" * (LONG - 1))  # letters of names that a shorter word misspells


class Spelt(NamedTuple):
    """The store's names, laid out for whoever misspells them."""

    joined: Mapping[str, str]  # the name of each without its spaces
    by_word: Mapping[str, list[str]]  # names of several words, by each of their longer words
    of_length: Mapping[int, list[str]]  # joined names by their length
    begins: Mapping[tuple[str, int], list[str]]  # short joined names by first letter and length
    firsts: Container[str]  # the first words of names
    lasts: Container[str]  # and the last


def spelt_out(names: Iterable[str], shared: Iterable[str]) -> Spelt:
    """Lay out names; `shared`: ambiguous ones."""
    own = list(names)
    by_joined: dict[str, str] = {}
    by_word: dict[str, list[str]] = defaultdict(list)
    of_length: dict[int, list[str]] = defaultdict(list)
    begins: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name in own:
        for word in dict.fromkeys(name.split(" ")) if " " in name else ():
            if len(word) >= WORD:
                by_word[word].append(name)
    for name in (*own, *shared):
        joined = name.replace(" ", "")
        if len(joined) > 2 and by_joined.setdefault(joined, name) == name:
            of_length[len(joined)].append(joined)
            if len(joined) < BEGINS:
                begins[joined[0], len(joined)].append(joined)
    return Spelt(
        by_joined,
        dict(by_word),
        dict(of_length),
        dict(begins),
        frozenset(name.split(" ", 1)[0] for name in own),
        frozenset(name.rsplit(" ", 1)[-1] for name in own),
    )


class NearNames:
    """The store's names by length and first letter, without their spaces."""

    def __init__(self, laid: Spelt, familiar: frozenset[str]) -> None:
        """`familiar`: words of our questions, meant as they stand."""
        self._laid, self._familiar = laid, familiar

    def nearest(self, run: Sequence[Typed]) -> tuple[str, int] | None:
        """A name and how many letters are off; of several as near, the shortest."""
        words = [each.word for each in run]
        joined = "".join(words)
        same = self._laid.joined.get(joined)
        if same and len(joined) >= LONG:
            return same, 0
        strange = sum(len(each.word) for each in run if each.strange)
        if not strange:
            name = self._autocorrected(words, joined)
            return (name, 1) if name else None
        if len(joined) < 3 or 2 * strange < len(joined) or self._is_framed(run):
            return None
        best: tuple[str, int] | None = None
        limit = allowed(joined)
        for candidates in self._candidates(joined, limit):
            if best and best[1] == 0:
                break
            cutoff = best[1] - 1 if best else limit
            found = process.extractOne(joined, candidates, scorer=OSA.distance, score_cutoff=cutoff)
            if found:
                best = found[0], int(found[1])
        if best is None or not _may_be(joined, best[0]):
            return None
        name = self._laid.joined[best[0]]
        return None if best[1] and _is_part(words, name) else (name, best[1])

    def _is_framed(self, run: Sequence[Typed]) -> bool:
        """Whether the run begins or ends with a short everyday word, where no name does."""
        return any(
            len(each.word) < 5 and not each.strange and each.word not in edge
            for each, edge in ((run[0], self._laid.firsts), (run[-1], self._laid.lasts))
        )

    def _candidates(self, joined: str, limit: int) -> Iterator[list[str]]:
        """Names of about the same length; short ones only with the same first letter."""
        for length in range(len(joined) - limit, len(joined) + limit + 1):
            found = (
                self._laid.of_length.get(length)
                if len(joined) >= LONG
                else self._laid.begins.get((joined[0], length))
            )
            if found:
                yield found

    def _autocorrected(self, run: Sequence[str], joined: str) -> str | None:
        """ "staff person syndrome": real words, all but one of them a name's own."""
        if len(run) < 2 or len(joined) < 12:
            return None
        by_word = self._laid.by_word
        names = {name for word in run if len(word) >= WORD for name in by_word.get(word, ())}
        near = [name for name in names if _one_word_off(name.split(" "), run, self._familiar)]
        return min(near) if near else None


def _one_word_off(name: Sequence[str], run: Sequence[str], familiar: frozenset[str]) -> bool:
    """Whether all words are the name's but one, which is a longer word nearly like the name's.

    A word that our questions use ("help syndrome") is meant as it stands.
    """
    if len(name) != len(run):
        return False
    other = [(own, typed) for own, typed in zip(name, run, strict=True) if own != typed]
    if len(other) != 1 or min(map(len, other[0])) < 4:
        return False
    own, typed = other[0]
    near = OSA.distance(own, typed) <= (1 if len(own) < 7 else 2)
    return near and own[0] == typed[0] and typed not in familiar


def _is_part(words: Sequence[str], name: str) -> bool:
    """Whether all words are the name's own and some are missing: "generalised" is no MG."""
    return set(words) <= set(name.split(" "))


def _may_be(typed: str, name: str) -> bool:
    """Short names (abbreviations) may only have two letters changed round."""
    return len(name) > 4 or sorted(typed) == sorted(name)
