"""What is new: the newest studies, guidelines and approvals, and what they have set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.answers.corrections import say_corrections
from evidence.draft import Draft, Sentence
from evidence.lookup import RANK
from evidence.model import AnyClaim, Approval, Efficacy, Guideline
from evidence.offers import offers_for
from evidence.question import Request
from evidence.specialties import belongs, specialties_in
from evidence.store import Store
from evidence.voice import article_of, label_of, statement_of
from evidence.wording import Register, capitalise

MOST = 5  # lines told before "show the rest"
REST = 20  # and at most then
YEARS_BACK = 5  # where the question names no year
STUDIES = (
    "rct", "trial", "open_label", "observational", "case_series", "case_report", "paper",
    "systematic_review", "cochrane", "cochrane_review", "company",
)  # fmt: skip
"""Types of sources that can bring a finding; a new rule that cites old studies brings none."""


@dataclass(frozen=True)
class News:
    """A claim and the year that makes it new."""

    year: int
    claim: AnyClaim


def answer(store: Store, request: Request, style: Register) -> Draft:
    """The newest on record, since the year asked about; and when it was reviewed."""
    draft = Draft(request)
    since = since_year(store, request.text)
    found = news(store, request, since)
    rest = request.rest and len(found) > MOST
    shown = found[MOST : MOST + REST] if rest else found[:MOST]
    draft.say(store.wording.phrase("updates" if found else "updates_none", year=str(since)))
    draft.say(*[_line(store, each, style) for each in shown])
    if len(found) > MOST and not rest:
        draft.say(store.wording.phrase("list_rest", count=str(len(found) - MOST)))
    draft.say(*_retired(store, request, style))
    say_corrections(store, draft, since, style)
    draft.say(store.wording.phrase("updates_reviewed", date=f"{store.date.day} {store.date:%B %Y}"))
    draft.offers = offers_for(store, request)
    return draft


def since_year(store: Store, text: str) -> int:
    """The year from which things count as new: named, counted back, or five years ago."""
    named = re.search(r"\b(19|20)\d\d\b", text)
    if named:
        return int(named.group())
    if re.search(r"\b(this (year|month|week)|(last|past) (few )?(months?|weeks?))\b", text.lower()):
        return store.date.year
    back = re.search(r"\b(?:last|past) (\d|two|three|four|five|ten)? ?years?\b", text.lower())
    if not back:
        return store.date.year - YEARS_BACK
    words = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
    count = back.group(1) or "1"
    return store.date.year - (words.get(count) or int(count))


def news(store: Store, request: Request, since: int) -> list[News]:
    """Claims about what was asked with a year from `since` on: the newest first.

    In a year, findings come before guidelines and these before approvals.
    """
    family = [each for one in request.conditions for each in store.family(one)]
    specialties = () if family else specialties_in(request.text)
    found = [
        News(year, claim)
        for claim in store.claims.values()
        if claim.condition
        and (not family or claim.condition in family)
        and claim.treatment in request.treatments
        and belongs(store.conditions[claim.condition], specialties)
        and (year := year_of(store, claim)) is not None
        and year >= since
    ]
    return sorted(found, key=lambda each: (-each.year, *_rank(store, each.claim)))


def year_of(store: Store, claim: AnyClaim) -> int | None:
    """The year of a claim's newest source, of a guideline or of an approval; else None."""
    if isinstance(claim, Efficacy):
        return newest(store, claim.sources)
    if isinstance(claim, Guideline) and not claim.retired:
        return claim.year
    if isinstance(claim, Approval) and claim.status == "approved":
        return claim.year
    return None


def newest(store: Store, sources: tuple[str, ...]) -> int | None:
    """The year of the newest study among these sources; None where no year is on record."""
    studies = [each for each in map(store.sources.__getitem__, sources) if each.type in STUDIES]
    return max((each.year or 0 for each in studies), default=0) or None


def _rank(store: Store, claim: AnyClaim) -> tuple[int, int, int]:
    """Findings before guidelines before approvals; the headline, the sure and the full first."""
    fullness = store.claims_about(claim.condition)
    if isinstance(claim, Efficacy):
        return 0 if claim.headline else 1, RANK.index(claim.certainty), -fullness
    return 2 if isinstance(claim, Guideline) else 3, 0, -fullness


def _line(store: Store, item: News, style: Register) -> Sentence:
    """ "• 2025, MOGAD (children): …", with what it changes beside the article."""
    claim = item.claim
    label = capitalise(label_of(store, claim.condition or "", claim.situation))
    told = [*statement_of(store, claim, style), *article_of(claim)]
    text = " ".join(each.text for each in told)
    return Sentence(f"• {item.year}, {label}: {text}", (claim.id,))


def _retired(store: Store, request: Request, style: Register) -> tuple[Sentence, ...]:
    """The guideline that is no longer in force: its own, or the one that covered many diseases."""
    conditions = request.conditions or (None,)
    retired = [
        claim
        for claim in store.in_conditions(Guideline, conditions)
        if claim.retired
        and claim.treatment in request.treatments
        and not specialties_in(request.text)
    ]
    return tuple(each for claim in retired[:1] for each in statement_of(store, claim, style))
