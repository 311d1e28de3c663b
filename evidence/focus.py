"""What a message of several sentences is about: names in its question outrank names around it.

"Steroids wrecked my sugar, rituximab did nothing. Is IVIG any use for pemphigus?" asks about
IVIG; what was tried before is history. A named disease outranks the class that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.fragments import is_bare
from evidence.names import cue_key, fold, key
from evidence.question import Mention, MentionKind, Question
from evidence.sentences import cut, first_question, two_questions
from evidence.store import Store

_PRODUCTS = ("ivig", "scig")
_TAKEN = re.compile(r"\b(on|taking|takes?)\W+$")
_STOPPING = re.compile(r"\b(stop|stopping|come off|quit|drop|reduce|taper|halve|cut)\b")
_VACCINE = re.compile(r"(\W?19)?\W+(vaccin\w*|jabs?|shots?|boosters?|immuni[sz]ation)\b")
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
    kinds: tuple[MentionKind, ...] = ("treatment", "condition")
    for kind in kinds:
        here = {*asked.ids(kind), *_asked_beside(question, kind)}
        if kind == "treatment" and not here:
            here = {each for each in question.ids(kind) if each in _PRODUCTS}
        if here:
            dropped |= {
                each.start
                for each in question.mentions
                if each.kind == kind and each.id not in here and not _is_taken(question, each)
            }
    kept = tuple(each for each in question.mentions if each.start not in dropped)
    return question.copy(update={"mentions": kept})


def _asked_beside(question: Question, kind: MentionKind) -> tuple[str, ...]:
    """ "IVIG worth it? plasma exchange?": what a second question names, and no more."""
    asked = two_questions(question.text)
    if asked is None:
        return ()
    text, mentions = cut(question.text, list(question.mentions), asked[1])
    second = question.copy(update={"text": text, "mentions": tuple(mentions), "second": None})
    return second.ids(kind) if is_bare(second) else ()


def _is_taken(question: Question, mention: Mention) -> bool:
    """ "On prednisolone … can she just stop": what somebody takes and would stop is asked about."""
    text = fold(question.text)
    stops = question.intent == "personal_advice" and bool(_STOPPING.search(text))
    return stops and bool(_TAKEN.search(text[: mention.start]))


def narrowed(store: Store, question: Question, conditions: Sequence[str]) -> tuple[str, ...]:
    """The conditions, each read as the narrower one that a word beside it means.

    "sepsis" with "newborn" is neonatal sepsis, where the store says so (`narrows`). A class
    is dropped where one of its members is named too.
    """
    around = f" {key(question.text)} "
    found = [_narrower(store, each, around) for each in conditions]
    above = {over for each in found for over in store.ancestors(each)}
    above |= {over for each in found for over in _spelt_out(store, question, each)}
    return tuple(dict.fromkeys(each for each in found if each not in above))


def _spelt_out(store: Store, question: Question, condition: str) -> tuple[str, ...]:
    """What a name in brackets makes plain: "low platelets from my antibodies (FNAIT)"."""
    narrows = store.conditions[condition].narrows
    in_brackets = any(
        each.id == condition and f"({each.text})" in question.text for each in question.mentions
    )
    return (narrows.condition,) if narrows and in_brackets else ()


def without_vaccines(question: Question) -> Question:
    """The question without the diseases that only name a vaccine: "the covid jab"."""
    kept = tuple(
        each
        for each in question.mentions
        if each.kind not in ("condition", "uncovered")
        or not _VACCINE.match(fold(question.text)[each.end :])
    )
    return question.copy(update={"mentions": kept})


def _narrower(store: Store, condition: str, around: str) -> str:
    for child in store.narrower(condition):
        if child.narrows:
            if any(f" {cue_key(cue)} " in around for cue in child.narrows.cues):
                return child.id
    return condition
