"""Finding names in a message: the store's, and those of diseases that it does not cover.

Exact names by spaCy (the store's) and by a table (the catalogues'), misspelt ones by rapidfuzz.
No Rasa in here, so that linking can be tested and measured by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from components.broken import BrokenNames
from components.catalogue import Catalogue
from components.entries import Entry, from_catalogue
from components.exact import ExactNames
from components.layout import Layout, lay_out
from components.meanings import Meanings
from components.nearest import NearNames
from components.parting import Parter
from components.respelling import Respeller
from components.spans import NOTHING, Span
from components.spelling import spelt
from components.typos import Typed
from evidence.names import words
from evidence.question import Mention
from evidence.store import Store

LONGEST = 5  # words of a misspelt name
_AILMENT = re.compile(r"(itis|osis|pathy|emia|aemia|plasia|trophy|algia|phobia|syndrome|oma|uria)$")
_END = re.compile(r"[.?!;:]")  # of a sentence
_BEFORE = re.compile(r"for|in|with|helps?|helped|treats?|treating|against|cures?|fix|improve")


class Gazetteer:
    """Every name of the store and of the catalogue, ready to be found in a message."""

    def __init__(
        self,
        store: Store,
        english: Mapping[str, int],
        vocabulary: Iterable[str],
        catalogue: Catalogue | None = None,
        taught: Mapping[str, int] | None = None,
        laid: Layout | None = None,
    ) -> None:
        """Make the names ready.

        `english`: correct words and how often they are used; `vocabulary`: words of our own
        training questions; `taught`: how many of all training questions use a word; `laid`: the
        store's names as they were laid out with these, if they were.
        """
        taught = taught or {}
        laid = laid or lay_out(store, english, taught)
        self._english = english
        self._familiar = frozenset(vocabulary)
        self._vocabulary = sorted({word for word in self._familiar if len(word) > 3})
        self._catalogue = catalogue or Catalogue()
        own = self._meanings = Meanings(store, laid.entries)
        self._exact = ExactNames(own, laid, self._catalogue, english)
        self._near = NearNames(laid.spelt, self._familiar)
        self.respeller = Respeller(taught, english, laid.single, laid.parts, self._stands)
        self.parted = Parter(own.entries, laid.treatments, taught, self._is_word).parted
        self._broken = BrokenNames(laid.whole, english, taught, self._catalogue.knows)

    def _stands(self, word: str) -> bool:
        """Whether a folded word is in the name of some uncovered disease, right as it is."""
        return len(word) > 6 and self._catalogue.knows(word)

    def _is_word(self, word: str) -> bool:
        """Whether a folded word is English, a name, or a part of one."""
        own = word in self._meanings.entries or word in self._meanings.ambiguous
        return own or word in self._english or self._catalogue.knows(word)

    def link(self, text: str) -> tuple[Mention, ...]:
        """The names in `text`, in order, never overlapping; the longest name wins."""
        found = words(text)
        right = self.respeller.reading_of(text)
        meant = [right(word) for word, _, _ in found]
        spans = self._exact.find(found, meant, text)
        spans = self._misspelt(found, meant, spans)
        if right is not str:  # not in another language
            spans = self._heard(found, spans, text)
        spans += self._unrecognised(found, spans)
        return tuple(
            Mention(
                kind=span.entry.kind,
                id=span.entry.id,
                text=text[found[span.first][1] : found[span.last - 1][2]],
                name=span.entry.name,
                situation=span.entry.situation,
                code=span.entry.code,
                near=span.entry.near,
                covers="unrecognised"
                if span.entry.kind == "uncovered" and not span.entry.name
                else span.entry.covers,
                start=found[span.first][1],
                end=found[span.last - 1][2],
                corrected=span.corrected or span.entry.misspelt,
            )
            for span in sorted(spans, key=lambda span: span.first)
            if span.entry is not NOTHING
        )

    def _misspelt(
        self, found: Sequence[tuple[str, int, int]], meant: Sequence[str], spans: list[Span]
    ) -> list[Span]:
        """The spans with misspelt names added; a longer misspelt name replaces what it holds."""
        whole = " ".join(meant)
        text = [self._typed(word, read) for (word, _, _), read in zip(found, meant, strict=True)]
        for size in range(LONGEST, 0, -1):
            for first in range(len(found) - size + 1):
                last = first + size
                inside = [each for each in spans if first < each.last and each.first < last]
                if inside and not self._replaces(inside, text, first, last):
                    continue
                entry = self._nearest(text[first:last], whole)
                if entry:
                    spans = [each for each in spans if each not in inside]
                    spans.append(Span(first, last, entry, corrected=True))
        return spans

    def _heard(
        self, found: Sequence[tuple[str, int, int]], spans: list[Span], message: str
    ) -> list[Span]:
        """The spans with the names that a phone broke into other words, parts of which give way."""
        typed = [word for word, _, _ in found]
        ends = {
            place
            for place, ((_, _, end), (_, start, _)) in enumerate(pairwise(found))
            if _END.search(message[end:start])
        }
        for each in self._broken.find(typed, spans, self._is_strange, ends):
            entry = self._meanings.of(each.name, " ".join(typed))
            if entry:
                spans = [span for span in spans if not each.overlaps(span)]
                spans.append(Span(each.first, each.last, entry, corrected=True))
        return spans

    def _replaces(self, inside: list[Span], text: Sequence[Typed], first: int, last: int) -> bool:
        """Whether a longer name may take the place of one full word that was found inside it.

        "nectrotizing myositis": all that stands around the found word must be misspelt.
        """
        if len(inside) > 1 or inside[0].last - inside[0].first > 1 or last - first < 2:
            return False
        around = [text[place] for place in range(first, last) if place != inside[0].first]
        found = text[inside[0].first].word
        return len(found) > 4 and all(len(each.word) > 4 and each.misspelt for each in around)

    def _nearest(self, run: Sequence[Typed], whole: str) -> Entry | None:
        """What this run of words misspells: of two names as near, the store's."""
        if any(each.strange for each in run) and not any(each.misspelt for each in run):
            return None
        own = self._near.nearest(run)
        listed = self._catalogue.nearest(run)
        if listed and (own is None or listed[1] < own[1]):
            return from_catalogue(listed[0])
        return self._meanings.of(own[0], whole) if own else None

    def _is_strange(self, word: str) -> bool:
        """Not an English word, nor a word of the questions that the bot was taught with."""
        known = word in self._english or spelt(word) in self._english
        return word.isalpha() and len(word) > 2 and not known

    def _typed(self, word: str, meant: str) -> Typed:
        """A word as it was typed, or the everyday word that was meant, which misspells no name.

        A longer one that stands in some disease's name is right.
        """
        if word != meant and self.respeller.is_everyday(meant):
            return Typed(meant)
        strange = self._is_strange(word)
        return Typed(word, strange, strange and not (len(word) > 6 and self._catalogue.knows(word)))

    def _unrecognised(self, found: Sequence[tuple[str, int, int]], spans: list[Span]) -> list[Span]:
        """Words that look like the name of a disease and that nothing knows."""
        taken = {place for span in spans for place in range(span.first, span.last)}
        return [
            Span(place, place + 1, Entry("uncovered", None, ""))
            for place, (word, _, _) in enumerate(found)
            if place not in taken
            and self._is_strange(word)
            and len(word) > 4
            and (_AILMENT.search(word) or (place and _BEFORE.fullmatch(found[place - 1][0])))
            and not self._is_typo(word)
        ]

    def unfamiliar(self, text: str, mentions: Sequence[Mention]) -> float:
        """The share of words of four letters or more that no training question uses."""
        found = [
            word
            for word, start, end in words(text)
            if len(word) > 3
            and not word.isdigit()  # "what is new since 2021"
            and not any(each.start < end and start < each.end for each in mentions)
        ]
        strange = [
            word
            for word in found
            if word not in self._familiar and (word in self._english or not self._is_typo(word))
        ]
        return len(strange) / len(found) if found else 0.0

    def _is_typo(self, word: str) -> bool:
        """Whether it is a misspelt word of everyday questions rather than a name."""
        if _AILMENT.search(word):
            return False
        limit = 1 if len(word) < 7 else 2
        return bool(
            process.extractOne(word, self._vocabulary, scorer=OSA.distance, score_cutoff=limit)
        )
