"""Every answer of the real store, composed once for all tests that look through them.

An answer is asked for by its request: each kind about each pair that the store has a claim of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from evidence.answer import Answer
from evidence.draft import Draft, Sentence, compose
from evidence.kinds import BY_INTENT
from evidence.model import Approval, Guideline, Record
from evidence.offers import compared
from evidence.question import Mention, Request
from evidence.store import Store
from evidence.wording import Register

BY_TREATMENT = (  # what is said hangs on the treatment more than on the pair: every third pair
    "updates",
    "personal_advice",
    "mechanism",
    "administration",
    "safety",
    "definition",
    "evidence_list",
)
ONE_REGISTER = (  # for speed: their sentences in both registers are tested claim by claim
    "updates",
    "alternatives",
    "evidence_list",
    "personal_advice",
    "approval",
    "administration",
    "safety",
    "mechanism",
)
ONCE = ("capabilities", "out_of_scope", "no_record")  # they do not look at the pair's claims
OF_BOTH = ("evidence_basis", "certainty", "safety")  # asked of both sides of a comparison
OUTSIDE = ("tacrolimus", "zorblimab")  # of one of which a claim of the store speaks
GENERAL = ("dosing", "timing", "approval", "mechanism", "administration", "safety", "evidence_list")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Asked:
    """A request, and what was drafted and composed for it."""

    request: Request
    style: Register
    draft: Draft
    answer: Answer
    data: dict[str, Any] = field(repr=False)

    def __str__(self) -> str:
        names = (*self.request.treatments, *self.request.comparators, *self.request.conditions)
        return f"{self.request.kind} {self.style.value} {' '.join(names)}"


def ask(store: Store, request: Request, style: Register = Register.PLAIN) -> Asked:
    """The answer to a request."""
    draft = BY_INTENT[request.kind].answer(store, request, style)
    answer = compose(store, draft, None)
    return Asked(request, style, draft, answer, answer.contract())


def every_answer(store: Store) -> list[Asked]:
    """The answers to all requests; in the second register only where evidence is stated."""
    found = []
    for request in requests(store):
        plain = ask(store, request)
        found.append(plain)
        stated = plain.answer.claims or plain.answer.sources
        if stated and request.kind not in ONE_REGISTER:
            found.append(ask(store, request, Register.CLINICAL))
    return found


def requests(store: Store) -> Iterator[Request]:
    """Each kind about each pair with claims, and about the treatments at large."""
    pairs = pairs_of(store)
    for name in BY_INTENT:
        if name == "alternatives":
            for condition in dict.fromkeys(condition for _, condition in pairs):
                yield _request(name, (), condition)
        elif name not in ONCE:
            for treatment, condition in pairs[:: 3 if name in BY_TREATMENT else 1]:
                others = _others(store, treatment, condition) if name == "comparison" else ()
                yield _request(name, (treatment,), condition, others)
        else:
            yield _request(name, ("ivig",), "cidp")
    yield from _of_comparisons(store, pairs)
    for name in GENERAL:
        for treatment in store.treatments:
            yield Request(kind=name, text=name, treatments=(treatment,))
    for text in ("which does it help", "where does it not work", "what is uncertain", "approved"):
        for rest in (False, True):
            yield Request(kind="evidence_list", text=text, treatments=("ivig",), rest=rest)


def _of_comparisons(store: Store, pairs: list[tuple[str, str]]) -> Iterator[Request]:
    """What is asked after a comparison, and a comparison with a drug outside the record."""
    for treatment, condition in pairs:
        others = compared(store, treatment, condition)
        for name in OF_BOTH if others else ():
            yield _request(name, (treatment,), condition, others[:1])
        for drug in OUTSIDE if treatment == "ivig" else ():
            unknown = Mention(
                kind="uncovered", covers="treatment", text=drug, name=drug, start=0, end=len(drug)
            )
            asked = _request("comparison", (treatment,), condition)
            yield asked.copy(update={"unknown": (unknown,)})


def pairs_of(store: Store) -> list[tuple[str, str]]:
    """(treatment, condition) of every claim, each once."""
    found = {(claim.treatment, claim.condition) for claim in store.claims.values()}
    return sorted((treatment, condition) for treatment, condition in found if condition)


def _others(store: Store, treatment: str, condition: str) -> tuple[str, ...]:
    if treatment != "ivig":
        return ("ivig",)
    return compared(store, treatment, condition) or ("plasma-exchange",)


def _request(
    kind: str, treatments: tuple[str, ...], condition: str, comparators: tuple[str, ...] = ()
) -> Request:
    return Request(
        kind=kind,
        text=kind,
        treatments=treatments,
        conditions=(condition,),
        comparators=comparators,
    )


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, as they are written."""
    return set(NUMBER.findall(text))


def numbers_behind(store: Store, sentence: Sentence) -> set[str]:
    """The numbers of the records that a sentence states: its claims, their sources and names."""
    found: set[str] = set()
    for claim_id in sentence.claims:
        claim = store.claims[claim_id]
        found |= _numbers_of(claim)
        for each in (claim.treatment, claim.condition):
            found |= numbers_in(" ".join(store.concept(each).names)) if each else set()
        if claim.condition:
            situations = store.conditions[claim.condition].situations
            found |= numbers_in(" ".join(each.name for each in situations))
    return found.union(*(_numbers_of(store.sources[each]) for each in sentence.cited(store)))


NO_FACTS = {
    "id",
    "reviewed",
    "review_due",
    "reviewed_by",
    "sources",
    "doi",
    "pmid",
    "url",
    "detail",
}
"""Fields whose numbers are no finding: an id, a review date, an address."""


@cache
def _numbers_of(record: Record) -> frozenset[str]:
    return frozenset(numbers_in(record.json(ensure_ascii=False, exclude=NO_FACTS)))


def easy_names(store: Store) -> set[str]:
    """Names of diseases, treatments, products, agencies and guideline bodies: easy words."""
    tables = (store.conditions, store.treatments, store.terms, store.trials)
    names = {name for table in tables for each in table.values() for name in each.names}
    for claim in store.claims.values():
        if isinstance(claim, Guideline):
            names.add(claim.body)
            parts = re.split(r" / | \(|\)|, | and (?:the )?", claim.body)
            names |= {part for part in parts if len(part) > 2}
        if isinstance(claim, Approval) and claim.product:
            names.add(claim.product)
    names |= {"US Food and Drug Administration", "FDA", "EMA", "EU", "European Medicines Agency"}
    return names
