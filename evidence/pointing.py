""" "The second one", "first of those", "number 3": places in what was offered or asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.names import key
from evidence.question import Conversation, Question, Request

LISTS = ("evidence_list", "alternatives", "clarify")
_OTHER = re.compile(r"\bthe other (one|disease|condition)\b")
_OF_TWO = re.compile(r"\bthe (former|latter)\b")
_BACK = re.compile(  # to what the talk began with
    r"\bback to (mine|my (own )?(question|case|thing|disease|condition|one|problem))\b"
    r"|\b(one|thing|disease|condition|question) (that )?(i|we) (\w+ )?(started|began|asked|came"
    r"|opened)( (with|about|first|for))?\b|\b(in|for) mine\b"
)
_IN_ONE = re.compile(r"\bin (the )?\w+ (one|of (those|these|them))\b")  # in a disease
_OF_DISEASES = (  # intents of which "the first one" may be the disease that was asked about first
    "efficacy", "dosing", "evidence_basis", "certainty", "approval", "guideline", "alternatives",
    "predictors", "follow_up",
)  # fmt: skip
_BY_WORD = re.compile(r"\bthe ((?:\w+ )?\w+) (?:one|question)\b")  # "the dose one"
_WHAT = re.compile(
    r"\bwhat\W?(s|is)? (the |that |this )?(\w+) (one|of (these|those|them))"
    r"( (on|in|of) (that|the|this|your) list)?\W*(about|exactly|again|then)?\W*$"
    r"|, what\W?(s|is) (it|that)\W*$"
    r"|\bwhat (does|do|would|will) (the |that |this )?\w+ (one|of (these|those|them)) (actually )?"
    r"(involve|mean|entail|consist of|do)( exactly)?\W*$"
)
ORDINALS = {
    "first": 0, "1st": 0, "one": 0, "1": 0, "second": 1, "2nd": 1, "two": 1, "2": 1, "other": 1,
    "third": 2, "3rd": 2, "three": 2, "3": 2, "fourth": 3, "4th": 3, "four": 3, "4": 3,
    "fifth": 4, "5th": 4, "five": 4, "5": 4, "last": -1, "middle": 1, "former": 0, "latter": -1,
}  # fmt: skip


def chosen(question: Question, offered: Sequence[Request]) -> Request | None:
    """ "The second one", "number 3", "yes" — from what was offered or listed last."""
    if not offered:
        return None
    words = re.findall(r"[a-z0-9]+", question.text.lower())
    places = [ORDINALS[word] for word in words if word in ORDINALS]
    if "one" in words and len(places) > 1:
        places.remove(ORDINALS["one"])
    named = _BY_WORD.search(question.text.lower())
    if named and not any(word in ORDINALS for word in named.group(1).split()):
        asked = set(named.group(1).split())
        found = [each for each in offered if asked <= set(key(each.text).split())]
        return found[0] if len(found) == 1 else None
    place = places[0] if places else 0
    return offered[place] if -len(offered) <= place < len(offered) else None


def pointed_at(question: Question, conversation: Conversation) -> Request | None:
    """What "the third one on that list" means: of those asked about, or of a list."""
    place, text = _ordinal(question.text), question.text.lower()
    last = conversation.last
    if last and len(conversation.diseases) > 1 and _BACK.search(text):
        began = {"conditions": conversation.diseases[:1], "comparators": ()}
        return last.copy(update={**began, "treatments": conversation.opening[:1]})
    if place is None or last is None:
        return None
    if len(last.conditions) == 1 and conversation.earlier and _OTHER.search(text):
        return last.copy(update={"conditions": conversation.earlier})
    if len(last.conditions) > 1:
        several: Sequence[Request] = [
            last.copy(update={"conditions": (each,)}) for each in last.conditions
        ]
    elif last.comparators:
        sides = (*last.treatments, *last.comparators)
        several = [last.copy(update={"treatments": (each,), "comparators": ()}) for each in sides]
    elif last.kind in LISTS:
        several = conversation.offered
    elif _among_diseases(question, conversation):
        named = conversation.diseases[-2:] if _OF_TWO.search(text) else conversation.diseases
        several = [last.copy(update={"conditions": (each,)}) for each in named]
    else:
        named = conversation.treatments if len(conversation.treatments) > 1 else ()
        several = [last.copy(update={"treatments": (each,)}) for each in named]
    return several[place] if -len(several) <= place < len(several) else None


def _among_diseases(question: Question, conversation: Conversation) -> bool:
    """Whether a place means one of two diseases that were asked about one after the other."""
    if len(conversation.diseases) < 2 or question.intent not in _OF_DISEASES:
        return False
    alone = len(conversation.treatments) < 2  # else a place means a treatment, unless it is "in"
    return alone or bool(_IN_ONE.search(question.text.lower()))


def asks_what_it_is(question: Question) -> bool:
    """ "What's the second one", "the third on that list, what is it": a place and "what is"."""
    what = _WHAT.search(question.text.lower())
    return bool(what) and _ordinal(question.text) is not None and not question.mentions


def explained(question: Question, meant: Request, last: Request) -> Request:
    """The definition of what a place means: a treatment of several, else a disease."""
    of_treatments = last.kind not in LISTS and len(last.conditions) < 2
    if of_treatments:
        return Request(kind="definition", text=question.text, treatments=meant.treatments)
    return Request(kind="definition", text=question.text, conditions=meant.conditions)


def _ordinal(text: str) -> int | None:
    """The place that a question names: "dose for the second one", "first of those"."""
    match = re.search(
        r"\b(?:the )?(\w+) (?:one|of (?:those|these|them)|on (?:that|the|this|your) list)\b"
        r"|\bnumber (\w+)\b"
        r"|\bthe (first|second|former|latter) (?:has|is|does|was|will|would|works?|can|needs?)\b"
        r"|\bthe (former|latter)\b"
        r"|\b(?:for|in|with|of|about|behind) the (first|second|third|last)\W*$",
        text.lower(),
    )
    word = next((each for each in match.groups() if each), "") if match else ""
    return ORDINALS.get(word) if word != "one" else None
