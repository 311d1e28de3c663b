"""What dose is used? As published, per kg of body weight; never worked out for a person."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.answers.statements import of_parent, say_claims, say_members, say_nothing
from evidence.draft import Draft
from evidence.lookup import about
from evidence.model import Dosing
from evidence.offers import offers_for
from evidence.populations import about as group_claims
from evidence.populations import asked_about
from evidence.question import Request
from evidence.store import Store
from evidence.wording import Register


def answer(store: Store, request: Request, style: Register) -> Draft:
    """The published doses for each pair, or the treatment's usual doses without a condition."""
    draft = Draft(request)
    stated = False
    for treatment in request.treatments:
        for condition in request.conditions or (None,):
            claims, owner = about(store, Dosing, treatment, condition, request.situations)
            if claims:
                stated = True
                if condition:
                    of_parent(store, draft, condition, owner)
                    _say_missing_groups(store, draft, (treatment, condition), claims)
                say_claims(store, draft, claims, style)
            elif condition and say_members(store, draft, Dosing, treatment, condition, style):
                stated = True
            elif condition:
                say_nothing(store, draft, "dosing", treatment, condition)
            else:
                draft.kind = "no_record"
                draft.say(
                    store.wording.phrase(
                        "nothing_in_general",
                        what=store.wording.phrase("what_dosing"),
                        treatment=store.concept(treatment).label,
                    )
                )
    if stated:
        draft.kind = None
        draft.say(store.wording.phrase("dose_not_for_you"))
    draft.offers = offers_for(store, request)
    return draft


def _say_missing_groups(
    store: Store, draft: Draft, pair: tuple[str, str], claims: Sequence[Dosing]
) -> None:
    """Doses for people at large are not given out as those of the people asked about."""
    effects_on_record = store.headlines(*pair)
    for group in asked_about(store, draft.request):
        theirs = any(claim.situation in group.situations for claim in claims if claim.situation)
        if not theirs and not group_claims(effects_on_record, group):
            draft.say(store.wording.phrase("population_dose_none", population=group.name))
