"""What each name of the store stands for in a message: by itself, or by the words around it."""

from __future__ import annotations

from collections.abc import Mapping

from components.entries import Entry, entry_of
from components.spans import NOTHING
from evidence.ambiguity import default_reading, read_by_cues
from evidence.model import Ambiguous
from evidence.names import key, variants, words
from evidence.store import Store


class Meanings:
    """The entries of all names, the ambiguous ones, and the words that are no name here."""

    def __init__(self, store: Store, entries: Mapping[str, Entry]) -> None:
        """`entries`: what each name stands for by itself."""
        self._store = store
        self.entries = entries
        self.ambiguous: dict[str, Ambiguous] = {
            name: each for each in store.ambiguous for name in variants(each.text)
        }
        self.hiding = frozenset(
            key(name) for each in store.everyday if each.hides for name in each.names
        )
        self.signs = frozenset(
            key(name)
            for each in store.everyday
            if not (each.disease or each.hides)
            for name in each.names
        )

    @property
    def names(self) -> list[str]:
        """Every name that has a meaning here."""
        return [*self.entries, *self.ambiguous, *self.hiding]

    def of(self, name: str, whole: str) -> Entry | None:
        """What a name stands for among the words; None where these point outside the store."""
        if name in self.hiding:
            return NOTHING
        record = self.ambiguous.get(name)
        if record is None:
            return self.entries.get(name)
        reading = read_by_cues(record, whole)
        settled = record.default or record.ordinary
        if reading is None and (settled or not self._names_treatment(whole)):
            reading = default_reading(record)
        if reading is None:
            return Entry("ambiguous", None, record.text)
        if reading.id is None:
            return Entry("uncovered", None, reading.name) if reading.covers else None
        return entry_of(self._store, reading.id)

    def _names_treatment(self, whole: str) -> bool:
        """Whether a treatment is named: then a doubtful word is asked about, not passed over."""
        return any(
            self.entries[word].kind == "treatment"
            for word, _, _ in words(whole)
            if word in self.entries
        )
