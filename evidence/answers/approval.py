"""Is it approved? Per product and agency, with the year; off-label is not forbidden."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.draft import Draft, Sentence
from evidence.lookup import approvals
from evidence.model import Approval
from evidence.offers import offers_for
from evidence.question import Request
from evidence.store import Store
from evidence.voice import label_of, name_of, statement_of
from evidence.wording import Register

AGENCIES = {
    "FDA": r"\b(fda|us|u\.s\.?|usa|america\w*|united states|food and drug)\b",
    "EMA": r"\b(ema|eu|europe\w*|european)\b",
}


def answer(store: Store, request: Request, style: Register) -> Draft:
    """The regulatory record of each pair, or the approved uses where no condition is named."""
    draft = Draft(request)
    if not request.conditions:
        return _approved_uses(store, draft, request)
    for treatment in request.treatments:
        for condition in request.conditions:
            claims = _asked(approvals(store, treatment, condition), request)
            if claims:
                _say(store, draft, claims, style)
            else:
                draft.say(
                    store.wording.phrase(
                        "nothing_on_record",
                        what=store.wording.phrase("what_approval"),
                        treatment=store.concept(treatment).label,
                        condition=name_of(store, condition),
                    )
                )
    if not draft.claims:
        draft.kind = "no_record"
    draft.offers = offers_for(store, request)
    return draft


def _asked(claims: Sequence[Approval], request: Request) -> Sequence[Approval]:
    """Those of the agencies that the question names; of all where it names none."""
    named = [
        agency
        for agency, pattern in AGENCIES.items()
        if re.search(pattern, request.text, re.IGNORECASE)
    ]
    chosen = [claim for claim in claims if claim.agency in named]
    return chosen or claims


def _say(store: Store, draft: Draft, claims: Sequence[Approval], style: Register) -> None:
    for claim in claims if len(claims) <= 2 else ():
        draft.say(*statement_of(store, claim, style))
    if len(claims) > 2:
        lines = (statement_of(store, claim, style) for claim in claims)
        draft.say(
            *[
                Sentence("• " + " ".join(each.text for each in line), line[0].claims)
                for line in lines
            ]
        )


def _approved_uses(store: Store, draft: Draft, request: Request) -> Draft:
    """The conditions on record that a treatment is approved for, by agency."""
    for agency in AGENCIES:
        claims = [
            claim
            for claim in _asked(tuple(store.of_type(Approval)), request)
            if claim.treatment in request.treatments
            and claim.status == "approved"
            and claim.agency == agency
        ]
        labels = dict.fromkeys(label_of(store, each.condition) for each in claims if each.condition)
        if labels:
            text = store.wording.phrase(
                "approved_uses",
                treatment=store.concept(request.treatments[0]).label,
                agency=agency,
                conditions=", ".join(labels),
            )
            draft.say(Sentence(text, tuple(claim.id for claim in claims)))
    if draft.claims:
        draft.say(store.wording.phrase("approvals_incomplete"))
    else:
        draft.kind = "no_record"
        draft.say(
            store.wording.phrase(
                "nothing_in_general",
                what=store.wording.phrase("what_approval"),
                treatment=store.concept(request.treatments[0]).label,
            )
        )
    return draft
