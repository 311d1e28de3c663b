"""What several kinds share: stating claims one after the other, or saying that none is there."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.draft import Draft, Sentence
from evidence.model import Claim
from evidence.store import Store
from evidence.voice import article_of, beside_of, certainty_of, label_of, name_of, statement_of
from evidence.wording import Register, capitalise

LINES = 6  # members told before "show the rest"


def say_claims(
    store: Store,
    draft: Draft,
    claims: Sequence[Claim],
    style: Register,
    most: int = 4,
    lines: bool = False,
) -> None:
    """State each claim: in full where there are one or two, else (or with `lines`) a line each."""
    shown = claims[:most]
    if len(shown) > 2 or lines:
        draft.say(*[_line(store, claim, style) for claim in shown])
        return
    for claim in shown:
        draft.say(*statement_of(store, claim, style))
        draft.say(certainty_of(store, claim))
        draft.say(*[*article_of(claim), *beside_of(claim, style)][:2])


def _line(store: Store, claim: Claim, style: Register) -> Sentence:
    told = [*statement_of(store, claim, style), *article_of(claim)]
    return Sentence("• " + " ".join(each.text for each in told), (claim.id,))


def say_nothing(store: Store, draft: Draft, what: str, treatment: str, condition: str) -> None:
    """ "I have no record of WHAT for TREATMENT in CONDITION": the kind becomes `no_record`."""
    draft.kind = "no_record"
    draft.say(
        store.wording.phrase(
            "nothing_on_record",
            what=store.wording.phrase(f"what_{what}"),
            treatment=store.concept(treatment).label,
            condition=name_of(store, condition),
        )
    )


def say_members(
    store: Store,
    draft: Draft,
    kind: type[Claim],
    treatment: str,
    condition: str,
    style: Register,
) -> bool:
    """A condition without claims of a kind answers by its members: a line for each.

    False where no member has a claim either.
    """
    found = [
        claim
        for member in store.family(condition)[1:]
        for claim in _first_of(store, kind, treatment, member)
    ]
    if not found:
        return False
    shown = found[LINES:] if draft.request.rest else found[:LINES]
    draft.say(store.wording.phrase("depends_on_member", condition=name_of(store, condition)))
    draft.say(*[_member_line(store, claim, style) for claim in shown or found])
    if len(found) > LINES and not draft.request.rest:
        draft.say(store.wording.phrase("list_rest", count=str(len(found) - LINES)))
    return True


def _first_of(store: Store, kind: type[Claim], treatment: str, condition: str) -> list[Claim]:
    claims = [
        claim for claim in store.in_condition(kind, condition) if claim.treatment == treatment
    ]
    return sorted(claims, key=lambda claim: claim.situation is not None)[:1]


def _member_line(store: Store, claim: Claim, style: Register) -> Sentence:
    label = capitalise(label_of(store, claim.condition or "", claim.situation))
    told = " ".join(each.text for each in statement_of(store, claim, style))
    return Sentence(f"• {label}: {told}", (claim.id,))


def of_parent(store: Store, draft: Draft, asked: str, owner: str | None) -> None:
    """Say so where the record is that of the parent condition."""
    if owner and owner != asked:
        draft.say(
            store.wording.phrase(
                "from_parent", asked=name_of(store, asked), parent=name_of(store, owner)
            )
        )
