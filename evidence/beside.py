"""Diseases that a message names beside the one that it asks about: denied, past, or a mere risk.

"Ganglionopathy, Sjögren's neg, worth three months of IVIG?" asks about the ganglionopathy. A
name is set aside only where another disease is named, so that no question loses its subject.
"""

from __future__ import annotations

import re

from evidence.names import fold
from evidence.question import Mention, Question

_ABSENT = re.compile(
    r"^\W{0,2}\b(?:(?:is|was|were|are|abs?|antibod(?:y|ies)|igg|igm|serology|panel|screen|tests?"
    r"|came|come|back|now|all|both)\W+)*"
    r"(?:neg|negative|negatives|ruled out|excluded|absent|not (?:found|detected)|undetect\w+)\b"
)
_NEVER = re.compile(
    r"\b(?:never had|no (?:known |clear )?(?:signs?|evidence|history|hint|suspicion) of"
    r"|negative for|neg for|ruled out|rule out|excluded|tested negative for)\W*$"
)
_PAST = re.compile(
    r"\b(?:h/o|hx of|hx|pmh:?|pmhx|history of|(?:background|bg) (?:of|is)|comorbid\w*:?"
    r"|also (?:has|have|got|had)|(?:has|have|got|had) also)\W*(?:an? |old |mild |childhood )*$"
)
_RISK = re.compile(r"\b(?:risk|risks|fear|worry|danger|chance) of\W*(?:an? |the )?$")
_EXPLAINED = re.compile(
    r"\b(?:is|are|was) (?:really|actually|just|basically|simply) (?:an?|the)?\W*$"
)
_MERE = re.compile(r"^\W{0,2}risks?\b")
_OF_SEVERAL = ("comparison", "definition", "evidence_list")


def without_asides(question: Question) -> Question:
    """The question without the diseases that it only mentions, where another one remains."""
    if question.intent in _OF_SEVERAL:
        return question
    text = fold(question.text)
    aside = {
        each.start
        for each in question.mentions
        if each.kind == "condition" and _is_aside(text, each)
    }
    named = {each.id for each in question.mentions if each.kind == "condition"}
    kept = tuple(each for each in question.mentions if each.start not in aside)
    rest = {each.id for each in kept if each.kind == "condition"}
    return question.copy(update={"mentions": kept}) if rest and rest < named else question


def _is_aside(text: str, mention: Mention) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    said_before = (_NEVER, _PAST, _RISK, _EXPLAINED)
    if _ABSENT.match(after) or _MERE.match(after):
        return True
    return any(each.search(before) for each in said_before)
