"""What an answer rests on: how sure it is and why, its studies and sources."""

from __future__ import annotations

import re

from evidence.answers.efficacy import finding
from evidence.draft import Draft, Sentence
from evidence.lookup import Found, comparisons, effects
from evidence.model import CertaintyBasis, Efficacy
from evidence.offers import offers_for
from evidence.question import Request
from evidence.store import Store
from evidence.voice import (
    besides,
    certainty_of,
    figures_of,
    in_register,
    name_of,
    statement_of,
)
from evidence.wording import Register

LEVEL = re.compile(
    r"\b(very low|low|moderate|high) (certainty|confidence|quality)\b", re.IGNORECASE
)


def certainty(store: Store, request: Request, style: Register) -> Draft:
    """How sure the record is about each pair, and because of what."""
    draft = Draft(request)
    level = LEVEL.search(request.text)
    if not request.conditions or (level and re.search(r"mean|what is", request.text.lower())):
        draft.request = request.copy(update={"treatments": ()})
        word = level.group(1).lower().replace(" ", "-") if level else "general"
        draft.say(store.wording.phrase(f"certainty_means_{word.replace('-', '_')}"))
        return draft
    for claim in _compared(store, request):
        draft.say(certainty_of(store, claim), *statement_of(store, claim, style))
    for treatment, condition, found in _pairs(store, request):
        if not found:
            _none(store, draft, treatment, condition)
            continue
        for claim in found.claims[:4]:
            draft.findings.append(finding(store, claim, (treatment, condition), found))
            draft.say(certainty_of(store, claim), *statement_of(store, claim, style))
            basis = "judged" if claim.certainty_basis is CertaintyBasis.JUDGED else "stated"
            if len(found.claims) == 1:
                draft.say(
                    store.wording.phrase(
                        f"certainty_means_{claim.certainty.value.replace('-', '_')}"
                    ),
                    store.wording.phrase(f"certainty_{basis}"),
                )
    return _finished(store, draft)


def evidence_basis(store: Store, request: Request, style: Register) -> Draft:
    """The studies and sources behind what was said, or a named trial."""
    draft = Draft(request)
    for trial_id in request.trials:
        trial = store.trials[trial_id]
        draft.say(Sentence(in_register(trial.statement, style), sources=trial.sources))
    for claim in _compared(store, request):
        draft.say(Sentence(_rests_on(store, claim), (claim.id,)))
        draft.say(figures_of(store, claim, style))
    if not request.trials:
        for treatment, condition, found in _pairs(store, request):
            if not found:
                _none(store, draft, treatment, condition)
                continue
            for claim in found.claims[:3]:
                draft.findings.append(finding(store, claim, (treatment, condition), found))
                draft.say(Sentence(_rests_on(store, claim), (claim.id,)))
                draft.say(figures_of(store, claim, style))
                draft.say(*besides(claim, style))
            _more_trials(store, draft, condition)
    return _finished(store, draft)


def _rests_on(store: Store, claim: Efficacy) -> str:
    return store.wording.phrase(
        "rests_on",
        treatment=_named(store, claim),
        condition=name_of(store, claim.condition or ""),
        basis=claim.basis.value,
        because=claim.because,
    )


def _named(store: Store, claim: Efficacy) -> str:
    """The treatment; "IVIG against plasma exchange" where the claim compares two."""
    label = store.concept(claim.treatment).label
    if claim.headline or claim.comparator not in store.treatments:
        return label
    return f"{label} against {store.concept(claim.comparator).label}"


def _compared(store: Store, request: Request) -> list[Efficacy]:
    """What the record compares, where both sides of a comparison are asked about."""
    if request.trials:
        return []
    found = [
        claim
        for condition in request.conditions
        for other in request.comparators
        for claim in comparisons(
            store, request.treatments[0], other, condition, request.situations
        )[:2]
    ]
    return [claim for claim in dict.fromkeys(found) if not claim.headline]


def _more_trials(store: Store, draft: Draft, condition: str) -> None:
    names = [trial.label for trial in store.trials.values() if trial.condition == condition]
    if names:
        draft.say(store.wording.phrase("named_trials", trials=", ".join(names)))


def _pairs(store: Store, request: Request) -> list[tuple[str, str, Found | None]]:
    return [
        (treatment, condition, effects(store, treatment, condition, request.situations))
        for treatment in (*request.treatments, *request.comparators)
        for condition in request.conditions
    ]


def _none(store: Store, draft: Draft, treatment: str, condition: str) -> None:
    draft.say(
        store.wording.phrase(
            "no_record_pair",
            treatment=store.concept(treatment).label,
            condition=name_of(store, condition),
        )
    )


def _finished(store: Store, draft: Draft) -> Draft:
    if not (draft.findings or draft.request.trials):
        draft.kind = "no_record"
    draft.offers = offers_for(store, draft.request)
    return draft
