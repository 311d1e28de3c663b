"""The uses that a treatment or a brand is approved for: by agency, brand, specialty and year."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from evidence.draft import Draft, Offer, Sentence
from evidence.lookup import effects
from evidence.model import Approval
from evidence.names import key
from evidence.offers import question_of
from evidence.question import Request
from evidence.specialties import belongs, specialties_in
from evidence.store import Store
from evidence.voice import label_of, statement_of
from evidence.wording import Register

AGENCIES = {
    "FDA": r"\b(fda|(?:in|by|for|of) the us|(?-i:US)|u\.s\.?|usa|america\w*|united states"
    r"|food and drug)\b",
    "EMA": r"\b(ema|eu|europe\w*|european)\b",
    "EU": r"\b(eu|europe\w*|european)\b",
}
SINCE = re.compile(r"\b(since|after|from|newer|later)\b", re.IGNORECASE)
CLASS = re.compile(r"^(IVIG|SCIG) as a class", re.IGNORECASE)
FEW = 6  # approvals that get a line each; more get a line for each condition


def approved_uses(
    store: Store, draft: Draft, style: Register, family: Collection[str] = ()
) -> bool:
    """Say the approved uses that the question asks for; `family` limits the conditions.

    False where no approval on record fits.
    """
    request = draft.request
    claims = of_agencies(
        [
            claim
            for claim in store.of_type(Approval)
            if _is_asked(store, claim, request) and (not family or claim.condition in family)
        ],
        request.text,
    )
    if not claims:
        return False
    if len(claims) <= FEW:
        draft.say(*[line(store, claim, style, condition=True) for claim in claims])
    else:
        for agency in AGENCIES:
            _say_agency(store, draft, [claim for claim in claims if claim.agency == agency])
    say_as_of(store, draft, claims)
    draft.say(store.wording.phrase("approvals_incomplete"))
    draft.listed = _offers(store, claims)
    draft.offers = draft.listed[:3]
    return True


def _offers(store: Store, claims: Sequence[Approval]) -> list[Offer]:
    """What "the second one" means, for each condition in the order told: whether it helps."""
    if len(claims) > FEW:
        agencies = list(AGENCIES)
        claims = sorted(claims, key=lambda each: (agencies.index(each.agency), each.year or 9999))
    offers: dict[str, Offer] = {}
    for claim in claims:
        assert claim.condition
        label = store.conditions[claim.condition].label
        known = effects(store, claim.treatment, claim.condition) is not None
        kind = "efficacy" if known else "approval"  # where only the approval is on record
        title = question_of(store, kind, claim.treatment, label)
        request = Request(
            kind=kind,
            text=title,
            treatments=(claim.treatment,),
            conditions=(claim.condition,),
        )
        offers.setdefault(claim.condition, Offer(title, request))
    return list(offers.values())


def of_agencies(claims: Sequence[Approval], text: str) -> Sequence[Approval]:
    """Those of the agencies that the question names; of all where it names none."""
    named = [
        agency for agency, pattern in AGENCIES.items() if re.search(pattern, text, re.IGNORECASE)
    ]
    return [claim for claim in claims if claim.agency in named] or claims


def products_in(store: Store, text: str) -> tuple[str, ...]:
    """The brands that a question names: "gammagard liquid" is one, "gammagard" all of them."""
    asked = f" {key(text)} "
    brands = dict.fromkeys(claim.product for claim in store.of_type(Approval) if claim.product)
    named = [
        brand
        for brand in brands
        if not CLASS.match(brand) and f" {key(brand).split()[0]} " in asked
    ]
    whole = [brand for brand in named if f" {key(brand)} " in asked]
    longest = max((len(key(brand)) for brand in whole), default=0)
    return tuple([brand for brand in whole if len(key(brand)) == longest] or named)


def line(store: Store, claim: Approval, style: Register, condition: bool = False) -> Sentence:
    """An approval as a line of a list; `condition`: the list is about more than one."""
    if claim.statement or claim.status == "off-label":
        told = " ".join(each.text for each in statement_of(store, claim, style))
        return Sentence(f"• {told}", (claim.id,))
    year = f", {claim.year}" if claim.year else ""
    people = f", in {claim.population}" if claim.population else ""
    brand = claim.product or store.concept(claim.treatment).label
    use = f" for {label_of(store, claim.condition)}" if condition and claim.condition else ""
    return Sentence(f"• {claim.agency}{year}: {brand}{use}{people}.", (claim.id,))


def say_as_of(store: Store, draft: Draft, claims: Sequence[Approval]) -> None:
    """The day on which all of these hold."""
    day = min(claim.as_of for claim in claims)
    text = store.wording.phrase("approvals_as_of", date=f"{day.day} {day:%B %Y}")
    draft.say(Sentence(text, tuple(claim.id for claim in claims), claims[0].sources[:1]))


def _is_asked(store: Store, claim: Approval, request: Request) -> bool:
    """Whether an approval fits the treatment, brand, specialty and year of the question."""
    if claim.status != "approved" or not claim.condition:
        return False
    brands = products_in(store, request.text)
    if claim.product not in brands if brands else claim.treatment not in request.treatments:
        return False
    if not belongs(store.conditions[claim.condition], specialties_in(request.text)):
        return False
    return _year_fits(request.text)(claim.year)


def _year_fits(text: str) -> Callable[[int | None], bool]:
    """ "in 2021": that year alone; "since 2021": that year and later; no year: all."""
    found = re.search(r"\b(19|20)\d\d\b", text)
    if not found:
        return lambda year: True
    asked = int(found.group())
    if SINCE.search(text):
        return lambda year: bool(year and year >= asked)
    return lambda year: year == asked


def _say_agency(store: Store, draft: Draft, claims: Sequence[Approval]) -> None:
    """One line for each condition: its brands, each with its year."""
    by_condition: dict[str, list[Approval]] = {}
    for claim in sorted(claims, key=lambda each: each.year or 9999):
        by_condition.setdefault(claim.condition or "", []).append(claim)
    lines = []
    for condition, found in by_condition.items():
        brands = ", ".join(dict.fromkeys(_brand(each) for each in found))
        text = f"• {claims[0].agency}, {label_of(store, condition)}: {brands}."
        sources = dict.fromkeys(each.sources[0] for each in found)
        lines.append(Sentence(text, tuple(each.id for each in found), tuple(sources)))
    draft.say(*lines)


def _brand(claim: Approval) -> str:
    year = f" ({claim.year})" if claim.year else ""
    product = claim.product or ""
    return ("IVIG labels as a class" if CLASS.match(product) else product) + year
