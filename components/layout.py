"""The store's names, laid out in every way in which a message is searched for them.

Laying them out takes as long as there are names: half a second today, 40 seconds for a store a
hundred times as large. So training does it, and a start only loads what it made.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple, NoReturn

from components.broken import Whole, laid_whole
from components.entries import Entry, entries_of, spelt_right
from components.meanings import Meanings
from components.nearest import Spelt, spelt_out
from components.phrases import by_first_word
from components.reordered import bags_of
from components.sound import Spoken
from evidence.store import Store


class Layout(NamedTuple):
    """The names, each as its key (evidence/names.py)."""

    entries: dict[str, Entry]  # what a name stands for by itself
    by_first_word: dict[str, list[str]]
    bags: dict[str, str]  # names of diseases by their words in alphabetical order
    spelt: Spelt
    whole: Whole
    single: frozenset[str]  # rightly spelt names of one word
    words: frozenset[str]  # the words of rightly spelt names
    treatments: list[str]  # rightly spelt names of treatments


def lay_out(store: Store, english: Mapping[str, int], taught: Mapping[str, int]) -> Layout:
    """Lay out the store's names.

    `english`: how often English uses a word; `taught`: how many training questions do.
    """
    entries = dict(entries_of(store, english))
    own = Meanings(store, entries)
    right = [name for name, each in entries.items() if not each.misspelt]
    known = [*right, *own.ambiguous]
    return Layout(
        entries,
        by_first_word(own.names),
        bags_of({name: each for name, each in entries.items() if _is_disease(each)}, english),
        spelt_out(entries, own.ambiguous),
        laid_whole(spelt_right(store), english, taught),
        frozenset(name for name in known if " " not in name),
        frozenset(word for name in known for word in name.split(" ")),
        [name for name in right if entries[name].kind == "treatment"],
    )


def _is_disease(entry: Entry) -> bool:
    return entry.kind in ("condition", "uncovered") and entry.covers == "condition"


def save(laid: Layout, path: Path) -> None:
    """Write a layout: nothing but texts, numbers and what holds them."""
    listed = list(dict.fromkeys(laid.entries.values()))
    places = {entry: place for place, entry in enumerate(listed)}
    whole = laid.whole
    plain = (
        [astuple(entry) for entry in listed],
        {name: places[entry] for name, entry in laid.entries.items()},
        laid.by_first_word,
        laid.bags,
        tuple(laid.spelt),
        (whole.names, whole.concepts, whole.ours, tuple(whole.spoken)),
        laid.single,
        laid.words,
        laid.treatments,
    )
    with path.open("wb") as file:
        pickle.dump(plain, file, protocol=pickle.HIGHEST_PROTOCOL)


def load(path: Path) -> Layout:
    """What `save` wrote. ValueError where the file is damaged."""
    try:
        with path.open("rb") as file:
            listed, meant, by_first_word, bags, spelt, whole, *rest = _Plain(file).load()
        names, concepts, ours, spoken = whole
        entries = [Entry(*row) for row in listed]
        return Layout(
            {name: entries[place] for name, place in meant.items()},
            by_first_word,
            bags,
            Spelt(*spelt),
            Whole(names, concepts, ours, Spoken(*spoken)),
            *rest,
        )
    except (ValueError, TypeError, EOFError, LookupError, pickle.UnpicklingError) as wrong:
        raise ValueError(
            f"{path.name} in the model is damaged; delete the model and run `make train`."
        ) from wrong


class _Plain(pickle.Unpickler):
    """Reads texts, numbers, and what holds them: no class is looked up, so no code can run."""

    def find_class(self, module: str, name: str) -> NoReturn:
        """Refuse."""
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data.")
