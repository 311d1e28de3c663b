"""Does a treatment help a condition? The headline finding of each pair, hedged and sourced."""

from __future__ import annotations

import re
from dataclasses import replace

from evidence.answer import Finding, Status
from evidence.draft import Draft, Offer, Sentence
from evidence.lookup import Found, approvals, by_certainty, effects
from evidence.model import Approval, Certainty, Direction, Efficacy, Safety
from evidence.offers import MOST, offers_for
from evidence.populations import Population, about, asked_about, situations_for
from evidence.question import Request
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

LOADED = re.compile(
    r"\b(proven?|proof|proves|cures?|cured|guarantee[sd]?|miracle|definitely|always works|100 ?%)",
    re.IGNORECASE,
)
MANY = 3  # from so many findings on, each gets one line
LINES = 12  # from more findings on, those that settle nothing share a line
UNCLEAR = (Certainty.VERY_LOW, Certainty.NONE)
NO_GOOD = (Direction.NO_BENEFIT, Direction.HARM, Direction.WORSE)


def answer(store: Store, request: Request, style: Register) -> Draft:
    """One finding for each treatment × condition asked about, in the order asked."""
    draft = Draft(request)
    groups = asked_about(store, request)
    situations = situations_for(groups, request.situations)
    pairs = [(each, other) for each in request.treatments for other in request.conditions]
    found = {pair: _of_groups(effects(store, *pair, situations), groups) for pair in pairs}
    if LOADED.search(request.text) and any(found.values()):
        draft.say(store.wording.phrase("loaded"))
    total = sum(len(each.claims) for each in found.values() if each)
    for pair, each in found.items():
        if each is None:
            say_no_record(store, draft, *pair)
            continue
        _say_missing_groups(store, draft, pair, each, groups)
        if total >= MANY:
            say_many(store, draft, pair, each, style)
        else:
            say_found(store, draft, pair, each, style)
    if not any(found.values()):
        draft.kind = "no_record"
    draft.offers = [*_safety_offers(store, request, groups), *offers_for(store, request)][:MOST]
    return draft


def _of_groups(found: Found | None, groups: tuple[Population, ...]) -> Found | None:
    """Only the claims about the people asked about, where there are such claims."""
    if found is None or not groups:
        return found
    theirs = tuple(each for group in groups for each in about(found.claims, group))
    return replace(found, claims=tuple(dict.fromkeys(theirs)) or found.claims)


def _say_missing_groups(
    store: Store,
    draft: Draft,
    pair: tuple[str, str],
    found: Found,
    groups: tuple[Population, ...],
) -> None:
    """A general record is never given out as that of the people asked about."""
    missing = [group.name for group in groups if not about(found.claims, group)]
    if missing:
        draft.say(
            store.wording.phrase(
                "population_none",
                treatment=store.concept(pair[0]).label,
                condition=name_of(store, pair[1]),
                population=" or ".join(missing),
            )
        )


def _safety_offers(store: Store, request: Request, groups: tuple[Population, ...]) -> list[Offer]:
    """Whether it is harmful to these people is the question beside the effect."""
    offers = []
    for group in groups:
        topics = {claim.topic for claim in store.of_type(Safety) if claim.treatment == "ivig"}
        if group.topic in topics and "ivig" in request.treatments:
            title = store.wording.phrase("ask_safety", population=group.name)
            asked = Request(kind="safety", text=title, treatments=("ivig",))
            offers.append(Offer(title, asked))
    return offers


def say_no_record(store: Store, draft: Draft, treatment: str, condition: str) -> None:
    """Nothing on record for a pair: said by name, and never as "does not work"."""
    draft.say(
        store.wording.phrase(
            "no_record_pair",
            treatment=store.concept(treatment).label,
            condition=name_of(store, condition),
        )
    )


def say_found(
    store: Store, draft: Draft, pair: tuple[str, str], found: Found, style: Register
) -> None:
    """The full answer for one pair: statement, certainty and its because, what belongs beside."""
    inherited(store, draft, pair, found)
    if len(found.claims) > 1:
        draft.say(store.wording.phrase("depends_on_situation"))
    for claim in found.claims:
        draft.findings.append(finding(store, claim, pair, found))
        draft.say(*statement_of(store, claim, style))
        draft.say(certainty_of(store, claim))
        draft.say(figures_of(store, claim, style))
        draft.say(*besides(claim, style))
    draft.say(*status_sentence(store, pair))
    if _may_be_stopped(store, found):
        draft.say(store.wording.phrase("do_not_stop_steroids"))


def _may_be_stopped(store: Store, found: Found) -> bool:
    """Who reads that steroids do no good must not stop them on that account."""
    steroids = found.treatment in store.family("corticosteroids")
    return steroids and any(claim.direction in NO_GOOD for claim in found.claims)


def say_briefly(
    store: Store, draft: Draft, pair: tuple[str, str], found: Found, style: Register
) -> None:
    """Statement and certainty only: for an answer that has another finding beside it."""
    inherited(store, draft, pair, found)
    for claim in found.claims:
        draft.findings.append(finding(store, claim, pair, found))
        draft.say(*statement_of(store, claim, style))
        draft.say(certainty_of(store, claim))


def say_many(
    store: Store, draft: Draft, pair: tuple[str, str], found: Found, style: Register
) -> None:
    """One line for each finding where there are several: nothing is averaged."""
    inherited(store, draft, pair, found)
    if found.members:
        draft.say(store.wording.phrase("depends_on_member", condition=name_of(store, pair[1])))
    draft.findings += [finding(store, claim, pair, found) for claim in found.claims]
    lines: list[Sentence] = []
    unclear: list[Efficacy] = []
    for claim in by_certainty(found.claims) if len(found.claims) > LINES else found.claims:
        if len(found.claims) > LINES and claim.certainty in UNCLEAR:
            unclear.append(claim)
        else:
            lines.append(line(store, claim, _label(store, claim), style))
    draft.say(*lines)
    if unclear:
        treatment = store.concept(pair[0]).label
        draft.say(
            store.wording.phrase("list_uncertain", treatment=treatment),
            Sentence(
                f"• {', '.join(_label(store, each) for each in unclear)}.",
                tuple(each.id for each in unclear),
            ),
        )


def _label(store: Store, claim: Efficacy) -> str:
    assert claim.condition
    return label_of(store, claim.condition, claim.situation)


def inherited(store: Store, draft: Draft, pair: tuple[str, str], found: Found) -> None:
    """Say so when the record is that of the parent, not of what was asked about."""
    treatment, condition = pair
    if found.condition != condition:
        draft.say(
            store.wording.phrase(
                "from_parent",
                asked=name_of(store, condition),
                parent=name_of(store, found.condition),
            )
        )
    if found.treatment != treatment:
        draft.say(
            store.wording.phrase(
                "from_class",
                asked=store.concept(treatment).label,
                parent=store.concept(found.treatment).label,
            )
        )


def finding(store: Store, claim: Efficacy, pair: tuple[str, str], found: Found) -> Finding:
    """The contract's finding: a copy of the headline claim, under the ids that were asked."""
    assert claim.condition
    condition = claim.condition if found.members else pair[1]
    return Finding(
        treatment=pair[0],
        condition=condition,
        situation=claim.situation,
        outcome=claim.outcome,
        comparator=claim.comparator,
        direction=claim.direction,
        certainty=claim.certainty,
        certainty_basis=claim.certainty_basis,
        status=statuses(approvals(store, pair[0], condition)),
    )


def statuses(claims: tuple[Approval, ...]) -> tuple[Status, ...]:
    """One status for each agency: approved (since its first year), or off-label."""
    found: dict[str, Status] = {}
    for claim in claims:
        known: Status | None = found.get(claim.agency)
        earlier = known and known.year and claim.year and claim.year < known.year
        if known is None or (earlier and claim.status == known.status):
            found[claim.agency] = Status(agency=claim.agency, status=claim.status, year=claim.year)
    return tuple(found.values())


def status_sentence(store: Store, pair: tuple[str, str]) -> tuple[Sentence, ...]:
    """Off-label use said in one sentence, where the record has it."""
    off = [claim for claim in approvals(store, *pair) if claim.status == "off-label"]
    if not off:
        return ()
    agencies = " or ".join(dict.fromkeys(claim.agency for claim in off))
    text = store.wording.phrase("off_label", agencies=agencies)
    sources = dict.fromkeys(claim.sources[0] for claim in off)
    return (Sentence(text, tuple(claim.id for claim in off), tuple(sources)),)
