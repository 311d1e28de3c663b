"""The kept-out questions: their files, and how near any of them comes to a training example.

A set is a folder beside this file. `unseen` is what the figures are about: nobody who trains
reads it. `studied` and `development` were once unseen too, and have been learned from since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from evidence.names import key
from service.settings import ROOT

HERE = Path(__file__).resolve().parent
SETS = ("unseen", "studied", "development")
CONVERSATIONS, URGENT, OUTSIDE = "conversations", "urgent", "out_of_scope"
FEW_WORDS = 4  # what has no more words, anybody types: it may stand in both

Item = dict[str, Any]


def questions(folder: str, name: str) -> list[Item]:
    """The items of one file of a set, with long messages written out."""
    path = HERE / folder / f"{name}.yml"
    return [_written_out(item) for item in yaml.safe_load(path.read_text(encoding="utf-8"))]


def singles(folder: str) -> Iterator[tuple[str, Item]]:
    """(file, item) for every single question: those of all files without a part of their own."""
    for path in sorted((HERE / folder).glob("*.yml")):
        if path.stem not in (CONVERSATIONS, URGENT, OUTSIDE):
            yield from ((path.stem, item) for item in questions(folder, path.stem))


def messages(folder: str) -> Iterator[tuple[str, str]]:
    """("file, number", text) for every message of a set, the turns of conversations too."""
    for path in sorted((HERE / folder).glob("*.yml")):
        for number, item in enumerate(questions(folder, path.stem), 1):
            for turn in item.get("turns", [item]):
                yield f"{path.name}, item {number}", turn["text"]


def _written_out(item: Item) -> Item:
    if "repeat" in item:
        return {**item, "text": item["repeat"]["text"] * item["repeat"]["times"]}
    return item


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """(intent, example) for every training example of the files, as written."""
    return tuple(
        (block["intent"], line.strip()[2:])
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in block
        for line in block["examples"].splitlines()
        if line.strip()
    )


@cache
def trained() -> frozenset[str]:
    """Every training example, folded: what anybody types ("how is it given") stands in both."""
    return frozenset(key(text) for _, text in examples()) - {""}  # another script folds to nothing


def nearest(texts: Iterable[str], known: Iterable[str]) -> list[float]:
    """For each text how like the nearest of `known` it is (rapidfuzz ratio, 0 to 100)."""
    choices = sorted(set(known))
    return [
        float(found[1]) if (found := process.extractOne(text, choices, scorer=fuzz.ratio)) else 0.0
        for text in texts
    ]


def longer(folder: str) -> list[tuple[str, str]]:
    """(place, text) of every message of a set that is longer than what anybody types."""
    return [each for each in messages(folder) if len(key(each[1]).split()) > FEW_WORDS]
