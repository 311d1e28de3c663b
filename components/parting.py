"""Words that were run together with the name of a treatment: "ivigfor gbs", "doesivig help"."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import lru_cache

from evidence.names import words

NAME = 4  # letters of a treatment's name
LONGEST = 40  # letters of a word that is parted: a longer one would take for ever
COMMON = 60  # training questions that use a word which is run together with it
SHORT = 1_000  # the same for a word of two letters, which only follows …
OFTEN = 200  # … a name that so many training questions use: "ivigor"


class Parter:
    """Parts a word that is none into a treatment's name and common words."""

    def __init__(
        self,
        names: Container[str],
        treatments: Iterable[str],
        taught: Mapping[str, int],
        is_word: Callable[[str], bool],
    ) -> None:
        """`names`: all folded names; `taught`: how many training questions use a word."""
        self._names = names
        self._treatments = frozenset(
            name for name in treatments if name.isalpha() and len(name) >= NAME
        )
        self._taught, self._is_word = taught, is_word
        self._parts = lru_cache(maxsize=2_000)(self._parted)

    def parted(self, text: str) -> str:
        """The text with a space between what was run together."""
        place, parts = 0, []
        for word, start, end in words(text):
            whole = end - start == len(word) <= LONGEST
            cuts = self._parts(word) if whole else ()
            for cut in cuts:
                parts.append(text[place : start + cut])
                place = start + cut
        return " ".join([*parts, text[place:]]) if parts else text

    def _parted(self, word: str) -> tuple[int, ...]:
        """Where to cut: around a treatment's name, and between the words beside it."""
        if len(word) < NAME + 2 or not word.isalpha() or self._is_word(word):
            return ()
        for first, last in self._found(word):
            often = self._taught.get(word[first:last], 0) >= OFTEN
            if self._is_common(word[:first], 3) and self._is_common(word[last:], 2 if often else 3):
                return tuple(cut for cut in (first, last) if 0 < cut < len(word))
        return ()

    def _found(self, word: str) -> Iterator[tuple[int, int]]:
        """Where a treatment's name stands in a word, the longest name first."""
        spans = (
            (first, last)
            for first in range(len(word) - NAME + 1)
            for last in range(first + NAME, len(word) + 1)
            if word[first:last] in self._treatments and last - first < len(word)
        )
        return iter(sorted(spans, key=lambda span: span[0] - span[1]))

    def _is_common(self, word: str, shortest: int) -> bool:
        """Whether it is nothing, a common word, or a name that may stand beside a treatment."""
        if not word:
            return True
        if len(word) < shortest:
            return False
        least = SHORT if len(word) == 2 else COMMON
        return self._taught.get(word, 0) >= least or (len(word) > 2 and word in self._names)
