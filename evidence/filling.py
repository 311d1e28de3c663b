"""What a question leaves out, taken from the conversation: treatments, conditions, situations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.completing import names_condition, open_names, unknown_names
from evidence.fragments import rest_of, tried_before
from evidence.history import asked_unknown, told_of
from evidence.kinds import Kind
from evidence.names import cue_key, key
from evidence.pointing import pointed_at
from evidence.question import Conversation, Question, Request
from evidence.referring import both_conditions, both_treatments
from evidence.scope import speaks_of_premeds
from evidence.store import Store
from evidence.subject import subject_of

IVIG = ("ivig",)
STALE = 6  # answers about other things after which a condition must be named again
_ONE = re.compile(r"\bits?\b")  # after "is hizentra the same as ivig" it is the first named
_OPENING = re.compile(
    r"\bfirst (one|treatment|drug|thing|medicine)?\s*(that )?(i|we|you) (asked|began|started|named"
    r"|mentioned)\b|\b(began|started) with\b"
)
_EFFECTS = ("efficacy", "dosing")


def treatments_of(kind: Kind, question: Question, conversation: Conversation) -> tuple[str, ...]:
    """The treatments asked about: named, pointed at, those of before, or IVIG."""
    last = conversation.last
    named = asked_treatments(question)
    if kind.name in _EFFECTS and set(named) <= tried_before(question):
        named = ()  # "antibody deficiency after rituximab: does replacement help"
    if named or kind.treatment == "none":
        return named
    if kind.treatment == "context":
        pointed = pointed_at(question, conversation) if last and last.comparators else None
        if pointed:
            return pointed.treatments
        return last.treatments if last and _goes_with(last, question) else ()
    if kind.treatment == "named":
        return IVIG if kind.name == "definition" and not question.mentions else ()
    if asked_unknown(question) and not speaks_of_premeds(question):
        return ()
    if conversation.opening and _OPENING.search(question.text.lower()):
        return conversation.opening[:1]
    pointed = pointed_at(question, conversation)
    if pointed and pointed.treatments:
        return pointed.treatments
    both = both_treatments(question, conversation)
    if both:
        return both
    before = subject_of(question, conversation)
    if last and before:
        explained = last.kind == "definition" and _ONE.search(question.text.lower())
        return before[:1] if explained else before
    return IVIG


def asked_treatments(question: Question) -> tuple[str, ...]:
    """The treatments named, without those that were only tried before ("IVIG after rituximab")."""
    named = question.ids("treatment")
    tried = tried_before(question) | told_of(question)
    asked = tuple(each for each in named if each not in tried)
    return asked or named


def _goes_with(last: Request, question: Question) -> bool:
    """Whether the question stays with the condition of before."""
    named = question.ids("condition")
    return not named or named == last.conditions


def conditions_of(kind: Kind, question: Question, conversation: Conversation) -> tuple[str, ...]:
    """The conditions asked about: named, pointed at, or those of before, as the kind needs."""
    named = question.ids("condition")
    if named or kind.condition == "none":
        return named
    pointed = pointed_at(question, conversation)
    if pointed:
        return pointed.conditions
    both = both_conditions(question, conversation)
    if both and kind.condition != "named":
        return both
    if (
        kind.condition == "named"
        or names_condition(unknown_names(question))
        or open_names(question)
    ):
        return ()
    return conversation.conditions if conversation.quiet < STALE else ()


def sides(
    question: Question, conversation: Conversation
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First-named treatment, the rest as comparators; what is missing comes from before."""
    named = asked_treatments(question)
    before = conversation.treatments
    if not named:
        named = before if len(before) > 1 else (*before, *IVIG)
    elif len(named) == 1 and not asked_unknown(question):
        other = [each for each in (*reversed(before), *IVIG) if each not in named]
        named = (*other[:1], *named) if _names_other_side(question) else (*named, *other[:1])
    named = tuple(dict.fromkeys(named))
    return named[:1], named[1:]


def _names_other_side(question: Question) -> bool:
    """ "is it better than steroids", "vs steroids": the one that is named is the comparator."""
    first = next(each for each in question.mentions if each.kind == "treatment")
    before = question.text[: first.start].lower()
    return bool(
        re.search(r"\b(than|vs?|versus|to|as|against|with|or|over|beats?)\W*(the )?$", before)
    )


def situations_of(store: Store, question: Question, conditions: Sequence[str]) -> tuple[str, ...]:
    """The situations that the question names, by full name or by a word beside the condition."""
    named = [each.situation for each in question.mentions if each.situation]
    text = f" {key(rest_of(question))} "
    cued = [
        situation.id
        for condition in conditions
        for situation in store.conditions[condition].situations
        if any(
            f" {cue_key(cue)} " in text or f" {cue_key(cue)}s " in text for cue in situation.cues
        )
    ]
    return tuple(dict.fromkeys([*named, *cued]))


def kept_situations(
    last: Request | None, conditions: Sequence[str], question: Question
) -> tuple[str, ...]:
    """The situation of before, while the conversation stays with the same condition."""
    if last and not question.ids("condition") and tuple(conditions) == last.conditions:
        return last.situations
    return ()
