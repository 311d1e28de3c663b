"""Signs that a message says are absent: "no fever, no rash, just tired".

What is denied alarms nobody, so all of it is read as one word. Only signs whose absence is good
news are listed: "no pulse", "not breathing", "no wee" and "not answering" are dangers, and stay.
"""

from __future__ import annotations

import re

from evidence.question import Mention

DENIED = "qdenied"  # the one word
SPOKEN = "nothing wrong"  # the same for a model of ordinary language

_DEGREE = r"(?:high|raised|more|real|big|bad|new|other|fresh|obvious|signs? of|hint of|trace of)"
_TROUBLE = r"(?:trouble|problems?|difficulty|bother)(?: with)?"
_SIGN = (
    rf"(?:{_DEGREE} )*(?:dark (?:urine|wee|pee)|chest (?:pains?|tightness)|stiff neck"
    r"|neck stiffness|yellow eyes|(?:calf|leg|ankle|arm|face|facial|lip|throat|mouth) swelling"
    r"|(?:leg|arm) weakness|low mood|(?:suicidal|dark|bad) thoughts"
    r"|blood in (?:my |his |her |the )?(?:urine|wee|pee|stool|poo)"
    r"|fevers?|temperature|temp|pyrexia|chills|rigors|shivers|shivering|pains?|painful|sore"
    r"|headaches?|rash(?:es)?|hives|itch(?:ing|y)?|blisters?|bruis(?:es|ing)|bleeding|bleeds?"
    r"|clots?|swelling|swollen|wheez(?:e|ing|y)|stridor|breathless(?:ness)?|cough"
    r"|short(?:ness)? of breath|weak(?:ness)?|numb(?:ness)?|dizz(?:y|iness)|seizures?|vomiting"
    r"|jaundice|nausea|depressed|confused|confusion|tender"
    rf"|{_TROUBLE} (?:breathing|swallowing|talking|speaking|walking)"
    rf"|(?:breathing|swallowing|bladder|chest|skin) {_TROUBLE})"
)
_LINK = r"(?: ?[,/] ?(?:and |or |nor )?(?:no |not )?| (?:and |or |nor )(?:no |not )?| (?:no|not) )"
_SPAN = re.compile(
    rf"\b(?:no|not|isnt|isn't|arent|aren't) (?:a |any |at all )?{_SIGN}(?:{_LINK}{_SIGN})*\b"
    r"(?! (?:relief|killers?|meds?|reducers?|control|better|easing|as such|really))",
    re.IGNORECASE,
)
"""A "no" before the first sign of a list holds for those joined to it: "no fever, rash or pain"."""


def denied(text: str) -> list[tuple[int, int]]:
    """Start and end in the text of all that is denied."""
    return [match.span() for match in _SPAN.finditer(text)]


def without_denied(text: str, mentions: list[Mention], said: str) -> tuple[str, list[Mention]]:
    """`text` with `said` for all that is denied, and the mentions with their places there.

    A denied name stays: it may be what is asked about.
    """
    for start, end in reversed(denied(text)):
        if any(each.start < end and start < each.end for each in mentions):
            continue
        shift = len(said) - (end - start)
        text = text[:start] + said + text[end:]
        mentions = [each if each.end <= start else _moved(each, shift) for each in mentions]
    return text, mentions


def _moved(mention: Mention, by: int) -> Mention:
    return mention.copy(update={"start": mention.start + by, "end": mention.end + by})
