"""Asks a whole set of questions: as written, with typos, and with names never trained on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, islice

from components.gazetteer import Gazetteer
from components.linker import english_words
from evidence.names import key, words
from evidence.store import Store, load
from service.settings import ROOT
from tests.understanding import questions
from tests.understanding.questions import Item
from tests.understanding.reader import Answer, Asked, Slot
from tests.understanding.scoring import Outcome, outcome
from tests.understanding.variations import swapped, unnamed, with_typos

Pair = tuple[Outcome, Outcome]  # of a question as written, and of its variation


@dataclass
class Asking:
    """The outcomes of a set, each list in the order of the files."""

    plain: list[Outcome] = field(default_factory=list)
    typos: list[Pair] = field(default_factory=list)
    swaps: list[Pair] = field(default_factory=list)
    seconds: list[Outcome] = field(default_factory=list)  # two questions: the other one's kind


@dataclass(frozen=True)
class Variations:
    """What the variations need: the store, its linker, and the concepts never trained on."""

    store: Store
    gazetteer: Gazetteer
    pool: dict[str, list[str]]

    @classmethod
    @cache
    def of_checkout(cls) -> Variations:
        """Of the store and the training examples of this checkout; takes about 20 s, once."""
        store = load(ROOT / "knowledge")
        texts = [text for _, text in questions.examples()]
        vocabulary = {word for text in texts for word, _, _ in words(text)}
        gazetteer = Gazetteer(store, english_words(), vocabulary)
        texts += [phrase for each in store.emergencies.values() for phrase in each.phrases]
        return cls(store, gazetteer, unnamed(store, gazetteer.link, texts))


def ask_set(asked: Asked, folder: str, variations: Variations, limit: int | None = None) -> Asking:
    """Ask every question of a set (of each file at most `limit`), and its variations."""
    asking = Asking()
    for place, items in groupby(questions.singles(folder), key=lambda pair: pair[0]):
        for _, item in islice(items, limit):
            if not _is_trained(item):
                _ask_single(asked, place, item, variations, asking)
    for item in questions.questions(folder, questions.CONVERSATIONS)[:limit]:
        asking.plain += _conversation(asked, item)
    for place in (questions.OUTSIDE, questions.URGENT):
        for item in questions.questions(folder, place)[:limit]:
            if not _is_trained(item):
                answer, _ = asked.ask(item["text"])
                asking.plain.append(outcome(_group(place, item), place, item, answer))
    return asking


def ask_phrases(asked: Asked, store: Store) -> list[Outcome]:
    """Every phrase that the store lists for an emergency."""
    return [
        outcome("phrase", each.id, {"text": text, "kind": kind}, asked.ask(text)[0])
        for each in store.emergencies.values()
        for kind in ["crisis" if each.urgency == "crisis" else "emergency"]
        for text in each.phrases
    ]


def _is_trained(item: Item) -> bool:
    return key(item["text"]) in questions.trained()


def _group(place: str, item: Item) -> str:
    if place == questions.OUTSIDE:
        return "outside"
    return "twin" if item.get("twin") else "urgent"


def _ask_single(
    asked: Asked, place: str, item: Item, variations: Variations, asking: Asking
) -> None:
    answer, after = asked.ask(item["text"])
    plain = outcome("single", place, item, answer)
    asking.plain.append(plain)
    if item.get("second"):
        asking.seconds.append(_second(asked, place, item, answer, after))
    damaged = {**item, "text": with_typos(item["text"])}
    asking.typos.append((plain, outcome("single", place, damaged, asked.ask(damaged["text"])[0])))
    mentions = list(variations.gazetteer.link(item["text"]))
    renamed = swapped(item, mentions, variations.pool, variations.store)
    if renamed:
        answer, _ = asked.ask(renamed["text"])
        asking.swaps.append((plain, outcome("single", place, renamed, answer)))


def _second(asked: Asked, place: str, item: Item, answer: Answer, after: Slot) -> Outcome:
    """The other one of two questions: right where the first suggestion asks it."""
    offered = answer["suggestions"][:1]
    if offered:
        answer, _ = asked.ask(offered[0]["payload"], after)
    else:
        answer = {**answer, "kind": "nothing offered", "read_kind": None}
    return outcome("second", place, {**item, "kind": item["second"], "also": []}, answer)


def _conversation(asked: Asked, item: Item) -> Iterator[Outcome]:
    """Every turn with the context before it; turns are asked even if they stand in training."""
    slot: Slot = {}
    for turn in item["turns"]:
        wanted = {"persona": item.get("persona", "any"), **turn}
        if "listed" in turn:
            wanted["conditions"] = _listed(slot, turn["listed"])
        answer, slot = asked.ask(turn["text"], slot)
        yield outcome("turn", questions.CONVERSATIONS, wanted, answer)


def _listed(slot: Slot, number: int) -> list[str]:
    """The conditions of the nth thing that the answer before listed."""
    offered = slot.get("offered") or []
    return list(offered[number - 1].get("conditions", [])) if len(offered) >= number else ["none"]
