"""The likeliest intent that makes sense here: what nobody could mean in this place is passed over.

"The second one" with nothing before it chooses from nothing; "who says so exactly?" in the middle
of a talk is hardly out of scope.
"""

from __future__ import annotations

from evidence.kinds import BY_INTENT, FOLLOW_UPS, SMALLTALK
from evidence.question import Conversation, Question
from evidence.scope import STRANGER

SURE = 0.5  # confidence from which an intent is believed wherever it comes up
GREETING = 3  # words of a greeting or a thanks that need not be sure
OPENING = 8  # words of a message that may go on with what could not be answered ("ok, and lupus?")


def settled(question: Question, conversation: Conversation) -> Question:
    """The question with the first intent of its ranking that can be meant after this talk."""
    if _fits(question, conversation):
        return question
    left = max(1.0 - question.confidence, 0.01)
    for intent, confidence in question.ranking:
        if intent != question.intent and _may_be(intent, conversation):
            sure = min(confidence / left, 1.0)
            return question.copy(update={"intent": intent, "confidence": sure})
    return question


def _fits(question: Question, conversation: Conversation) -> bool:
    words = len(question.text.split())
    if question.intent in FOLLOW_UPS and not question.intent.startswith("register"):
        named = bool(question.mentions) and question.intent == "follow_up" and words <= OPENING
        return conversation.last is not None or named
    if question.confidence >= SURE:
        return True
    if question.intent in SMALLTALK:
        return words <= GREETING
    going_on = conversation.last is not None and question.unfamiliar < STRANGER
    return not (going_on and question.intent == "out_of_scope")


def _may_be(intent: str, conversation: Conversation) -> bool:
    if intent == "follow_up":
        return conversation.last is not None
    return intent in BY_INTENT and (intent != "out_of_scope" or conversation.last is None)
