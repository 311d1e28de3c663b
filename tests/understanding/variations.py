"""The same questions made harder: with typos, and with names that no training example holds.

The seed is fixed and taken together with the question, so that a question's variation does
not depend on which others are asked.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterable

from evidence.question import Mention
from evidence.store import Store
from tests.understanding.questions import Item

SEED = 20261124
LONG = 5  # letters of a word that gets a typo
_WORD = re.compile(r"[^\W\d_]+")
Link = Callable[[str], Iterable[Mention]]


def with_typos(text: str) -> str:
    """`text` with one typo in every second word of five letters or more, from the first on."""
    dice = random.Random(f"{SEED} {text}")
    long = [match for match in _WORD.finditer(text) if len(match.group()) >= LONG]
    for match in reversed(long[::2]):  # from the end, so that the places before it hold
        text = text[: match.start()] + _typo(match.group(), dice) + text[match.end() :]
    return text


def _typo(word: str, dice: random.Random) -> str:
    """One letter inserted, left out, replaced, or changed round with its neighbour."""
    place = dice.randrange(len(word))
    swaps = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
    kind = dice.choice(["insert", "delete", "replace", "swap"] if swaps else ["insert", "delete"])
    if kind == "swap":
        at = dice.choice(swaps)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    others = [letter for letter in string.ascii_lowercase if letter != word[place].lower()]
    letter = {"insert": dice.choice(others), "replace": dice.choice(others), "delete": ""}[kind]
    return word[:place] + letter + word[place + (kind != "insert") :]


def unnamed(store: Store, link: Link, examples: Iterable[str]) -> dict[str, list[str]]:
    """Ids of the store's conditions and treatments that no training example names.

    Left out are those whose own name is read as something else: they could not be found
    again under it.
    """
    named = {mention.id for text in examples for mention in link(text)}
    tables = {"condition": store.conditions, "treatment": store.treatments}
    return {
        kind: [
            each.id
            for each in table.values()
            if each.id not in named and [mention.id for mention in link(each.name)] == [each.id]
        ]
        for kind, table in tables.items()
    }


def swapped(
    item: Item, mentions: list[Mention], pool: dict[str, list[str]], store: Store
) -> Item | None:
    """The question with every linked concept replaced by one of the pool, and its labels too.

    None where the links are not the labels: then it is not known what to replace. IVIG may
    be among the labels without being named, and stays there.
    """
    linked = [each for each in mentions if each.kind in pool]
    labels = {each for field in _FIELDS for each in item.get(field, [])}
    ids = list(dict.fromkeys(str(each.id) for each in linked))
    if not ids or not set(ids) <= labels or not labels <= {*ids, "ivig"}:
        return None
    kinds = {str(each.id): each.kind for each in linked}
    dice = random.Random(f"{SEED} {item['text']}")
    new: dict[str, str] = {}
    for each in ids:
        taken = {relative for other in new.values() for relative in _relatives(store, other)}
        new[each] = dice.choice([other for other in pool[kinds[each]] if other not in taken])
    text = item["text"]
    for mention in sorted(linked, key=lambda each: -each.start):
        name = store.concept(new[str(mention.id)]).name
        text = text[: mention.start] + name + text[mention.end :]
    renamed = {field: [new.get(each, each) for each in item.get(field, [])] for field in _FIELDS}
    return {**item, **renamed, "text": text}


_FIELDS = ("conditions", "treatments", "comparators")


def _relatives(store: Store, concept: str) -> set[str]:
    """The concept with those above and below it, which would be read as one with it."""
    return {*store.ancestors(concept), *store.family(concept)}
