"""Is it approved? Per product and agency, with the year; off-label is not forbidden."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.answers.lists import OFF_LABEL, off_label_uses
from evidence.answers.statements import say_members
from evidence.answers.uses import approved_uses, line, of_agencies, products_in, say_as_of
from evidence.draft import Draft
from evidence.lookup import approvals
from evidence.model import Approval
from evidence.offers import offers_for
from evidence.question import Request
from evidence.store import Store
from evidence.voice import name_of, statement_of
from evidence.wording import Register

PRODUCTS = re.compile(r"^(?!.*(ivig|intravenous)).*\b(products?|brands?|immunoglobulins)\b", re.I)


def answer(store: Store, request: Request, style: Register) -> Draft:
    """The regulatory record of each pair, or the approved uses where no condition is named."""
    draft = Draft(request)
    if not request.conditions and OFF_LABEL.search(request.text):
        return off_label_uses(store, draft)
    if not request.conditions:
        _in_general(store, draft, style)
        return draft
    for treatment in _with_skin(store, request):
        for condition in request.conditions:
            _of_pair(store, draft, treatment, condition, style)
    if not draft.claims:
        draft.kind = "no_record"
    draft.offers = offers_for(store, request)
    return draft


def _with_skin(store: Store, request: Request) -> tuple[str, ...]:
    """ "Which products …?" means those under the skin too, where some are approved."""
    if request.treatments != ("ivig",) or not PRODUCTS.search(request.text):
        return request.treatments
    skin = any(
        each.status == "approved"
        for condition in request.conditions
        for each in approvals(store, "scig", condition)
    )
    return ("ivig", "scig") if skin else ("ivig",)


def _in_general(store: Store, draft: Draft, style: Register) -> None:
    if not approved_uses(store, draft, style):
        draft.kind = "no_record"
        names = " and ".join(store.concept(each).label for each in draft.request.treatments)
        draft.say(
            store.wording.phrase(
                "nothing_in_general",
                what=store.wording.phrase("what_approval"),
                treatment=names,
            )
        )


def _of_pair(store: Store, draft: Draft, treatment: str, condition: str, style: Register) -> None:
    claims = of_agencies(approvals(store, treatment, condition), draft.request.text)
    brands = products_in(store, draft.request.text)
    named = [claim for claim in claims if claim.product in brands]
    if brands and claims and not named:
        draft.say(
            store.wording.phrase(
                "product_not_approved",
                product=" or ".join(brands),
                condition=name_of(store, condition),
            )
        )
    if claims:
        _say(store, draft, named or claims, style)
    elif not _of_members(store, draft, treatment, condition, style):
        draft.say(
            store.wording.phrase(
                "nothing_on_record",
                what=store.wording.phrase("what_approval"),
                treatment=store.concept(treatment).label,
                condition=name_of(store, condition),
            )
        )


def _of_members(
    store: Store, draft: Draft, treatment: str, condition: str, style: Register
) -> bool:
    """What is approved for the members of a class; else what is said of their off-label use."""
    family = store.family(condition)[1:]
    approved = any(
        claim.status == "approved" and claim.treatment == treatment
        for claim in store.in_conditions(Approval, family)
    )
    if not approved:
        return say_members(store, draft, Approval, treatment, condition, style)
    draft.say(store.wording.phrase("depends_on_member", condition=name_of(store, condition)))
    return approved_uses(store, draft, style, family)


def _say(store: Store, draft: Draft, claims: Sequence[Approval], style: Register) -> None:
    """One or two in full; of more, a line each with the day on which all of them hold."""
    if len(claims) <= 2:
        told = [each for claim in claims for each in statement_of(store, claim, style)]
        draft.say(*told)
        if not any(" of 2" in each.text and "as of" in each.text for each in told):
            say_as_of(store, draft, claims)
        return
    draft.say(*[line(store, claim, style) for claim in claims])
    say_as_of(store, draft, claims)
