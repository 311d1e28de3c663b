"""A message that goes on with the last answer: a switch, a choice, "more", new names."""

from __future__ import annotations

import re

from evidence.completing import checked, names_condition, open_names, unknown_names
from evidence.filling import IVIG, STALE, situations_of
from evidence.focus import narrowed
from evidence.fragments import (
    asks_difference,
    fragment_kind,
    goes_on,
    is_bare,
    is_versus,
    weighs,
)
from evidence.kinds import BY_INTENT
from evidence.lookup import comparisons
from evidence.names import fold
from evidence.pointing import asks_what_it_is, chosen, explained, pointed_at
from evidence.question import Conversation, Question, Request, is_aside
from evidence.referring import both_treatments
from evidence.scope import asks_effect, speaks_of_harm
from evidence.store import Store
from evidence.variants import names_variant

_BESIDE = re.compile(
    r"\b(instead|on top|add(ed|ing)?|together|alongside|combined|in combination|with (it|that))\b"
)
_INSTEAD = re.compile(r"\binstead\b")
_APPROVED = re.compile(r"\b(approv\w+|licen[cs]\w+|(on|in) label|indicat\w+)\b")
_LISTS = ("alternatives", "evidence_list")
_ONE_OF_THEM = re.compile(r"\b(one of|among|on|in) (them|those|these|(that|the|your) list)\b")


def continued(store: Store, question: Question, conversation: Conversation) -> Request | None:
    """A message that goes on with the last answer: a switch, a choice, "more", new names."""
    last, intent = conversation.last, question.intent
    named = any(each.covers != "unrecognised" for each in question.mentions)
    ours = any(each.kind not in ("uncovered", "term") for each in question.mentions)
    if intent in ("register_plain", "register_clinical", "repeat") and not ours:
        return last or Request(kind="capabilities", text=question.text)
    if last and asks_what_it_is(question):
        meant = pointed_at(question, conversation)
        if meant:
            return explained(question, meant, last)
    if intent == "more" and last and not named:
        return last.copy(update={"rest": True})
    if intent == "choose" and not named:
        return chosen(question, conversation.offered)
    if last and asks_difference(question) and _one_name(question):
        return _beside_last(store, question, last)
    if last and named and last.kind in _LISTS and _ONE_OF_THEM.search(fold(question.text)):
        return _with_new_names(store, question, last, conversation)
    if last and weighs(question, last):
        return _weighed(store, question, last, conversation)
    whole = question.ids("treatment") and question.ids("condition") and not goes_on(question)
    if last and named and not whole and (is_bare(question) or intent == "follow_up"):
        return _with_new_names(store, question, last, conversation)
    return None


def _weighed(
    store: Store, question: Question, last: Request, conversation: Conversation
) -> Request:
    """ "Steroids any better?", "fewer reactions?": the treatment of before compared with this."""
    named = question.ids("treatment")
    sides = _sides_with_names(named, last) if named else (*last.treatments, *last.comparators)
    update = {"kind": "comparison", "text": question.text, "rest": False, "unknown": ()}
    conditions = last.conditions or _remembered(conversation)
    pair = {"treatments": sides[:1], "comparators": sides[1:], "conditions": conditions}
    return last.copy(update={**update, **pair})


def _remembered(conversation: Conversation) -> tuple[str, ...]:
    """The disease that the talk was about before a question that needed none."""
    return conversation.conditions if conversation.quiet < STALE else ()


def _one_name(question: Question) -> bool:
    return len(question.ids("treatment") + question.ids("condition")) == 1


def _beside_last(store: Store, question: Question, last: Request) -> Request | None:
    """What was asked about before beside the one that is named: treatments compared, or diseases.

    None where nothing of the same sort was asked about before.
    """
    treatments, conditions = question.ids("treatment"), question.ids("condition")
    if treatments and last.treatments[:1] not in ((), treatments):
        pair = {"treatments": last.treatments[:1], "comparators": treatments}
        return last.copy(update={"kind": "comparison", "text": question.text, **pair})
    if conditions and last.conditions[:1] not in ((), conditions):
        both = (*last.conditions[:1], *conditions)
        return Request(kind="definition", text=question.text, conditions=both)
    return None


def _with_new_names(
    store: Store, question: Question, last: Request, conversation: Conversation
) -> Request:
    """The last question again with the names that this message brings."""
    treatments, conditions = question.ids("treatment"), question.ids("condition")
    unknown, terms = unknown_names(question), question.ids("term")
    if not (treatments or conditions or terms) and unknown and not names_condition(unknown):
        asked = Request(kind="unknown_concept", text=question.text, unknown=unknown)
        return asked.copy(update={"conditions": last.conditions})
    if terms and not (treatments or conditions or names_variant(question)):
        return Request(kind="definition", text=question.text, terms=terms)
    kind = _kind_with_names(store, question, last, conversation)
    update: dict[str, object] = {"kind": kind, "unknown": unknown, "rest": False}
    update["ambiguous"] = open_names(question)
    update["text"] = question.text if kind != last.kind else f"{last.text} {question.text}"
    if kind == "comparison" and treatments:
        sides = _sides_with_names(treatments, last)
        update |= {"treatments": sides[:1], "comparators": sides[1:]}
    elif treatments:
        update |= {"treatments": treatments, "comparators": ()}
    elif kind == "efficacy" and (both := both_treatments(question, conversation)):
        update |= {"treatments": both, "comparators": ()}
    elif kind == "efficacy" and last.comparators:
        update |= {"treatments": (*last.treatments, *last.comparators), "comparators": ()}
    elif not last.treatments and BY_INTENT[kind].treatment == "filled":
        update["treatments"] = IVIG
    if conditions:
        conditions = narrowed(store, question, conditions)
        update["conditions"] = conditions
        update["situations"] = situations_of(store, question, conditions)
    elif names_condition(unknown) or open_names(question):
        update["conditions"] = ()
    elif pointed := pointed_at(question, conversation):
        update["conditions"] = pointed.conditions
    elif not last.conditions and BY_INTENT[kind].condition in ("needed", "filled"):
        update["conditions"] = _remembered(conversation)
    return checked(store, last.copy(update=update), question)


def _kind_with_names(
    store: Store, question: Question, last: Request, conversation: Conversation
) -> str:
    """The last kind, unless the new names or "vs", "instead" ask for another."""
    treatments, conditions = question.ids("treatment"), question.ids("condition")
    kind = last.kind
    if conversation.matter and is_aside(last):
        kind = conversation.matter  # "source?", "and in MMN?": the question before again
    if kind == "administration" and not (treatments or conditions):
        kind = "efficacy"  # "and chickenpox?": how it is given says nothing of a new disease
    if kind == "predictors" and treatments:
        kind = "efficacy"  # "who does well on IVIG?" "and steroids?": whether they help
    if kind not in BY_INTENT or kind in ("capabilities", "out_of_scope", "definition", "no_record"):
        kind = fragment_kind(question)
        if kind == "definition" and last.conditions and treatments:
            kind = "definition" if last.treatments and last.kind == "definition" else "efficacy"
    if kind == "comparison" and conditions and not treatments and asks_effect(question):
        kind = "efficacy"  # "and for MMN, would it help?"
    if kind == "personal_advice" and (treatments or conditions):
        kind = "efficacy"  # "would it suit my case?" "and rituximab?": what is known of that one
    if kind == "safety" and _turns_to(question, conversation):
        kind = "efficacy"  # "and for small fibre neuropathy?", in a talk on whether it helps
    if treatments and not conditions and _BESIDE.search(fold(question.text)):
        kind = "comparison" if _replaces(store, question, last) else "efficacy"
    if last.treatments and len(treatments) == 1 and is_versus(question):
        kind = "comparison"
    if kind == "comparison" and treatments and len(_sides_with_names(treatments, last)) < 2:
        kind = "efficacy"
    if len(treatments) >= 2 and kind == "efficacy" and fragment_kind(question) == "comparison":
        kind = "comparison"
    if kind == "evidence_list" and conditions:
        kind = "approval" if _APPROVED.search(fold(last.text)) else "efficacy"
    if kind == "alternatives" and treatments:
        kind = "efficacy"
    return kind


def _turns_to(question: Question, conversation: Conversation) -> bool:
    """Whether a talk on one disease turns to another, without a word of harm."""
    new = set(question.ids("condition")) - set(conversation.conditions)
    return bool(new and conversation.conditions) and not speaks_of_harm(question)


def _replaces(store: Store, question: Question, last: Request) -> bool:
    """ "Steroids instead?", where the record compares the new one with the last."""
    sides = _sides_with_names(question.ids("treatment"), last)
    if len(sides) != 2 or not _INSTEAD.search(fold(question.text)):
        return False
    return any(comparisons(store, *sides, disease) for disease in last.conditions)


def _sides_with_names(treatments: tuple[str, ...], last: Request) -> tuple[str, ...]:
    """What is compared: the treatments named, or the last one beside the only one named."""
    pair = (*last.treatments[:1], *treatments) if len(treatments) == 1 else treatments
    return tuple(dict.fromkeys(pair))
