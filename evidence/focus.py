"""What a message of several sentences is about: names in its question outrank names around it.

"Steroids wrecked my sugar, rituximab did nothing. Is IVIG any use for pemphigus?" asks about
IVIG; what was tried before is history. A named disease outranks the class that it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence

from evidence.names import key
from evidence.question import Question
from evidence.sentences import cut, first_question
from evidence.store import Store

_PRODUCTS = ("ivig", "scig")
_OF_SEVERAL = ("comparison", "alternatives", "definition")  # what the story names belongs to them


def asked_sentence(question: Question) -> Question | None:
    """The sentence of a story in which the question stands, as a question; None without story."""
    span = first_question(question.text)
    if span is None:
        return None
    text, mentions = cut(question.text, list(question.mentions), span)
    return question.copy(update={"text": text, "mentions": tuple(mentions), "second": None})


def focused(question: Question) -> Question:
    """The question without the names that only its story tells, where the sentence names its own.

    Treatments of a story that none of its questions names give way to immunoglobulin, if named.
    """
    asked = asked_sentence(question)
    if asked is None or question.intent in _OF_SEVERAL:
        return question
    dropped: set[int] = set()
    for kind in ("treatment", "condition"):
        here = set(asked.ids(kind))
        if kind == "treatment" and not here:
            here = {each for each in question.ids(kind) if each in _PRODUCTS}
        if here:
            dropped |= {
                each.start
                for each in question.mentions
                if each.kind == kind and each.id not in here
            }
    kept = tuple(each for each in question.mentions if each.start not in dropped)
    return question.copy(update={"mentions": kept})


def narrowed(store: Store, question: Question, conditions: Sequence[str]) -> tuple[str, ...]:
    """The conditions, each read as the narrower one that a word beside it means.

    "sepsis" with "newborn" is neonatal sepsis, where the store says so (`narrows`). A class
    is dropped where one of its members is named too.
    """
    around = f" {key(question.text)} "
    found = [_narrower(store, each, around) for each in conditions]
    above = {over for each in found for over in store.ancestors(each)}
    return tuple(dict.fromkeys(each for each in found if each not in above))


def _narrower(store: Store, condition: str, around: str) -> str:
    for child in store.narrower(condition):
        if child.narrows:
            if any(f" {key(cue)} " in around for cue in child.narrows.cues):
                return child.id
    return condition
