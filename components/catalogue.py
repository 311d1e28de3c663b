"""The chosen names of uncovered diseases, laid out for finding them in a message.

A plain table by spelling form: it loads in a twentieth of a second, where spaCy's matcher of
as many names takes seconds to build, and a question costs a few dozen look-ups.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from components.spelling import formed, singular, spelt
from components.typos import Near, Typed, allowed, by_letters
from components.uncovered import Listed

SHORTEST = 5  # letters of a word that may be misspelt
_MOST = 4  # corrections of a word that are tried
_FORMAT = 1


class Catalogue:
    """Names of uncovered diseases by their form (components/spelling.py)."""

    def __init__(
        self, names: Mapping[str, Listed] | None = None, everyday: Iterable[str] = ()
    ) -> None:
        """`everyday`: frequent English words, which a misspelt word may mean instead."""
        self._names = dict(names or {})
        self._reach: dict[str, int] = {}
        self._joined: dict[str, str] = {}
        known: set[str] = set()
        for name in self._names:
            parts = name.split(" ")
            self._reach[parts[0]] = max(self._reach.get(parts[0], 0), len(parts))
            known.update(parts)
            if len(name) >= 9:
                self._joined.setdefault(name.replace(" ", ""), name)
        self._words = frozenset(known)
        self._near = Near(by_letters(word for word in known if len(word) >= SHORTEST))
        self._ordinary = Near(by_letters(word for word in everyday if len(word) >= SHORTEST - 1))
        self._corrections = lru_cache(maxsize=2_000)(self._correct)

    def __len__(self) -> int:
        return len(self._names)

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Listed]]:
        """(first, last, disease) for every name in these folded words; `last` is exclusive."""
        american = [spelt(word) for word in words]
        for first, word in enumerate(american):
            reach = max(self._reach.get(word, 0), min(self._reach.get(singular(word), 0), 1))
            for last in range(min(first + reach, len(american)), first, -1):
                listed = self._names.get(formed(american[first:last]))
                if listed:
                    yield first, last, listed

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in any name, so that it is not misspelt."""
        return spelt(word) in self._words or singular(spelt(word)) in self._words

    def nearest(self, run: Sequence[Typed]) -> tuple[Listed, int] | None:
        """The disease that a run of words misspells, and how many letters are off."""
        joined = self._joined.get("".join(spelt(each.word) for each in run))
        if joined and len(run) > 1:
            return self._names[joined], 0
        if not any(each.misspelt for each in run):
            return None
        readings: list[tuple[tuple[str, int], ...]] = []
        for each in run:
            word = spelt(each.word)
            if not each.misspelt and word not in self._words and singular(word) not in self._words:
                return None
            readings.append(
                self._corrections(word, len(run) == 1) if each.misspelt else ((word, 0),)
            )
        limit = allowed("".join(each.word for each in run))
        best: tuple[Listed, int] | None = None
        for reading in itertools.product(*readings):
            off = sum(distance for _, distance in reading)
            if 0 < off <= (best[1] - 1 if best else limit):
                listed = self._names.get(formed([word for word, _ in reading]))
                best = (listed, off) if listed else best
        return best

    def _correct(self, word: str, alone: bool) -> tuple[tuple[str, int], ...]:
        """The names' words near a strange word, itself included, each with its distance.

        A word by itself must not be as near to an ordinary English word.
        """
        limit = allowed(word) if len(word) >= SHORTEST else 0
        if alone and limit:
            limit = min(limit, self._ordinary.distance(word, limit) - 1)
        near = self._near.within(word, limit, _MOST) if limit > 0 else []
        return ((word, 0), *near)

    def save(self, path: Path, versions: str) -> None:
        """Write the names with their checksum and the versions of what they come from."""
        text = json.dumps([[form, *_row(listed)] for form, listed in self._names.items()])
        head = {"format": _FORMAT, "from": versions, "sha256": _digest(text)}
        path.write_text(f"{json.dumps(head)}\n{text}\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path, everyday: Iterable[str] = ()) -> Catalogue:
        """The names of a trained model. ValueError where the file is not as it was written."""
        head, _, text = path.read_text(encoding="utf-8").partition("\n")
        text = text.rstrip("\n")
        try:
            told = json.loads(head)
            whole = told["format"] == _FORMAT and told["sha256"] == _digest(text)
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            raise ValueError(
                f"{path.name} in the model is damaged; delete the model and run `make train`."
            )
        rows = json.loads(text)
        return cls(
            {form: Listed(name, code, tuple(near)) for form, name, code, near in rows}, everyday
        )


def _row(listed: Listed) -> tuple[str, str, tuple[str, ...]]:
    return listed.name, listed.code, listed.near


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
