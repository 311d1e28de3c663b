"""Which treatment a later question without one is about: the immunoglobulin of the talk, or both.

After "IVIG or rituximab?", or advice on somebody's prednisone, "how often is it given?" is asked
of the immunoglobulin, unless the talk began with the other drug alone. The sources, the certainty
and the harms asked for after a comparison are those of both its sides.
"""

from __future__ import annotations

import re

from evidence.names import fold
from evidence.pointing import pointed_at
from evidence.question import Conversation, Question, Request

PRODUCTS = ("ivig", "scig", "imig", "oral-ig", "topical-ig")
SHORT = 6  # words of a question that names a disease and still means the last treatment
_IVIG = ("ivig",)
_OF_BOTH = ("evidence_basis", "certainty", "safety")  # kinds asked of both sides of a comparison
_PRONOUNS = {"it", "its", "this", "that", "they", "them"}
_GOES_ON = re.compile(r"^\W*(?:ok |so |but )*(?:and|also|what about|how about|same)\b")
_THAT = re.compile(r"\b(that|this)\b")
_SINGLE = re.compile(r"\b(it|its|infusions?|drips?)\b")
_HARMS = re.compile(
    r"\b((side|adverse|secondary|bad|ill) ?effects?|harms?|risks?|safe(ty)?|dangers?|dangerous"
    r"|complications?|toxicity)\b"
)
_TABLETS = {"corticosteroids", "prednisone", "prednisolone", "eltrombopag", "azathioprine"}
_INFUSED = re.compile(r"\b(infusions?|infused|drips?|bags?|bottles?)\b")
_DONORS = re.compile(  # what can only be said of donors' plasma
    r"\b(hiv|aids|c?jd|mad cow|prions?|donors?|donated|blood products?|strangers?"
    r"|(catch|get|give|gave|pass\w*|transmit\w*|carry|contract|infected with) \w* ?hep(atitis)?"
    r"|(other|different|someone|somebody|thousands of) ?(elses?|peoples?|persons?|ppl\w*)?\W?s?"
    r" (blood|plasma)|(blood|plasma) (of|from) (other |different )?(people|persons|strangers))\b"
)


def subject_of(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """The treatments that a question without one goes on with; () where there are none."""
    last = conversation.last
    if last is None or not last.treatments:
        return ()
    if not _is_product(last.treatments) and _DONORS.search(fold(question.text)):
        return _product_of(conversation) or _IVIG
    if set(last.treatments) <= _TABLETS and _INFUSED.search(fold(question.text)):
        return _product_of(conversation) or _IVIG
    if not _means_last(question, last):
        return ()
    advised = last.kind == "personal_advice" and not _THAT.search(fold(question.text))
    if advised and not _is_product(last.treatments) and conversation.opening != last.treatments:
        return _product_of(conversation) or last.treatments
    return _in_focus(last, conversation)


def other_sides(
    kind: str, question: Question, conversation: Conversation, treatments: tuple[str, ...]
) -> tuple[str, ...]:
    """The other sides of the last comparison, where the kind is asked of all of them."""
    last = conversation.last
    if kind not in _OF_BOTH or last is None or not treatments or question.ids("treatment"):
        return ()
    single = kind == "safety" and not _asks_of_harms(question)
    elsewhere = question.ids("condition") not in ((), last.conditions)
    if pointed_at(question, conversation) or single or elsewhere:
        return ()
    sides = (*last.treatments, *last.comparators)
    if not set(treatments) <= set(sides):
        return ()
    return tuple(each for each in sides if each not in treatments)


def _asks_of_harms(question: Question) -> bool:
    """ "Which side effects?": harms at large, not one harm of an infusion or of donors' plasma."""
    text = fold(question.text)
    short = len(text.split()) <= SHORT and not question.mentions
    return short and bool(_HARMS.search(text)) and not (_SINGLE.search(text))


def _in_focus(last: Request, conversation: Conversation) -> tuple[str, ...]:
    """The last treatments, or the immunoglobulin beside which another drug only came up."""
    if _is_product(last.treatments) or conversation.opening == last.treatments:
        return last.treatments
    if last.comparators:
        return tuple(each for each in last.comparators if each in PRODUCTS)[:1] or last.treatments
    return last.treatments


def _is_product(treatments: tuple[str, ...]) -> bool:
    return bool(set(treatments) & set(PRODUCTS))


def _product_of(conversation: Conversation) -> tuple[str, ...]:
    """The immunoglobulin that was named last, of the two treatments that are remembered."""
    return tuple(each for each in reversed(conversation.treatments) if each in PRODUCTS)[:1]


def _means_last(question: Question, last: Request) -> bool:
    """Whether it means the last treatment: it says "it", goes on, or names nothing new.

    "And in CIDP, …" after a question on SCIG is one on SCIG too.
    """
    words = re.findall(r"[a-z']+", question.text.lower())
    if not question.ids("condition") or len(words) <= SHORT or _PRONOUNS & set(words):
        return True
    return _is_product(last.treatments) and bool(_GOES_ON.match(fold(question.text)))
