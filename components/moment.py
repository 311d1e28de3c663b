"""Is it happening now, to somebody? Signs by which danger differs from a question about it.

"My throat is closing, drip still going" and "can it make your throat close?" share their words;
they differ in who speaks of whom, in tense, and in whether a question is asked.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from evidence.names import fold

SIGNS = 25  # how many numbers `moment_of` gives
OWN = re.compile(r"\b(i|im|ive|id|my|me|myself|we|our)\b")
OTHER = re.compile(
    r"\b(he|she|hes|shes|his|her|him|hubby|husband|wife|mum|mom|mam|dad|son|daughter|baby|boy"
    r"|girl|kid|toddler|partner|sister|brother|nan|gran|grandad|grandma|friend|pt|patient"
    r"|neighbour|auntie|uncle|little one)\b"
)
NOW = re.compile(
    r"\b(now|just|today|tonight|sudden(ly)?|currently|still|since|ago|min(ute)?s?|keeps?|wont|cant"
    r"|cannot|getting|going|start(ed|ing)|hours?|happening|at the moment"
    r"|this (morning|evening|afternoon))\b"
)
DOING = re.compile(r"\b(is|are|am|hes|shes|im|its) \w+ing\b")
ASKING = re.compile(
    r"^\W*((so|and|but|hi|hello|hey|ok|quick question|just wondering|question)\W+)*"
    r"(can|could|does|do|did|is|are|was|were|what|whats|which|who|how|why|when|where|will|would"
    r"|has|have|any|should)\b"
)
OF_THINGS = re.compile(
    r"\b(can|could|does|do|will|would|might|may|is|are) (it|this|that|these|they|there|the|people"
    r"|someone|you|patients|ivig|scig|immunoglobulins?|infusions?|drips?|steroids|treatments?"
    r"|qtreatment|treatment)\b"
)
KNOWLEDGE = re.compile(
    r"\b(normal|commonly|common|rarely|rare|risks?|chances?|likely|side effects?|signs? of"
    r"|symptoms? of|how (often|many|likely|soon|long)|cause[sd]?|difference|means?|meant|leaflet"
    r"|read|heard|article|study|trial|exam|essay|lecture|module|quiz|policy|protocol|guideline"
    r"|training|teaching|tell me about|explain|list|(watch|look) (out )?for)\b"
)
PAST = re.compile(
    r"\b(last (year|month|time|week|summer|winter|spring|autumn)|(years?|months?|weeks) ago"
    r"|used to|in (19|20)\d\d|had (a|an|my|one)|once|previously|history of|recovered|years back"
    r"|back in|was|were|went|fully|cleared|settled|resolved|(over|better|fine) now|all clear)\b"
)
SUPPOSED = re.compile(
    r"\b(if|in case|would|were to|ever|hypothetically|before (my|the|i)|worried (that|about)"
    r"|plan|prepare|next (week|month|time))\b"
)
TOLD = re.compile(
    r"\b(novel|character|film|movie|story|book|song|game|series|episode|dog|cat|horse|joke|lol"
    r"|haha|poem|tv)\b"
)
HELP = re.compile(
    r"\b(help( me| him| her| us)?|pls|plz|please|what (do|should|shall) i do|omg|quick(ly)?"
    r"|urgent(ly)?|emergency|asap|ambulance|999|911|112|a&e|er)\b"
)
VITAL = re.compile(
    r"\b(bp|sats?|spo2|hr|rr|gcs|temp|plt|platelets?|hb|fvc|vc)\b\W{0,3}(is|at|of|now)?\W{0,3}\d"
    r"|\b\d{2,3}/\d{2,3}\b|\b(3[89]|4[01])([.,]\d)?\b|\b\d{2}\s?%"
)


def moment_of(text: str) -> NDArray[np.float32]:
    """An array of shape (1, SIGNS), each from 0 to 1.5: the signs, and some of them together."""
    said = fold(text).replace("'", "")
    own, other = bool(OWN.search(said)), bool(OTHER.search(said))
    now, known, past = (min(len(each.findall(said)), 3) for each in (NOW, KNOWLEDGE, PAST))
    asking, of_things = bool(ASKING.search(said)), bool(OF_THINGS.search(said))
    vital, somebody = bool(VITAL.search(said)), own or other
    short = len(said.split()) <= 6
    signs = [
        own, other, now / 2, bool(DOING.search(said)), asking, of_things, known / 2, past / 2,
        bool(SUPPOSED.search(said)), bool(TOLD.search(said)), bool(HELP.search(said)), vital,
        _is_shouted(text), "!" in text,
    ]  # fmt: skip
    together = [
        somebody and now and not asking, asking and not somebody,
        somebody and not asking and not known, asking and somebody,
        (asking or of_things) and known, not somebody and not asking,
        short and somebody, short and not somebody,
        said.rstrip().endswith("?") and not now, somebody and past, vital and now,
    ]  # fmt: skip
    return np.array([[*signs, *map(bool, together)]], dtype=np.float32)


def _is_shouted(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return sum(each.isupper() for each in letters) > 0.6 * len(letters)
