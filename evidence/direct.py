"""A question that stands by itself, with the conversation filling what it leaves out."""

from __future__ import annotations

import re

from evidence.completing import checked, open_names, unknown_names
from evidence.filling import conditions_of, kept_situations, sides, situations_of, treatments_of
from evidence.focus import asked_sentence, narrowed
from evidence.fragments import (
    fragment_kind,
    goes_on,
    is_bare,
    is_bare_term,
    names_invented,
    names_pair,
)
from evidence.history import without_told
from evidence.kinds import BY_INTENT, SMALLTALK
from evidence.names import fold
from evidence.populations import names_people
from evidence.question import Conversation, Question, Request
from evidence.referring import asks_together
from evidence.scope import (
    asks_about_vaccines,
    asks_effect,
    asks_for_own_dose,
    asks_length_of_infusion,
    speaks_of_harm,
)
from evidence.store import Store
from evidence.subject import other_sides
from evidence.telling import told_apart

SURE = 0.5  # confidence from which a word of the glossary is not merely explained
SURE_OF_A_LIST = 0.9  # the same from which a list is asked for beside a story's diseases
SURE_OF_HARM = 0.7  # confidence from which a pair is asked about for its harms, whatever the words
_YOU_HAVE = re.compile(r"\bwhat (do|have) (you|u) (have|got|know|hold) (on|about|for|in)\b")
_OF_INFUSIONS = re.compile(
    r"\b(drips?|rate|infusions?|pre-?med\w*|slower|against (it|that|this)|(get|gets|getting) (it"
    r"|that|them|those))\b"
)
_WORSE = re.compile(r"\bma(ke|kes|de|king) (it|this|that|things) (any |even )?worse\b")
_LIMITED = re.compile(  # "for somebody who has only the skin": a lesser form of the disease
    r"\b(for|in) (\w+ )?(who|whom|those|people|patients|someone|somebody|anyone)( who| with| that)?"
    r" (has |have |had |with )?(only|just|mainly|mostly)\b"
)
_OF_ONE = ("administration", "efficacy", "dosing", "out_of_scope", "alternatives", "guideline")
_WORKED_OUT = ("dosing", "administration", "timing", "out_of_scope", "follow_up", "no_record")


def direct(store: Store, question: Question, conversation: Conversation) -> Request:
    """A question that stands by itself, with the conversation filling what it leaves out."""
    if question.intent in SMALLTALK:
        return Request(kind="smalltalk", text=question.intent)
    intent = question.intent
    asked = asked_sentence(question)
    if is_bare(question):
        intent = fragment_kind(question)
    elif names_invented(question):
        intent = "efficacy"
    elif asked and is_bare(asked) and not goes_on(asked):
        intent = fragment_kind(without_told(question))  # "pemphigus, steroids failed. ivig?"
    elif is_bare_term(question) and (intent not in BY_INTENT or question.confidence < SURE):
        intent = "definition"
    elif intent == "follow_up":
        intent = _population_follow_up(question, conversation)
    elif intent == "safety" and question.confidence < SURE_OF_HARM and names_pair(question):
        intent = intent if speaks_of_harm(asked or question) else "efficacy"
    elif _asks_effect_after_all(store, question, conversation):
        intent = "efficacy"
    elif intent in _OF_ONE and asks_together(question, conversation):
        intent = "comparison"
    elif intent == "timing" and asks_length_of_infusion(question.text):
        intent = "administration"
    else:
        intent = told_apart(intent, question, asked or question)
    if intent in _WORKED_OUT and asks_for_own_dose(question.text):
        intent = "personal_advice"
    elif intent in ("timing", "dosing") and asks_about_vaccines(question):
        intent = "safety"
    kind = BY_INTENT.get(intent, BY_INTENT["out_of_scope"])
    last = conversation.last
    treatments = treatments_of(kind, question, conversation)
    listed = _lists_in_story(question) if kind.name == "evidence_list" else None
    conditions = conditions_of(kind, listed or question, conversation)
    if kind.name != "definition":
        conditions = narrowed(store, question, conditions)
    name = kind.name
    comparators = other_sides(name, question, conversation, treatments)
    if name == "comparison":
        treatments, comparators = sides(question, conversation)
    request = Request(
        kind=name,
        text=question.text,
        treatments=treatments,
        conditions=conditions,
        comparators=comparators,
        situations=situations_of(store, question, conditions)
        or kept_situations(last, conditions, question),
        terms=question.ids("term"),
        trials=question.ids("trial"),
        unknown=unknown_names(question),
        ambiguous=open_names(question),
    )
    whole = checked(store, request, question)
    if whole.kind == "clarify" and _is_of_infusions(question, conversation):
        return request.copy(update={"kind": last.kind if last else "safety"})
    return whole


def _is_of_infusions(question: Question, conversation: Conversation) -> bool:
    """ "Does a slower drip help?", after an answer on harms, with no disease in the talk."""
    last = conversation.last
    named = any(each.kind != "term" for each in question.mentions)
    about = last is not None and last.kind in ("safety", "administration")
    harm = speaks_of_harm(question) or bool(_OF_INFUSIONS.search(fold(question.text)))
    return about and harm and not named and not conversation.conditions


def _asks_effect_after_all(store: Store, question: Question, conversation: Conversation) -> bool:
    """Whether the words ask for effect, though the intent is another."""
    if question.intent == "mechanism":
        return question.confidence < SURE_OF_HARM and asks_effect(question)
    if question.intent == "out_of_scope":
        return bool(question.ids("treatment")) and asks_effect(question)
    if question.intent == "evidence_list":
        about = question.ids("condition") and _YOU_HAVE.search(fold(question.text))
        return bool(about) or _names_no_family(store, question)
    return question.intent == "safety" and _asks_of_disease(question, conversation)


def _names_no_family(store: Store, question: Question) -> bool:
    """Whether the diseases named with a treatment have records of their own: no list is meant.

    Those that only a story names ("a talk for our GBS group") do not count.
    """
    if _lists_in_story(question):
        return False
    single = all(
        not store.children(disease) or store.headlines(treatment, disease)
        for disease in question.ids("condition")
        for treatment in question.ids("treatment")
    )
    return names_pair(question) and bool(question.ids("condition")) and single


def _lists_in_story(question: Question) -> Question | None:
    """The sentence that surely asks for a list, of a story that alone names diseases."""
    asked = asked_sentence(question) if question.confidence >= SURE_OF_A_LIST else None
    return asked if asked and not asked.ids("condition") else None


def _asks_of_disease(question: Question, conversation: Conversation) -> bool:
    """ "Can they make it worse?" in a talk on a disease: it is the disease that grows worse."""
    worse = _WORSE.search(question.text.lower())
    return bool(worse) and not question.mentions and bool(conversation.conditions)


def _population_follow_up(question: Question, conversation: Conversation) -> str:
    """ "And in children?": the last kind again, with the words of the new population.

    With nothing before it, it is asked what for.
    """
    last = conversation.last
    if asks_about_vaccines(question):
        return "safety"  # "and the flu jab?"
    if last and last.kind == "personal_advice":
        return "efficacy"  # what is known of them
    if last and last.kind in BY_INTENT:
        limited = conversation.conditions and _LIMITED.search(fold(question.text))
        of_disease = BY_INTENT[last.kind].condition != "named"
        return last.kind if of_disease or not limited else "efficacy"
    if names_people(question.text) and not question.mentions:
        return "efficacy"
    return fragment_kind(question) if question.mentions else "out_of_scope"
