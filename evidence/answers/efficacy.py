"""Does a treatment help a condition? The headline finding of each pair, hedged and sourced."""

from __future__ import annotations

import re

from evidence.answer import Finding, Status
from evidence.draft import Draft, Sentence
from evidence.lookup import Found, approvals, effects
from evidence.model import Approval, Efficacy
from evidence.offers import offers_for
from evidence.question import Request
from evidence.store import Store
from evidence.voice import (
    article_of,
    beside_of,
    certainty_of,
    label_of,
    line,
    name_of,
    numbers_of,
    statement_of,
)
from evidence.wording import Register

LOADED = re.compile(
    r"\b(proven?|proof|proves|cures?|cured|guarantee[sd]?|miracle|definitely|always works|100 ?%)",
    re.IGNORECASE,
)
MANY = 3  # from so many findings on, each gets one line


def answer(store: Store, request: Request, style: Register) -> Draft:
    """One finding for each treatment × condition asked about, in the order asked."""
    draft = Draft(request)
    pairs = [(each, other) for each in request.treatments for other in request.conditions]
    found = {pair: effects(store, *pair, request.situations) for pair in pairs}
    if LOADED.search(request.text) and any(found.values()):
        draft.say(store.wording.phrase("loaded"))
    total = sum(len(each.claims) for each in found.values() if each)
    for pair, each in found.items():
        if each is None:
            say_no_record(store, draft, *pair)
        elif total >= MANY:
            say_many(store, draft, pair, each, style)
        else:
            say_found(store, draft, pair, each, style)
    if not any(found.values()):
        draft.kind = "no_record"
    draft.offers = offers_for(store, request)
    return draft


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
        if style is Register.CLINICAL:
            draft.say(numbers_of(claim))
        draft.say(*[*article_of(claim), *beside_of(claim, style)][:2])
    draft.say(*status_sentence(store, pair))


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
    lines: list[Sentence] = []
    for claim in found.claims:
        draft.findings.append(finding(store, claim, pair, found))
        assert claim.condition
        lines.append(line(store, claim, label_of(store, claim.condition, claim.situation), style))
    draft.say(*lines)


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
