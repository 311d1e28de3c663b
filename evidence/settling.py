"""The likeliest intent that makes sense here: what nobody could mean in this place is passed over.

"The second one" with nothing before it chooses from nothing; "who says so exactly?" in the middle
of a talk is hardly out of scope; "pregnancy?" after a question on risks asks about a risk.
"""

from __future__ import annotations

import re

from evidence.fragments import goes_on, names_pair
from evidence.kinds import BY_INTENT, FOLLOW_UPS, SMALLTALK
from evidence.names import fold
from evidence.pointing import LISTS, pointed_at
from evidence.populations import names_people
from evidence.question import Conversation, Question
from evidence.referring import both_conditions
from evidence.scope import STRANGER, SUBJECT

SURE = 0.5  # confidence from which an intent is believed wherever it comes up
SURE_ALONE = 0.7  # the same of a message that looks as if it went on with the talk
GREETING = 3  # words of a greeting or a thanks that need not be sure
OPENING = 8  # words of a message that may go on with what could not be answered ("ok, and lupus?")
SHORT = 14  # words of a message that goes on with the last question
HINT = 0.12  # confidence of the last kind from which an unsure, nameless message stays with it
SURE_TO_LEAVE = 0.65  # confidence of an intent that has little to do with the talk
_ROUTE = re.compile(r"\b(iv|sc|im|sub ?cut|subq|intravenous|vein)\b")
_STRANGE_HERE = ("out_of_scope", "capabilities")  # hardly meant in the middle of a talk
_AGAIN = ("repeat", "more", "choose")
_STATES = re.compile(
    r"\b((it|that|this|he|she)( i|')?s|im|i am|i have|ive|i get|they (think|thought|say|said)"
    r"|(doc|doctor|dr|consultant|gp|nurse|\w+ist) (says?|said|thinks?|thought)|turn(s|ed) out"
    r"|diagnos(is|ed)|was (really|actually)|has (now )?changed)\b"
)
_CHOOSING = re.compile(  # words of a choice, and nothing but them
    r"(?:\W|\b(?:a|about|and|can|choose|could|d|explain|first|fourth|give|go|i|last|lets?|like|me"
    r"|more|number|of|ok|okay|on|one|option|or|other|please|pls|s|say|second|show|something|tell|th"
    r"|that|the|them|then|these|third|this|those|to|two|want|whats?|with|would|yes|you)\b)*"
)
_OF_HEARSAY = ("personal_advice", "out_of_scope", "evidence_basis", "updates", "no_record")
_HEARSAY = re.compile(
    r"\b(says?|said|suggest\w*|mention\w*|reckons?|swears? by|thinks?|recommend\w*|told (me|us|him"
    r"|her)|wants|heard (of|about)|read about)\b"
)
_ASKS = re.compile(
    r"\?|(^|[,.;:] ?|\b(and|so|but|then) )(what|which|who|how|why|when|where|does|do|did|is|are|can"
    r"|could|should|would|will|any)\b(?!')"
)


def settled(question: Question, conversation: Conversation) -> Question:
    """The question with the first intent of its ranking that can be meant after this talk."""
    if _goes_on(question, conversation):
        return question.copy(update={"intent": "follow_up", "confidence": SURE_ALONE})
    if _stays(question, conversation):
        kind = conversation.last.kind if conversation.last else ""
        return question.copy(update={"intent": kind, "confidence": SURE})
    if _fits(question, conversation):
        return question
    passed = question.confidence
    sharing = question.doubt is None and question.intent not in SMALLTALK
    for intent, confidence in question.ranking:
        if intent == question.intent:
            continue
        if _may_be(intent, conversation):
            sure = min(confidence / max(1.0 - passed, 0.01), 1.0)
            return question.copy(update={"intent": intent, "confidence": sure})
        passed += confidence if sharing else 0.0
    return question


def _goes_on(question: Question, conversation: Conversation) -> bool:
    """Whether an unsure message only brings a new name, or opens with "what about", "and if"."""
    if not _may_go_on(question, conversation):
        return False
    hearsay = question.intent in _OF_HEARSAY or question.confidence < SURE
    if hearsay and _brings_treatment(question, conversation):
        return True
    sure = question.confidence >= SURE_ALONE or question.intent == "out_of_scope"
    if sure and question.intent not in _AGAIN:
        return False
    text = fold(question.text)
    if question.intent in _AGAIN and (question.ids("condition") or question.ids("treatment")):
        return True  # "what did you say on MMN again"
    if names_pair(question):
        return False
    if goes_on(question) and question.mentions and "follow_up" in _ranked(question)[:2]:
        return True
    if set(question.ids("condition")) - set(conversation.conditions):
        return bool(_STATES.search(text)) and not _ASKS.search(text)
    opens = goes_on(question) and question.confidence < SURE
    return opens and bool(re.match(r"\W*(and |ok )?(what|how) about\b", text))


def _brings_treatment(question: Question, conversation: Conversation) -> bool:
    """ "My sister says steroids": a treatment that somebody named, in a talk on a disease."""
    new = set(question.ids("treatment")) - {*conversation.treatments}
    text = fold(question.text)
    told = bool(new and conversation.conditions and not question.ids("condition"))
    return told and bool(_HEARSAY.search(text)) and not _ASKS.search(text)


def _stays(question: Question, conversation: Conversation) -> bool:
    """Whether an unsure message that names nothing may ask the last kind of question again."""
    last = conversation.last
    if last is None or not _may_go_on(question, conversation) or question.mentions:
        return False
    if question.confidence >= SURE or last.kind not in BY_INTENT or question.unfamiliar:
        return False
    shares = dict(question.ranking)
    same = shares.get(last.kind, 0.0)
    again = same + shares.get("follow_up", 0.0)
    return same >= HINT and again >= max(shares.values(), default=0.0)


def _may_go_on(question: Question, conversation: Conversation) -> bool:
    calm = question.doubt is None and question.unfamiliar < STRANGER
    return conversation.last is not None and calm and len(question.text.split()) <= SHORT


def _ranked(question: Question) -> list[str]:
    return [intent for intent, _ in question.ranking]


def _fits(question: Question, conversation: Conversation) -> bool:
    words = len(question.text.split())
    named = bool(question.ids("condition") or question.ids("treatment"))
    if question.intent == "choose" and _asks_of_place(question, conversation):
        return False  # "what does the second one cost"
    if question.intent in FOLLOW_UPS and question.intent != "follow_up" and named:
        return False  # "explain MMN simply" is more than a switch of register
    if question.intent == "evidence_list" and both_conditions(question, conversation):
        return False  # "which of those is it licensed for"
    if question.intent in FOLLOW_UPS and not question.intent.startswith("register"):
        named = bool(question.mentions) and question.intent == "follow_up" and words <= OPENING
        people = question.intent == "follow_up" and names_people(question.text)
        return conversation.last is not None or named or people
    if question.confidence >= _floor(question, conversation):
        return True
    if question.intent in SMALLTALK:
        return words <= GREETING
    going_on = conversation.last is not None and question.unfamiliar < STRANGER
    if going_on and question.intent == "evidence_list":
        return not (conversation.conditions and len(_ranked(question)) > 1)
    if question.intent == "capabilities" and question.unfamiliar:
        return True
    if question.intent == "out_of_scope" and question.ids("condition"):
        return False  # a disease of the record, in words that are hardly strange
    return not (going_on and question.intent in _STRANGE_HERE)


def _asks_of_place(question: Question, conversation: Conversation) -> bool:
    """Whether more is asked than to choose, of a treatment or disease that was not offered."""
    last = conversation.last
    if last is None or last.kind in LISTS or not pointed_at(question, conversation):
        return False
    return not _CHOOSING.fullmatch(fold(question.text))


def _floor(question: Question, conversation: Conversation) -> float:
    """Confidence from which an intent is believed: more to leave a talk in words of ours.

    "The ratio from IV" speaks of our subject; "US?" is too short to be about anything else.
    """
    if conversation.last is None or question.unfamiliar:
        return SURE
    text = fold(question.text)
    strays = question.intent == "out_of_scope" and (SUBJECT.search(text) or _ROUTE.search(text))
    curt = question.intent == "capabilities" and len(text.split()) <= 2
    return SURE_TO_LEAVE if strays or curt else SURE


def _may_be(intent: str, conversation: Conversation) -> bool:
    if intent == "follow_up":
        return conversation.last is not None
    return intent in BY_INTENT and not (intent in _STRANGE_HERE and conversation.last)
