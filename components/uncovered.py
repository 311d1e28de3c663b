"""The names of diseases that the store does not cover, chosen at training from two catalogues.

Chosen means: a name that people use for one disease, that neither the store nor everyday
English has, and that none of our own questions about safety and emergencies uses as a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from components.coverage import Coverage
from components.disease_names import MOST_WORDS, catalogued_names, classified_names, lowered
from components.registries import Title
from components.spelling import form, formed, says_something, singular, spelt
from evidence.model import Uncovered
from evidence.names import words
from evidence.store import Store

EVERYDAY = 100  # how often a list of English uses a word that everybody knows
ALONE = 300  # the same for a name that is one word
_ENDS_A_NAME = re.compile(r"\b(syndrome|disease)( type)?( \w{1,3})?$")
# Everyday words that make a name of what stands before them: "aortic stenosis".
_AILMENTS = re.compile(
    r"\b(stenosis|abscess|pneumonia|fibrosis|tuberculosis|aneurysm|atrophy|dystrophy|palsy|sclerosis"
    r"|ulcer|hernia|prolapse|leukemia|lymphoma|carcinoma|tumor|sarcoma|cyst|polyp|fistula|torsion"
    r"|syphilis|leprosy|deficiency|cancer|fever|hepatitis)\b"
)


@dataclass(frozen=True)
class Listed:
    """A disease of a catalogue: its name as inside a sentence, its code, what is near it."""

    name: str
    code: str
    near: tuple[str, ...] = ()  # ids of the store's conditions


@dataclass
class _Gathered:
    """What the catalogues say."""

    found: dict[str, tuple[str, Title]] = field(default_factory=dict)  # by form
    catalogued: set[str] = field(default_factory=set)  # forms that OMIM or Orphanet names so
    heads: dict[str, set[str]] = field(default_factory=dict)  # forms in the title of a code
    small: Counter[str] = field(default_factory=Counter)  # words with a small letter mid-title

    def add(self, title: Title) -> None:
        """Take in the names of a title."""
        self.small.update(re.findall(r"(?<= )[a-z]{3,}", title.text))
        for name in (classified_names if title.classified else catalogued_names)(title.text):
            folded = form_of(name)
            if not folded:
                continue
            self.found.setdefault(folded, (name, title))
            if not title.classified:
                self.catalogued.add(folded)
            elif title.heads:
                self.heads.setdefault(title.code, set()).add(folded)


def choose(
    store: Store, titles: Iterable[Title], english: Mapping[str, int], plain: Iterable[str]
) -> dict[str, Listed]:
    """Every chosen name by its form.

    `english`: how often each English word is used; `plain`: messages and sentences whose
    words are never linked to a catalogue's disease.
    """
    gathered = _Gathered()
    for title in titles:
        gathered.add(title)
    coverage = Coverage(store, gathered.heads)
    judge = Words(store, english, gathered.found, frozenset(gathered.catalogued))
    spoken = _spoken(plain, gathered.found)
    small = {word for word, count in gathered.small.items() if count > 1}
    usual = {word for word, count in english.items() if count >= EVERYDAY}
    by_hand = _by_hand(store)
    chosen: dict[str, Listed] = {}
    for folded, (name, title) in gathered.found.items():
        if folded in spoken or not judge.is_name(folded) or coverage.covers(folded, title):
            continue
        record = by_hand.get(folded)
        if record:  # under the name, the code and the neighbours that the store gives
            listed = Listed(record.name, record.code or title.code, record.near)
        else:
            listed = Listed(lowered(name, small, usual), title.code, coverage.near(title))
        for each in (folded, *_possessives(listed.name, folded)):
            chosen.setdefault(each, listed)
    return chosen


def _by_hand(store: Store) -> dict[str, Uncovered]:
    """The uncovered diseases that the store itself lists, by the forms of their names."""
    return {
        form_of(name): record
        for record in store.uncovered
        for name in (record.name, *record.aliases)
        if record.kind == "condition"
    }


def form_of(name: str) -> str:
    """The form of a name as a catalogue writes it; empty where it is too long or no word."""
    found = [word for word, _, _ in words(name)]
    if not found or len(found) > MOST_WORDS:
        return ""
    folded = form(found)
    return folded if says_something(folded) else ""


class Words:
    """Which names say what they mean: not everyday words, not a bare abbreviation."""

    def __init__(
        self,
        store: Store,
        english: Mapping[str, int],
        found: Iterable[str],
        catalogued: frozenset[str],
    ) -> None:
        """`found`: all forms; `catalogued`: those that OMIM or Orphanet names diseases by."""
        self._english = english
        self._catalogued = catalogued
        self._means = {form_of(n) for each in store.everyday if each.disease for n in each.names}
        self._never = {
            form_of(n) for each in store.everyday if not each.disease for n in each.names
        }
        self._diseases = {name for name in found if " " not in name and self._alone(name)}

    def is_name(self, folded: str) -> bool:
        """Whether a form may stand for its disease wherever it is written."""
        if folded in self._never:
            return False
        if folded in self._means:
            return True
        parts = folded.split(" ")
        if len(parts) == 1:
            return folded in self._diseases
        if any(not self._everyday(part) for part in parts):
            return True
        if _AILMENTS.search(folded):
            return True
        return folded in self._catalogued and bool(_ENDS_A_NAME.search(folded))

    def _everyday(self, word: str) -> bool:
        """Whether a word says nothing by itself about which disease is meant."""
        if word in self._never or len(word) < 4:
            return True
        return word not in self._diseases and self._used(word) >= EVERYDAY

    def _alone(self, word: str) -> bool:
        if word in self._never:
            return False
        return word in self._means or (len(word) > 4 and self._used(word) < ALONE)

    def _used(self, word: str) -> int:
        """How often English uses a word, in the singular or the plural."""
        return max(self._english.get(word, 0), self._english.get(word + "s", 0))


def _possessives(name: str, folded: str) -> tuple[str, ...]:
    """ "crohns disease" for "Crohn's disease": how most people write it."""
    if not re.match(r"[A-Z][a-z]{3,}(['’]s)? [a-z]+$", name):
        return ()
    first, _, rest = folded.partition(" ")
    return () if first.endswith("s") or not rest else (f"{first}s {rest}",)


def _spoken(texts: Iterable[str], names: Iterable[str]) -> frozenset[str]:
    """Those of the names (forms) that stand in one of these texts."""
    known = frozenset(names)
    begins = frozenset(name.split(" ", 1)[0] for name in known)
    runs: set[str] = set()
    for text in set(texts):
        found = [spelt(word) for word, _, _ in words(text)]
        for first, word in enumerate(found):
            if word in begins or singular(word) in begins:
                ends = range(first + 1, min(first + MOST_WORDS, len(found)) + 1)
                runs.update(formed(found[first:last]) for last in ends)
    return frozenset(runs & known)
