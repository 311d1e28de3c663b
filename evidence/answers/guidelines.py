"""What guidelines say: attributed and dated, current ones first, retired ones called retired."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from evidence.answers.statements import of_parent, say_claims, say_members
from evidence.draft import Draft
from evidence.lookup import about
from evidence.model import Guideline
from evidence.names import key
from evidence.offers import offers_for
from evidence.question import Request
from evidence.store import Store
from evidence.voice import name_of
from evidence.wording import Register

MOST = 3  # positions told before "show the rest"
PLACES = {
    r"america\w*|(in|of|by|from) the us|usa|united states|(?-i:US)": r"\bAmerican?\b|\bUS\b",
    r"europe\w*|eu": r"\bEurope|\bEFNS\b",
    r"austral\w*": r"Australia",
    r"uk|british|britain|england|english|nhs|nice": r"\bBritish|\bUK\b|\bNHS\b|\bNICE\b",
    r"canad\w*|ontario": r"Canad|Ontario",
    r"ital\w*": r"Ital",
    r"japan\w*": r"Japan",
    r"international\w*": r"[Ii]nternational",
}
"""Words for the place that a guideline comes from, and what its body is then called."""
OTHERS = frozenset(["eular", "acr", "esid", "idsa", "bsr", "eaaci"])
"""Bodies that people ask about, whether or not the record has a position of theirs."""


def answer(store: Store, request: Request, style: Register) -> Draft:
    """The positions on record about each pair, of the body that the question names."""
    draft = Draft(request)
    if not request.conditions:
        return _of_everything(store, draft, style)
    for treatment in request.treatments:
        for condition in request.conditions:
            claims, owner = about(store, Guideline, treatment, condition, request.situations)
            if claims:
                of_parent(store, draft, condition, owner)
                _say(store, draft, newest_first(claims), style)
                continue
            _without_body(store, draft, treatment, condition)
            if not say_members(store, draft, Guideline, treatment, condition, style):
                draft.say(
                    store.wording.phrase(
                        "nothing_on_record",
                        what=store.wording.phrase("what_guideline"),
                        treatment=store.concept(treatment).label,
                        condition=name_of(store, condition),
                    )
                )
    if not draft.claims:
        draft.kind = "no_record"
    draft.offers = offers_for(store, request)
    return draft


def names_body(store: Store, text: str) -> bool:
    """Whether a question names a body whose advice covers many diseases: "the AAN guideline"."""
    return bool(of_body(store, _general(store), text)[1])


def _general(store: Store) -> list[Guideline]:
    return list(store.in_condition(Guideline, None))


def _of_everything(store: Store, draft: Draft, style: Register) -> Draft:
    """Without a condition: the guidelines of that body that cover many diseases."""
    theirs = of_body(store, _general(store), draft.request.text)[1]
    say_claims(store, draft, newest_first(theirs), style, most=MOST, lines=len(theirs) > 1)
    draft.say(store.wording.phrase("guideline_by_condition"))
    return draft


def _without_body(store: Store, draft: Draft, treatment: str, condition: str) -> None:
    """Say first that a body has no position, where members of a class have those of others."""
    family = store.family(condition)[1:]
    claims = [
        each for each in store.in_conditions(Guideline, family) if each.treatment == treatment
    ]
    asked, theirs = of_body(store, claims, draft.request.text)
    if claims and asked and not theirs:
        draft.say(store.wording.phrase("guideline_others"))


def _say(store: Store, draft: Draft, claims: Sequence[Guideline], style: Register) -> None:
    asked, theirs = of_body(store, claims, draft.request.text)
    if asked and not theirs:
        draft.say(store.wording.phrase("guideline_others"))
    claims = theirs or claims
    rest = draft.request.rest and len(claims) > MOST
    shown = claims[MOST:] if rest else claims[:MOST]
    say_claims(store, draft, shown, style, most=len(shown), lines=rest)
    if len(claims) > MOST and not rest:
        draft.say(store.wording.phrase("list_rest", count=str(len(claims) - MOST)))


def newest_first(claims: Sequence[Guideline]) -> list[Guideline]:
    """Current guidelines before retired ones, the newer before the older."""
    return sorted(claims, key=lambda each: (each.retired, -each.year))


def of_body(
    store: Store, claims: Sequence[Guideline], text: str
) -> tuple[bool, Sequence[Guideline]]:
    """Whether a question names a body (by its short name or its place), and that body's claims."""
    words = set(key(text).split())
    known = {short for each in store.of_type(Guideline) for short in short_names(each.body)}
    named = words & (known | OTHERS | _capitals(text))
    places = [body for asked, body in PLACES.items() if re.search(rf"\b({asked})\b", text, re.I)]
    theirs = [
        claim
        for claim in claims
        if named & short_names(claim.body) or any(re.search(each, claim.body) for each in places)
    ]
    return bool(named or places), theirs


def _capitals(text: str) -> set[str]:
    """The bodies whose short name is an ordinary word unless in capitals: "WHO", "NICE"."""
    return {each.lower() for each in re.findall(r"\b(WHO|SIGN|NICE)\b", text)}


@cache
def short_names(body: str) -> set[str]:
    """The short names in a body's name, folded: "… (EAN/PNS)" → {"ean", "pns"}."""
    return {part.lower() for part in re.findall(r"\b[A-Z]{3,}\b", body)}
