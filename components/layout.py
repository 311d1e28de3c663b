"""The store's names, laid out in every way in which a message is searched for them.

Laying them out takes as long as there are names: half a second today, 40 seconds for a store a
hundred times as large. So training does it, and a start only loads what it made: texts, of which a
message reads those that it needs.
"""

from __future__ import annotations

import pickle
from collections.abc import Container, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from components.broken import Whole, laid_whole
from components.buckets import Buckets, Lists, cut_up, joined
from components.entries import Entry, entries_of, spelt_right
from components.meanings import Meanings
from components.nearest import Spelt, spelt_out
from components.phrases import by_first_word
from components.reordered import bags_of
from components.respelling import Parts, laid_parts
from components.sound import Spoken
from components.typos import Lettered
from evidence.store import Store


class Layout(NamedTuple):
    """The names, each as its key (evidence/names.py)."""

    entries: Mapping[str, Entry]  # what a name stands for by itself
    by_first_word: Mapping[str, list[str]]
    bags: Mapping[str, str]  # names of diseases by their words in alphabetical order
    bagged: Container[str]  # these words
    spelt: Spelt
    whole: Whole
    parts: Parts  # the words of rightly spelt names
    single: frozenset[str]  # rightly spelt names of one word
    treatments: list[str]  # rightly spelt names of treatments


def lay_out(store: Store, english: Mapping[str, int], taught: Mapping[str, int]) -> Layout:
    """Lay out the store's names.

    `english`: how often English uses a word; `taught`: how many training questions do.
    """
    entries = dict(entries_of(store, english))
    own = Meanings(store, entries)
    right = [name for name, each in entries.items() if not each.misspelt]
    known = [*right, *own.ambiguous]
    bags = bags_of({name: each for name, each in entries.items() if _is_disease(each)}, english)
    return Layout(
        entries,
        by_first_word(own.names),
        bags,
        frozenset(word for bag in bags for word in bag.split(" ")),
        spelt_out(entries, own.ambiguous),
        laid_whole(spelt_right(store), english, taught),
        laid_parts(frozenset(word for name in known for word in name.split(" ")), english, taught),
        frozenset(name for name in known if " " not in name),
        [name for name in right if entries[name].kind == "treatment"],
    )


def _is_disease(entry: Entry) -> bool:
    return entry.kind in ("condition", "uncovered") and entry.covers == "condition"


def save(laid: Layout, path: Path) -> None:
    """Write a layout: nothing but texts, numbers and what holds them."""
    listed = list(dict.fromkeys(laid.entries.values()))
    places = {entry: place for place, entry in enumerate(listed)}
    spelt, whole, parts = laid.spelt, laid.whole, laid.parts
    plain = (
        [astuple(entry) for entry in listed],
        cut_up({name: places[entry] for name, entry in laid.entries.items()}),
        cut_up(laid.by_first_word),
        cut_up(laid.bags),
        _set(laid.bagged),
        (
            cut_up(spelt.joined),
            cut_up(spelt.by_word),
            joined(spelt.of_length),
            joined(spelt.begins),
            _set(spelt.firsts),
            _set(spelt.lasts),
        ),
        (cut_up(whole.names), cut_up(whole.concepts), whole.ours),
        (cut_up(whole.spoken.names), joined(whole.spoken.by)),
        (_set(parts.words), parts.usual, joined(parts.near.first), joined(parts.near.second)),
        laid.single,
        laid.treatments,
    )
    with path.open("wb") as file:
        pickle.dump(plain, file, protocol=pickle.HIGHEST_PROTOCOL)


def _set(words: Any) -> list[str]:
    return cut_up(dict.fromkeys(sorted(words)))


def load(path: Path) -> Layout:
    """What `save` wrote. ValueError where the file is damaged."""
    try:
        with path.open("rb") as file:
            listed, meant, first, bags, bagged, spelt, whole, spoken, parts, *rest = _Plain(
                file
            ).load()
        entries = [Entry(*row) for row in listed]
        by_joined, by_word, of_length, begins, firsts, lasts = spelt
        names, concepts, ours = whole
        words, usual, *letters = parts
        return Layout(
            Buckets(meant, entries.__getitem__),
            Buckets(first),
            Buckets(bags),
            Buckets(bagged),
            Spelt(
                Buckets(by_joined),
                Buckets(by_word),
                Lists(of_length),
                Lists(begins),
                Buckets(firsts),
                Buckets(lasts),
            ),
            Whole(
                Buckets(names),
                Buckets(concepts),
                ours,
                Spoken(Buckets(spoken[0]), Lists(spoken[1])),
            ),
            Parts(Buckets(words), usual, Lettered(*map(Lists, letters))),
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
