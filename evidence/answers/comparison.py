"""One treatment against another in a condition; the comparison holds both ways."""

from __future__ import annotations

import re

from evidence.answer import Finding
from evidence.answers import efficacy
from evidence.answers.efficacy import say_briefly, say_no_record, statuses
from evidence.draft import Draft, Sentence
from evidence.lookup import approvals, comparisons, effects, relatives
from evidence.model import Administration, Direction, Efficacy
from evidence.names import fold
from evidence.offers import asked_again, offers_for
from evidence.question import Request, each_once
from evidence.store import Store
from evidence.voice import (
    besides,
    certainty_of,
    figures_of,
    label_of,
    line,
    name_of,
    statement_of,
)
from evidence.wording import Register

SAFER = re.compile(
    r"\b(safe(r|st|ty)?|gentler|milder|kinder|side effects?|reactions?|risk(s|ier)?|dangerous"
    r"|harm(s|ful)?)\b"
)
"""Asks for harms where treatments are compared."""
_HARMS = re.compile(r"\b(side effects?|adverse|complications?|intolerance)\b")  # told of in a claim
MOST = 4  # conditions shown where the question names none
TURNED = {
    Direction.WORSE: Direction.BENEFIT,
    Direction.BENEFIT: Direction.WORSE,
}


def answer(store: Store, request: Request, style: Register) -> Draft:
    """The direct comparisons on record; where there is none, each treatment's own finding."""
    if not request.comparators:
        return _beside_unknown(store, request, style)
    draft = Draft(request)
    if not request.conditions:
        return _everywhere(store, draft, style)
    for condition in request.conditions:
        for other in request.comparators:
            _compare(store, draft, request, other, condition, style)
    if not draft.findings:
        draft.kind = "no_record"
    draft.offers = offers_for(store, request)
    return draft


def _beside_unknown(store: Store, request: Request, style: Register) -> Draft:
    """The other one is not covered: said first, then what is on record of this one by itself."""
    draft = efficacy.answer(store, request.copy(update={"kind": "efficacy"}), style)
    names = [
        each.name or each.text for each in each_once(request.unknown) if each.covers == "treatment"
    ]
    told = store.wording.phrase(
        _told_of(draft, names),
        names=" or ".join(names),
        treatment=" and ".join(store.concept(each).label for each in request.treatments),
    )
    draft.request = request
    draft.paragraphs.insert(0, (Sentence(told),))
    return draft


def _told_of(draft: Draft, names: list[str]) -> str:
    """The phrase on names that are not covered: a claim on what is covered may speak of them."""
    if not draft.findings:
        return "compared_with_unknown_nowhere"
    said = fold(" ".join(each.text for each in draft.sentences))
    within = any(re.search(rf"\b{re.escape(fold(each))}", said) for each in names)
    return "compared_with_unknown_within" if within else "compared_with_unknown"


def _compare(
    store: Store, draft: Draft, request: Request, other: str, condition: str, style: Register
) -> None:
    first = request.treatments[0]
    compared = comparisons(store, first, other, condition, request.situations)
    if not compared:
        _apart(store, draft, (first, other), condition, style)
        return
    claims = _best(compared)
    if SAFER.search(fold(request.text)):
        of_harms = tuple(claim for claim in compared if _tells_of_harms(claim))
        claims = of_harms or claims
        if not of_harms:
            draft.say(store.wording.phrase("compared_by_effect"))
    for claim in claims:
        draft.findings.append(_finding(store, claim, (first, other), condition))
        draft.say(*statement_of(store, claim, style))
        draft.say(certainty_of(store, claim))
        draft.say(figures_of(store, claim, style))
        draft.say(*besides(claim, style))


def _tells_of_harms(claim: Efficacy) -> bool:
    """Whether a comparison, or what is said beside it, is also about harms."""
    told = [claim.statement, claim.beside]
    return claim.safety or any(_HARMS.search(each.clinical) for each in told if each)


def _everywhere(store: Store, draft: Draft, style: Register) -> Draft:
    """Without a condition: every condition in which the record compares the two, a line each."""
    first, others = draft.request.treatments[0], draft.request.comparators
    found = [
        (condition, other, claim)
        for condition in store.conditions
        for other in others
        for claim in _best(comparisons(store, first, other, condition))
        if claim.condition == condition
    ]
    names = " and ".join(store.concept(each).label for each in (first, *others))
    if not found:
        draft.kind = "no_record"
        draft.say(store.wording.phrase("compared_nowhere", names=names))
        return draft
    draft.say(store.wording.phrase("compared_in", names=names))
    lines = []
    for condition, other, claim in found[:MOST]:
        draft.findings.append(_finding(store, claim, (first, other), condition))
        lines.append(line(store, claim, label_of(store, condition, claim.situation), style))
        draft.listed.append(asked_again(store, draft.request, condition))
    draft.say(*lines)
    for told in store.of_type(Administration):
        if told.versus and {told.treatment, told.versus} <= {first, *others}:
            draft.say(*statement_of(store, told, style))
    draft.offers = draft.listed[:3]
    return draft


def _best(claims: tuple[Efficacy, ...]) -> tuple[Efficacy, ...]:
    """The headline where one compares; else the first claim of each situation."""
    marked = tuple(claim for claim in claims if claim.headline)
    if marked:
        return marked
    firsts: dict[object, Efficacy] = {}
    for claim in claims:
        firsts.setdefault(claim.situation, claim)
    return tuple(firsts.values())[:2]


def _apart(
    store: Store, draft: Draft, pair: tuple[str, str], condition: str, style: Register
) -> None:
    """No direct comparison: say so, then what is on record about each treatment by itself."""
    names = [store.concept(each).label for each in pair]
    draft.say(
        store.wording.phrase(
            "no_direct_comparison",
            first=names[0],
            second=names[1],
            condition=name_of(store, condition),
        )
    )
    for treatment in pair:
        found = effects(store, treatment, condition)
        if found:
            say_briefly(store, draft, (treatment, condition), found, style)
        else:
            say_no_record(store, draft, treatment, condition)


def _finding(store: Store, claim: Efficacy, pair: tuple[str, str], condition: str) -> Finding:
    """The claim under the roles that were asked; turning it round swaps the roles only."""
    first, other = pair
    turned = claim.treatment not in relatives(store, first)
    direction = TURNED.get(claim.direction, claim.direction) if turned else claim.direction
    return Finding(
        treatment=first,
        condition=condition,
        situation=claim.situation,
        outcome=claim.outcome,
        comparator=other,
        direction=direction,
        certainty=claim.certainty,
        certainty_basis=claim.certainty_basis,
        status=statuses(approvals(store, first, condition)),
    )
