"""Lists over the whole record: which conditions it helps, and what else is there for one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.answers.approval import answer as approval_answer
from evidence.answers.efficacy import finding
from evidence.draft import Draft, Offer, Sentence
from evidence.lookup import Found, approvals, effects, pairs_on_record
from evidence.model import Certainty, Direction, Efficacy
from evidence.offers import question_of
from evidence.question import Request
from evidence.store import Store
from evidence.voice import label_of, line, name_of
from evidence.wording import Register

SHORT = 12  # findings shown before "show the rest"
RANK = [Certainty.HIGH, Certainty.MODERATE, Certainty.LOW, Certainty.VERY_LOW, Certainty.NONE]
GOOD = (Direction.BENEFIT, Direction.SIMILAR)
BAD = (Direction.NO_BENEFIT, Direction.HARM, Direction.WORSE)

NOT = re.compile(
    r"\b(n[o']t|doesnt|dont|isnt|didnt|wont|cannot|no (effect|benefit|help|use|good|better)"
    r"|useless|fail\w*|negative|ineffective|without (benefit|effect)|pointless|waste|unhelpful"
    r"|never|avoid|disappoint\w*|against)\b|n['’]t\b",
    re.IGNORECASE,
)
UNCERTAIN = re.compile(
    r"\b(uncertain\w*|unclear|unproven|unknown|not (yet )?(clear|known|settled|certain|sure|shown"
    r"|been shown|proven)|open questions?|unsettled|gaps?|weak(est)?|more research|debat\w*"
    r"|controversial|inconclusive|isn['’]?t (clear|known|settled)|unsure|undecided)\b",
    re.IGNORECASE,
)
APPROVED = re.compile(r"\b(approv\w*|licen[cs]\w*|label\w*|indicat\w*|fda|ema)\b", re.IGNORECASE)


def evidence_list(store: Store, request: Request, style: Register) -> Draft:
    """The headline findings that the question asks for, the surest first."""
    if APPROVED.search(request.text):
        draft = approval_answer(store, request.copy(update={"conditions": ()}), style)
        draft.request = request
        return draft
    which = facet(request.text)
    claims = [
        claim
        for claim in pairs_on_record(store)
        if claim.treatment in request.treatments
        and _is(which, claim)
        and _within(store, claim, request)
    ]
    draft = Draft(request)
    if not claims:
        draft.kind = "no_record"
        draft.say(store.wording.phrase("list_empty"))
        return draft
    _say_list(store, draft, which, claims)
    return draft


def facet(text: str) -> str:
    """Which list a question asks for: uncertain, not (no benefit found), or helps."""
    if UNCERTAIN.search(text):
        return "uncertain"
    return "not" if NOT.search(text) else "helps"


def _is(which: str, claim: Efficacy) -> bool:
    unclear = claim.certainty in (Certainty.VERY_LOW, Certainty.NONE) or claim.direction in (
        Direction.UNCERTAIN,
        Direction.MIXED,
    )
    if which == "uncertain":
        return unclear
    return not unclear and claim.direction in (BAD if which == "not" else GOOD)


def _within(store: Store, claim: Efficacy, request: Request) -> bool:
    """Whether a claim's condition belongs to the family that the question names, if any."""
    return not request.conditions or any(
        claim.condition in store.family(each) for each in request.conditions
    )


def _say_list(store: Store, draft: Draft, which: str, claims: Sequence[Efficacy]) -> None:
    request = draft.request
    ordered = sorted(
        claims, key=lambda each: (RANK.index(each.certainty), not _approved(store, each))
    )
    shown = ordered[SHORT:] if request.rest else ordered[:SHORT]
    names = " and ".join(store.concept(each).label for each in request.treatments)
    draft.say(store.wording.phrase(f"list_{which}", treatment=names))
    lines = []
    for certainty in RANK:
        group = [claim for claim in shown if claim.certainty is certainty]
        if group:
            word = store.wording.certainty[certainty]
            labels = ", ".join(_entry(store, claim) for claim in group)
            text = f"• Certainty {word.word} {word.symbol}: {labels}."
            lines.append(Sentence(text, tuple(claim.id for claim in group)))
    draft.say(*lines)
    left = len(ordered) - len(shown)
    if left and not request.rest:
        draft.say(store.wording.phrase("list_rest", count=str(left)))
    if any(_approved(store, claim) for claim in shown):
        draft.say(store.wording.phrase("list_mark"))
    draft.cite = len(shown) <= SHORT // 2
    if not draft.cite:
        draft.say(store.wording.phrase("list_sources"))
    for claim in shown:
        assert claim.condition
        found = Found((claim,), claim.treatment, claim.condition)
        draft.findings.append(finding(store, claim, (claim.treatment, claim.condition), found))
        draft.listed.append(_offer(store, claim))
    draft.offers = draft.listed[:3]


def _entry(store: Store, claim: Efficacy) -> str:
    assert claim.condition
    mark = " ✓" if _approved(store, claim) else ""
    return label_of(store, claim.condition, claim.situation) + mark


def _approved(store: Store, claim: Efficacy) -> bool:
    assert claim.condition
    return any(
        each.status == "approved" and each.agency == "FDA"
        for each in approvals(store, claim.treatment, claim.condition)
    )


def _offer(store: Store, claim: Efficacy) -> Offer:
    assert claim.condition
    label = store.concept(claim.condition).label
    title = question_of(store, "efficacy", claim.treatment, label)
    request = Request(
        kind="efficacy",
        text=title,
        treatments=(claim.treatment,),
        conditions=(claim.condition,),
        situations=(claim.situation,) if claim.situation else (),
    )
    return Offer(title, request)


def alternatives(store: Store, request: Request, style: Register) -> Draft:
    """Every treatment with a record in the condition, the ones asked about left out."""
    draft = Draft(request)
    for condition in request.conditions:
        found = [
            (treatment, effects(store, treatment, condition, request.situations))
            for treatment in store.treatments
            if store.treatments[treatment].parent not in store.treatments
            and treatment not in request.treatments
        ]
        lines: list[Sentence] = []
        for treatment, record in found:
            if not record or record.treatment != treatment or record.condition != condition:
                continue
            for claim in record.claims:
                if claim.condition != condition:
                    continue
                lines.append(line(store, claim, store.concept(claim.treatment).label, style))
                draft.findings.append(finding(store, claim, (treatment, condition), record))
                draft.listed.append(_offer(store, claim))
        key = "alternatives" if lines else "alternatives_none"
        draft.say(store.wording.phrase(key, condition=name_of(store, condition)))
        draft.say(*lines)
    if not draft.findings:
        draft.kind = "no_record"
    draft.offers = draft.listed[:3]
    return draft
