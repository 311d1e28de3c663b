"""Groups of people that a question can ask about: children, older people, pregnancy.

A record that is about other people is never given out as theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.model import Efficacy
from evidence.names import key
from evidence.question import Request
from evidence.store import Store


@dataclass(frozen=True)
class Population:
    """A group: how an answer names it, how a question does, and which claims are about it."""

    name: str  # follows "for": "children"
    words: str  # a regular expression on the question
    claims: str  # a regular expression on a claim's `population`
    situations: tuple[str, ...] = ()  # ids of the situations that stand for it
    topic: str = ""  # the topic of its safety claim


POPULATIONS = (
    Population(
        "children",
        r"child(ren)?|childhood|kids?|pa?ediatrics?|infants?|toddlers?|newborns?"
        r"|(my|our|in|for) bab(y|ies)|teen(ager)?s?|adolescents?|youngsters?",
        r"\b(child|infant|newborn|bab(y|ies)\b)",
        ("children", "child"),
        "children",
    ),
    Population(
        "older people",
        r"elderly|geriatrics?|seniors?|old age|old(er)? (people|persons?|adults?|patients?|folks?)"
        r"|(over|aged|age) (6[5-9]|[789]\d)|(6[5-9]|[789]\d) ?(years?|yrs?|y ?o)|pensioners?"
        r"|grand(mother|father|ma|pa|dad)|granny|in (his|her|my|their) (seven|eigh|nine)ties",
        r"\b(older|elderly|over 65)\b",
        ("older", "adult"),
        "older-people",
    ),
    Population(
        "pregnancy",
        r"pregnan(t|cy|cies)|trimester|expecting a (baby|child)",
        r"\bpregnan|\bwomen with (repeated|four)|\bhad a baby\b",
        ("pregnancy",),
        "pregnancy",
    ),
    Population(
        "breastfeeding", r"breast ?feed(ing)?|breast ?fed|lactating", r"(?!)", (), "breastfeeding"
    ),
    Population("adults", r"adults?|grown ?ups?", r"\b(adult|people|person|women)", ("adult",)),
)


def asked_about(store: Store, request: Request) -> tuple[Population, ...]:
    """The groups that a question names, apart from words in its conditions' own names."""
    text = f" {key(request.text)} "
    for condition in request.conditions:
        for name in sorted(map(key, store.conditions[condition].names), key=len, reverse=True):
            text = text.replace(f" {name} ", " ")
    found = tuple(each for each in POPULATIONS if re.search(rf"\b({each.words})\b", text))
    specific = tuple(each for each in found if each.name != "adults")
    return specific or found


def names_people(text: str) -> bool:
    """Whether a message names one of the groups at all."""
    return any(re.search(rf"\b({each.words})\b", key(text)) for each in POPULATIONS)


def situations_for(asked: Sequence[Population], known: tuple[str, ...]) -> tuple[str, ...]:
    """The situations to look up: those of the groups asked about, in place of other groups'."""
    if not asked:
        return known
    of_groups = {each for group in POPULATIONS for each in group.situations}
    wanted = [each for group in asked for each in group.situations]
    return tuple(dict.fromkeys([*wanted, *(each for each in known if each not in of_groups)]))


def about(claims: Sequence[Efficacy], group: Population) -> tuple[Efficacy, ...]:
    """The claims whose people are this group."""
    return tuple(
        claim for claim in claims if re.search(group.claims, claim.population, re.IGNORECASE)
    )
