""" "And if it doesn't?", "she is pregnant, by the way": what is no question by itself, in a talk.

What if it fails asks what else there is; a circumstance that somebody adds asks the last question
for it, or whether it is safe in it.
"""

from __future__ import annotations

import re

from evidence.names import fold
from evidence.populations import names_people
from evidence.question import Conversation, Question
from evidence.scope import STRANGER

SURE = 0.7  # confidence from which a message that adds a circumstance is what it was read as
LONGEST = 14  # words of a message that adds to the talk
_OPENS = r"^\W*(?:(?:and|but|so|ok|okay|right|hmm|well|also|then)\b\W*)*"
_FAILS = re.compile(
    _OPENS + r"(?:what (?:(?:happens|do (?:we|you|they|i) do|next|then|else) )?)?"
    r"(?:if|when|in case) (?:the |my |his |her |their )?(?:[\w-]+ ){1,3}?"
    r"(?:(?:does|do|did|has|have|is|was|wo|will|would)(?:n\W?t| not)"
    r"(?: (?:work\w*|help\w*|do (?:anything|the job|the trick)|take|hold|respon\w+|go (?:away|down)"
    r"|improve|get better|come down|settle|last|stay|clear|enough|any good))?"
    r"|(?:fail(?:s|ed)?|stop(?:s|ped)? (?:working|helping|doing \w+|responding)"
    r"|persists?|continues?|remains?|drags on|keeps (?:on|going)"
    r"|(?:come|comes|came|is coming) back|returns?|relapses?|gets? worse|worsens?"
    r"|still (?:bleeds?|relapses?|(?:has|have|gets?) (?:it|\w+))))"
    r"(?: (?:again|either|too|though|tho|anymore|any more|at all|for (?:him|her|me|us|them)))?"
    r"(?: after [\w ]{1,40})?\W*$"
)
_OF_PEOPLE = re.compile(  # nothing but groups of people, one beside another
    r"\W*(?:(?:and|so|what about|how about|in|for|the) )*(?:kids?|child(?:ren)?|adults?|women|men"
    r"|(?:old|young)(?:er)?(?: people| patients| ones)?|elderly|babies|teens?|teenagers?)"
    r"(?: (?:vs?|versus|or|and|against|compared to|rather than|than) (?:the )?(?:kids?|adults?"
    r"|child(?:ren)?|women|men|(?:old|young)(?:er)?(?: people| patients| ones)?|elderly|babies"
    r"|teens?|teenagers?))\W*"
)
_BACK = re.compile(
    _OPENS + r"back to (?:mine|my (?:own )?\w+|the first one|where (?:i|we) \w+)\W*$"
)
_MISSED = re.compile(
    _OPENS + r"(?:what (?:happens )?)?(?:if|when) (?:i|he|she|we|you|they|u|people) (?:\w+ )?"
    r"(?:miss|skip)(?:es|ed|s)? (?:one|a (?:dose|week|month|treatment|session)|it|an infusion)\W*$"
)
_AT_RISK = re.compile(
    r"\b(pregnan\w*|breast ?fe\w+|trimester|kidneys?|renal|clots?|dvt|thrombos\w+|stroke|heart"
    r"|iga deficien\w+|diabet\w+|migraines?|transplant\w*)\b"
)
_SAYS = re.compile(
    r"\b(is|s|are|was|im|am|has|have|had|got|gets?|ive|only|also|just|by the way|btw)\b"
)
_ASKS = re.compile(
    r"\?|^\W*(?:and |so |but |ok )*(what|which|who|how|why|when|where|does|do|did|is|are|can|could"
    r"|should|would|will|any|give|tell|show|explain|list|compare)\b"
)


def with_aside(question: Question, conversation: Conversation) -> Question:
    """The question with the intent that such a message has after this talk.

    Where it may be an emergency the answer says first what to do (`doubt`), and keeps doing so.
    """
    intent = _meant(question, conversation)
    return question.copy(update={"intent": intent, "confidence": SURE}) if intent else question


def _meant(question: Question, conversation: Conversation) -> str | None:
    last = conversation.last
    if last is None or len(question.text.split()) > LONGEST:
        return None
    text = fold(question.text)
    if conversation.conditions and _BACK.match(text):
        return "follow_up"
    if question.ids("condition") or question.intent == "personal_advice":
        return None
    if conversation.conditions and _OF_PEOPLE.fullmatch(text):
        return "predictors"
    if conversation.conditions and _FAILS.search(text):
        return "alternatives"
    if conversation.conditions and _MISSED.search(text):
        return "timing"
    unsure = question.confidence < SURE and question.unfamiliar < STRANGER
    if not unsure or question.mentions or _ASKS.search(text) or not _SAYS.search(text):
        return None
    if _AT_RISK.search(text):
        return "safety"
    return "follow_up" if names_people(question.text) else None
