"""Which claims answer for a treatment in a condition: its own, its parent's or its members'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from evidence.model import Approval, Certainty, Claim, Efficacy
from evidence.store import Store

ClaimT = TypeVar("ClaimT", bound=Claim)
RANK = tuple(Certainty)
"""The levels of certainty, the surest first."""


@dataclass(frozen=True)
class Found:
    """Headline claims, and whose record they are where it is not that of what was asked."""

    claims: tuple[Efficacy, ...]
    treatment: str
    condition: str
    members: bool = False  # the claims are of the condition's members


def line_of(store: Store, concept_id: str) -> tuple[str, ...]:
    """A concept and its ancestors, nearest first: where a missing record may be inherited."""
    return (concept_id, *store.ancestors(concept_id))


def effects(
    store: Store, treatment: str, condition: str, situations: tuple[str, ...] = ()
) -> Found | None:
    """The headline claims for a pair, or None where nothing is on record.

    A subtype without claims answers with its parent's, a class with its members';
    where the record differs by situation, one claim for each (or for those asked about).
    """
    for treated in line_of(store, treatment):
        if store.conditions[condition].by_members:
            found = _members(store, treated, condition)
            if found:
                return found
        for diseased in line_of(store, condition):
            claims = store.headlines(treated, diseased)
            if claims:
                return Found(_by_situation(claims, situations), treated, diseased)
        found = _members(store, treated, condition)
        if found:
            return found
    return None


def _by_situation(claims: tuple[Efficacy, ...], wanted: tuple[str, ...]) -> tuple[Efficacy, ...]:
    """The claims of the situations asked about; else the general one; else all of them."""
    asked = tuple(claim for claim in claims if claim.situation in wanted)
    general = tuple(claim for claim in claims if claim.situation is None)
    return asked or general or claims


def _members(store: Store, treatment: str, condition: str) -> Found | None:
    claims = tuple(
        claim
        for member in store.family(condition)[1:]
        for claim in store.headlines(treatment, member)
    )
    own = store.headlines(treatment, condition)
    if not claims:
        return None
    return Found((*claims, *own), treatment, condition, members=True)


def relatives(store: Store, treatment: str) -> set[str]:
    """The ids whose record can speak for a treatment: its own line and every member below."""
    return {each for above in line_of(store, treatment) for each in store.family(above)}


def comparisons(
    store: Store, first: str, second: str, condition: str, situations: tuple[str, ...] = ()
) -> tuple[Efficacy, ...]:
    """Effect claims that compare the two treatments in a condition, in either orientation."""
    one, other = relatives(store, first), relatives(store, second)
    for diseased in line_of(store, condition):
        found = tuple(
            claim
            for claim in store.in_condition(Efficacy, diseased)
            if claim.comparator in store.treatments
            and (
                (claim.treatment in one and claim.comparator in other)
                or (claim.treatment in other and claim.comparator in one)
            )
        )
        asked = tuple(claim for claim in found if claim.situation in situations)
        if found:
            return asked or found
    return ()


def about(
    store: Store,
    kind: type[ClaimT],
    treatment: str,
    condition: str | None,
    situations: tuple[str, ...] = (),
) -> tuple[tuple[ClaimT, ...], str | None]:
    """Claims of a type for a pair (or for a treatment at large), and whose condition's they are."""
    for treated in line_of(store, treatment):
        for diseased in line_of(store, condition) if condition else (None,):
            claims = [
                claim for claim in store.in_condition(kind, diseased) if claim.treatment == treated
            ]
            if claims:
                return _in_situations(claims, situations), diseased
    return (), None


def _in_situations(claims: list[ClaimT], wanted: tuple[str, ...]) -> tuple[ClaimT, ...]:
    """Those of the situations asked about, then the general ones; all where none is general."""
    asked = [claim for claim in claims if claim.situation in wanted]
    general = [claim for claim in claims if claim.situation is None]
    return tuple([*asked, *general] or claims)


def approvals(store: Store, treatment: str, condition: str) -> tuple[Approval, ...]:
    """The regulatory record of a pair, approvals before off-label, the newest first."""
    claims, _ = about(store, Approval, treatment, condition)
    return tuple(
        sorted(
            claims, key=lambda each: (each.status == "off-label", each.agency, -(each.year or 0))
        )
    )


def pairs_on_record(store: Store) -> Iterator[Efficacy]:
    """Every headline claim of the store."""
    return (claim for claim in store.of_type(Efficacy) if claim.headline)


def by_certainty(claims: Sequence[Efficacy]) -> tuple[Efficacy, ...]:
    """The surest first; those that are as sure as each other in the order of the store."""
    return tuple(sorted(claims, key=lambda each: RANK.index(each.certainty)))


def by_weight(store: Store) -> tuple[str, ...]:
    """The conditions with an effect record of IVIG, those with the most claims first."""
    return store.by_weight
