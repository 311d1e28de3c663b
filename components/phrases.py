"""Names found word by word with spaCy's PhraseMatcher, which learns them as they are needed.

spaCy needs a document of its own for every name: for the 30,000 of the store a second and
200 MB at each start. So a name is given to it when a message first holds the name's first word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab


def by_first_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Names of single spaced words, each once, by their first word."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        found[name.split(" ", 1)[0]].append(name)
    return dict(found)


class Phrases:
    """Names to be found in messages."""

    def __init__(self, names: Mapping[str, list[str]]) -> None:
        """`names`: by their first word."""
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        self._names = names
        self._given: set[str] = set()

    def find(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """(first word, word after the last) of every name among the words, overlapping or not."""
        for word in set(words) - self._given:
            names = self._names.get(word)
            if names:
                self._given.add(word)
                self._matcher.add("name", [self._doc(name.split(" ")) for name in names])
        return [(first, last) for _, first, last in self._matcher(self._doc(words))]

    def _doc(self, words: Sequence[str]) -> Doc:
        return Doc(self._vocab, words=list(words))
