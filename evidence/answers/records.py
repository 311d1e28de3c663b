"""Kinds that state one type of claim for each pair: timing, predictors.

They differ in the type, in the order of the claims and in what is said when none is there;
`by_type` makes the answer function of such a kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from evidence.answers.statements import of_parent, say_claims, say_members
from evidence.draft import Draft
from evidence.lookup import about
from evidence.model import Claim, Predictor, Timing
from evidence.offers import offers_for
from evidence.question import Request
from evidence.store import Store
from evidence.voice import name_of
from evidence.wording import Register

AnswerFunction = Callable[[Store, Request, Register], Draft]
Order = Callable[[Sequence[Any], Request], Sequence[Any]]

ASPECTS = {
    "onset": r"\b(fast|quick\w*|soon|start\w*|kick\w*|notice|onset|begin\w*|how long before"
    r"|how long (does|do|will|would) (it|they|\w+) take|until it|take effect|to work|results)\b",
    "duration": r"\b(last\w*|wear\w* off|duration|stay\w*|how long (is|are)|effects? of one"
    r"|hold|fade\w*)\b",
    "interval": r"\b(often|interval\w*|repeat\w*|every|between|frequen\w*|schedule|weeks apart"
    r"|again|gap|cycle)\b",
    "stopping": r"\b(stop\w*|withdraw\w*|wean\w*|discontinu\w*|relapse\w*|come off|coming off"
    r"|forever|life ?long|rest of|miss\w*|skip\w*|without it|taper\w*)\b",
}


def by_type(kind: type[Claim], what: str, order: Order, most: int = 4) -> AnswerFunction:
    """An answer function that states the claims of `kind`, ordered by `order`."""

    def answer(store: Store, request: Request, style: Register) -> Draft:
        draft = Draft(request)
        stated = False
        for treatment in request.treatments:
            for condition in request.conditions or (None,):
                claims, owner = about(store, kind, treatment, condition, request.situations)
                if claims:
                    stated = True
                    if condition:
                        of_parent(store, draft, condition, owner)
                    say_claims(store, draft, order(claims, request), style, most)
                elif condition and say_members(store, draft, kind, treatment, condition, style):
                    stated = True
                else:
                    _nothing(store, draft, what, treatment, condition)
        if not stated:
            draft.kind = "no_record"
        draft.offers = offers_for(store, request)
        return draft

    return answer


def _nothing(store: Store, draft: Draft, what: str, treatment: str, condition: str | None) -> None:
    blanks = {"treatment": store.concept(treatment).label}
    if condition:
        blanks["condition"] = name_of(store, condition)
    draft.say(
        store.wording.phrase(
            "nothing_on_record" if condition else "nothing_in_general",
            what=store.wording.phrase(f"what_{what}"),
            **blanks,
        )
    )


def aspects_first(claims: Sequence[Timing], request: Request) -> Sequence[Timing]:
    """Only the aspects of timing that the question's words ask for; all where none is named."""
    asked = [
        aspect
        for aspect, pattern in ASPECTS.items()
        if re.search(pattern, request.text, re.IGNORECASE)
    ]
    chosen = [claim for claim in claims if claim.aspect in asked]
    return chosen or claims


def as_stored(claims: Sequence[Predictor], request: Request) -> Sequence[Predictor]:
    """The order of the store."""
    return claims


timing = by_type(Timing, "timing", aspects_first)
predictors = by_type(Predictor, "predictors", as_stored, most=6)
