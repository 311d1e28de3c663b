"""Kinds that are asked about by topic: mechanism, administration, safety.

A claim's `cues` are the words by which a question asks for its topic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from evidence.answers.statements import say_claims
from evidence.draft import Draft, Sentence
from evidence.model import Administration, Claim, Efficacy, Mechanism, Safety
from evidence.names import cue_key, key
from evidence.populations import asked_about
from evidence.question import Request
from evidence.store import Store
from evidence.voice import label_of, line, statement_of
from evidence.wording import Register

GENERAL = re.compile(
    r"^(common )?(side effects?|reactions?|infusion reactions?|complications|risks|harm)$"
)
"""Cues that ask for side effects at large."""

OF_PERSONS = (
    "pregnancy", "breastfeeding", "live-vaccines", "inactivated-vaccines", "iga-deficiency",
    "kidney-risk", "clot-risk", "older-people", "drug-interactions", "home", "tests-before",
    "premedication",
)  # fmt: skip
"""Topics on which what holds in general is of use to one person, and misleads nobody."""

Topical = TypeVar("Topical", bound=Administration | Safety)


def mechanism(store: Store, request: Request, style: Register) -> Draft:
    """How a treatment is thought to work, in a condition where the record has it."""
    draft = Draft(request)
    claims = _of(store, request, Mechanism)
    if claims:
        say_claims(store, draft, claims, style, most=5)
    else:
        _nothing(store, draft, request, "mechanism")
    return draft


def administration(store: Store, request: Request, style: Register) -> Draft:
    """How a treatment is given: the topics that the question's words ask for, else an outline."""
    draft = Draft(request)
    claims = _of(store, request, Administration)
    chosen = matching(claims, request.text) or claims[:3]
    if chosen:
        say_claims(store, draft, chosen, style, most=3)
    else:
        _nothing(store, draft, request, "administration")
    return draft


def safety(store: Store, request: Request, style: Register) -> Draft:
    """Harms and risks: boxed warnings first and never softened, then what was asked about."""
    draft = Draft(request)
    claims = _of(store, request, Safety)
    if not claims:
        _nothing(store, draft, request, "safety")
        return draft
    chosen = [claim for claim in matching(claims, request.text) if not _is_general(claim, request)]
    groups = {group.topic for group in asked_about(store, request) if group.topic}
    chosen += [each for each in claims if each.topic in groups and each not in chosen]
    told = _with_warnings(store, chosen) or _outline(claims, len(_asked(request)))
    say_claims(store, draft, told, style, most=6, lines=not chosen)
    draft.say(*[_harm(store, claim, style) for claim in _harms(store, request)])
    if any(claim.symptom for claim in told):
        draft.say(store.wording.phrase("safety_urgent"))
    return draft


def for_persons(store: Store, request: Request, style: Register) -> tuple[Sentence, ...]:
    """What is on record where somebody asks for themselves: pregnancy, vaccines, at home."""
    claims = [each for each in _of(store, request, Safety) if each.topic in OF_PERSONS]
    given = [each for each in _of(store, request, Administration) if each.topic in OF_PERSONS]
    old = [each for group in asked_about(store, request) for each in claims
           if each.topic == group.topic]  # fmt: skip
    risks = _with_warnings(store, [*matching(claims, request.text)[:1], *old])
    found = risks[:3] or matching(given, request.text)[:1]
    return tuple(each for claim in found for each in statement_of(store, claim, style))


def _is_general(claim: Safety, request: Request) -> bool:
    """Whether a claim was met only by a word for side effects at large."""
    cues = [cue for cue in claim.cues if _stands_in(cue_key(cue), f" {key(request.text)} ")]
    return claim.common and not claim.boxed and all(GENERAL.search(cue) for cue in cues)


def _with_warnings(store: Store, chosen: Sequence[Safety]) -> list[Safety]:
    """What was asked about, after the boxed warnings that people at this risk must see first."""
    first = [store.claims[each] for claim in chosen for each in claim.first]
    told = dict.fromkeys([*first, *chosen])
    return boxed_first([claim for claim in told if isinstance(claim, Safety)])


def _outline(claims: Sequence[Safety], treatments: int) -> list[Safety]:
    """The boxed warnings and the common reactions: what a general question needs."""
    most = 4 if treatments == 1 else 6
    return [claim for claim in boxed_first(claims) if claim.common or claim.boxed][:most]


def _harms(store: Store, request: Request) -> list[Efficacy]:
    """Harms that trials measured in the conditions asked about."""
    return [
        claim
        for claim in store.in_conditions(Efficacy, request.conditions)
        if claim.safety and claim.treatment in _asked(request)
    ][:2]


def _harm(store: Store, claim: Efficacy, style: Register) -> Sentence:
    assert claim.condition
    return line(store, claim, label_of(store, claim.condition, claim.situation), style)


def boxed_first(claims: Sequence[Safety]) -> list[Safety]:
    """Boxed warnings before everything else; otherwise the order of the store."""
    return sorted(claims, key=lambda claim: not claim.boxed)


def matching(claims: Sequence[Topical], text: str) -> list[Topical]:
    """The claims whose cues stand in the text, those with the longest cue first."""
    asked = f" {key(text)} "
    scored = [
        (
            max(
                (len(cue) for cue in map(cue_key, claim.cues) if _stands_in(cue, asked)), default=0
            ),
            claim,
        )
        for claim in claims
    ]
    found = [pair for pair in scored if pair[0]]
    return [claim for _, claim in sorted(found, key=lambda pair: -pair[0])][:2]


def _stands_in(cue: str, text: str) -> bool:
    return f" {cue}" in text and re.search(rf" {re.escape(cue)}(s|es)? ", text) is not None


ClaimT = TypeVar("ClaimT", bound=Claim)


def _of(store: Store, request: Request, kind: type[ClaimT]) -> list[ClaimT]:
    """The treatment's claims of a type: those of the conditions asked about before general ones."""
    wanted = [
        claim
        for treatment in _asked(request)
        for line in (treatment, *store.ancestors(treatment))
        for claim in store.in_conditions(kind, (None, *request.conditions))
        if claim.treatment == line
    ]
    return sorted(wanted, key=lambda claim: claim.condition is None)


def _asked(request: Request) -> tuple[str, ...]:
    """The treatments asked about: after a comparison those of both sides."""
    return (*request.treatments, *request.comparators)


def _nothing(store: Store, draft: Draft, request: Request, what: str) -> None:
    draft.kind = "no_record"
    names = " and ".join(store.concept(each).label for each in _asked(request))
    draft.say(
        store.wording.phrase(
            "nothing_in_general", what=store.wording.phrase(f"what_{what}"), treatment=names
        )
    )
