"""A request that lacks a needed part, or names only what is unknown, becomes its own kind."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.answers.guidelines import names_body
from evidence.history import asked_unknown
from evidence.kinds import BY_INTENT
from evidence.question import Mention, Question, Request
from evidence.scope import speaks_of_infusions
from evidence.store import Store

# "Does IVIG work in ICE?" names a trial and no disease: what the trial found is the answer.
_TOLD_BY_A_TRIAL = ("evidence_basis", "efficacy", "alternatives")


def checked(store: Store, request: Request, question: Question) -> Request:
    """Turn a request that lacks a needed part, or names only the unknown, into its own kind."""
    kind = BY_INTENT[request.kind]
    unknown_condition = names_condition(request.unknown)
    unknown_treatment = bool(asked_unknown(question))
    explained = bool(request.terms) and kind.name == "definition"
    if kind.about_names and unknown_condition and not (request.conditions or explained):
        return request.copy(update={"kind": "unknown_concept"})
    if unknown_treatment and not question.ids("treatment") and kind.treatment == "filled":
        in_talk = request.treatments or request.conditions  # "does amoxicillin clash", in a talk
        if kind.about_names or not (speaks_of_infusions(question) or in_talk):
            return request.copy(update={"kind": "unknown_concept"})
    if request.ambiguous and not request.conditions and kind.condition in ("needed", "filled"):
        return request.copy(update={"kind": "clarify"})
    if kind.name == "comparison" and not request.comparators and not unknown_treatment:
        return request.copy(update={"kind": "efficacy" if request.conditions else "clarify"})
    if kind.name == "guideline" and not request.conditions and names_body(store, request.text):
        return request  # "is the AAN guideline still valid?"
    if kind.condition == "needed" and not request.conditions:
        told = request.trials and kind.name in _TOLD_BY_A_TRIAL
        return request.copy(update={"kind": "evidence_basis" if told else "clarify"})
    return request


def unknown_names(question: Question) -> tuple[Mention, ...]:
    """Names that are not covered; a word that nothing recognises counts only by itself.

    The class of a disease beside it is no other disease: "JIA, does it help the arthritis".
    """
    covered = [each.name for each in question.mentions if each.kind == "condition"]
    known = [
        each
        for each in question.mentions
        if each.kind == "uncovered"
        and not (each.name and any(name.endswith(f" {each.name}") for name in covered))
    ]
    named = [each for each in known if each.covers != "unrecognised"]
    if named or question.ids("condition"):
        return tuple(named)
    return tuple(known)


def names_condition(unknown: Sequence[Mention]) -> bool:
    """Whether one of these names is, or may be, a disease."""
    return any(each.covers in ("condition", "unrecognised") for each in unknown)


def open_names(question: Question) -> tuple[Mention, ...]:
    """The names that mean more than one thing."""
    return tuple(each for each in question.mentions if each.kind == "ambiguous")
