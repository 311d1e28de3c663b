"""Bare fragments: a message that is little more than names needs no classifier.

"ivig cidp" is a question about efficacy, "ivig vs plasma exchange" a comparison,
"and GBS?" goes on with what was asked before.
"""

from __future__ import annotations

import re
from typing import Optional

from evidence.names import fold
from evidence.question import Question

_FILLER = re.compile(
    r"^(and|or|for|in|with|on|the|a|an|of|to|then|so|ok|okay|what|about|how|vs|versus|also|same"
    r"|please|pls|plz|hi|hello|hey|well|but|too|both|if|now|is|it|i|meant|mean|no|not|sorry|said|u"
    r"|um|uh|just|thx|thanks|compared|against|rather|than|instead)$"
)
_VERSUS = re.compile(r"\b(vs?|versus|or|against|compared|rather)\b")
_GOES_ON = re.compile(
    r"^\W*(and|or|what about|how about|same for|also|then|no|sorry|i meant|not|but|ok and)\b"
)


def rest_of(question: Question) -> str:
    """The question's folded text without the names that were linked in it."""
    text = list(fold(question.text))
    for mention in question.mentions:
        text[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(text)


def is_bare(question: Question) -> bool:
    """Whether the message is names and filler words only."""
    named = any(mention.kind != "trial" for mention in question.mentions)
    words = re.findall(r"[a-z]+", rest_of(question))
    return named and all(_FILLER.match(word) for word in words)


def goes_on(question: Question) -> bool:
    """Whether the message opens as a continuation: "and …", "what about …", "no, I meant …"."""
    return bool(_GOES_ON.match(fold(question.text)))


def fragment_kind(question: Question) -> Optional[str]:
    """The kind of a bare fragment by its concepts alone; None where it says nothing of a kind."""
    treatments = question.ids("treatment")
    conditions = question.ids("condition")
    named = len(treatments) + sum(
        1 for each in question.mentions if each.kind == "uncovered" and each.covers == "treatment"
    )
    if named >= 2 and (conditions or _VERSUS.search(rest_of(question))):
        return "comparison"
    if treatments and conditions:
        return "efficacy"
    if question.ids("term") or (treatments and not conditions):
        return "definition"
    return "efficacy"
