"""Follow-up questions that the store can answer, as plain questions to send back."""

from __future__ import annotations

from itertools import islice

from evidence.draft import Offer
from evidence.lookup import about, effects
from evidence.model import (
    Approval,
    Claim,
    Dosing,
    Efficacy,
    Guideline,
    Predictor,
    Timing,
)
from evidence.question import Request
from evidence.store import Store
from evidence.wording import capitalise, inflect

TYPES: dict[str, type[Claim]] = {
    "dosing": Dosing,
    "timing": Timing,
    "approval": Approval,
    "predictors": Predictor,
    "guideline": Guideline,
}
AFTER = {
    "efficacy": ("certainty", "comparison", "dosing", "timing", "approval", "predictors"),
    "comparison": ("certainty", "evidence_basis", "dosing", "timing", "guideline"),
    "dosing": ("timing", "efficacy", "approval", "guideline"),
    "timing": ("dosing", "efficacy", "predictors", "approval"),
    "approval": ("efficacy", "dosing", "guideline"),
    "predictors": ("efficacy", "timing", "dosing"),
    "guideline": ("efficacy", "dosing", "approval"),
    "certainty": ("evidence_basis", "dosing", "timing", "approval"),
    "evidence_basis": ("certainty", "dosing", "timing", "approval"),
    "definition": ("efficacy", "dosing", "approval"),
    "alternatives": ("efficacy", "comparison", "guideline"),
}
MOST = 3
LONGEST = 30  # letters of a name on a button


def offers_for(store: Store, request: Request) -> list[Offer]:
    """Up to three questions that follow from this one, each with an answer on record."""
    if not request.conditions:
        return []
    treatment = request.treatments[0] if request.treatments else "ivig"
    found = (
        offer_of(store, kind, treatment, request.conditions[0])
        for kind in AFTER.get(request.kind, AFTER["efficacy"])
        if kind != request.kind
    )
    return list(islice((offer for offer in found if offer), MOST))


def offer_of(store: Store, kind: str, treatment: str, condition: str) -> Offer | None:
    """The question of this kind about a pair, where the store has its answer."""
    comparators: tuple[str, ...] = ()
    if kind in TYPES:
        claims, owner = about(store, TYPES[kind], treatment, condition)
        if not claims or owner != condition:
            return None
    elif kind == "comparison":
        comparators = compared(store, treatment, condition)[:1]
        if not comparators:
            return None
    elif effects(store, treatment, condition) is None:
        return None
    title = question_of(store, kind, treatment, store.concept(condition).label, comparators)
    request = Request(
        kind=kind,
        text=title,
        treatments=(treatment,),
        conditions=(condition,),
        comparators=comparators,
    )
    return Offer(title, request)


def compared(store: Store, treatment: str, condition: str) -> tuple[str, ...]:
    """The treatments that a treatment is compared with in a condition."""
    found = (
        claim.comparator
        for claim in store.in_condition(Efficacy, condition)
        if claim.treatment == treatment
    )
    return tuple(dict.fromkeys(each for each in found if each and each in store.treatments))


def ask_about(store: Store, request: Request, conditions: tuple[str, ...]) -> list[Offer]:
    """The same question about each of these conditions: what `clarify` offers."""
    return [asked_again(store, request, condition) for condition in conditions]


def asked_again(store: Store, request: Request, condition: str) -> Offer:
    """The same question about another condition."""
    treatment = request.treatments[0] if request.treatments else "ivig"
    name = _short_enough(store, condition)
    title = question_of(store, request.kind, treatment, name, request.comparators)
    asked = request.copy(update={"conditions": (condition,), "text": title, "ambiguous": ()})
    return Offer(title, asked)


def question_of(
    store: Store, kind: str, treatment: str, condition: str, comparators: tuple[str, ...] = ()
) -> str:
    """The plain question of a kind; kinds without one of their own ask whether it helps."""
    name = f"ask_{kind}" if f"ask_{kind}" in store.wording.phrases else "ask_efficacy"
    title = store.wording.phrase(
        name,
        treatment=store.concept(treatment).label,
        condition=condition,
        comparator=store.concept(comparators[0]).label if comparators else "",
    )
    return capitalise(inflect(title, store.treatments[treatment].plural))


def _short_enough(store: Store, condition: str) -> str:
    """The full name where it fits a button, else the abbreviation."""
    concept = store.concept(condition)
    return concept.name if len(concept.name) <= LONGEST else concept.label
