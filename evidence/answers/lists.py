"""Lists over the whole record: which conditions it helps, and what else is there for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from evidence.answers.efficacy import finding
from evidence.answers.uses import AGENCIES, approved_uses
from evidence.draft import Draft, Offer, Sentence
from evidence.lookup import RANK, Found, approvals, effects, pairs_on_record
from evidence.model import Certainty, Direction, Efficacy
from evidence.offers import question_of
from evidence.question import Request
from evidence.specialties import SPECIALTIES, belongs, specialties_in
from evidence.store import Store
from evidence.voice import label_of, line, name_of
from evidence.wording import Register

SHORT = 12  # findings shown before "show the rest"
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
LEVEL = re.compile(
    r"\b(very low|low|moderate|high)[- ](?:certainty|confidence|quality|evidence)"
    r"|\b(?:certainty|confidence|quality|evidence) (?:is |of |that is )?"
    r"(very low|low|moderate|high)\b",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"\b(strong(est|er|ly)?|best|solid|convincing|robust|firm(est)?|sure(st)?|good evidence)\b",
    re.IGNORECASE,
)
OFF_LABEL = re.compile(
    r"\boff[- ]?label|\bunlicen[cs]ed|\bunapproved"
    r"|\bnot (yet )?((fda|ema)[- ])?(approved|licen[cs]ed)",
    re.IGNORECASE,
)
APPROVED = re.compile(r"\b(approv\w*|licen[cs]\w*|label\w*|indicat\w*|fda|ema)\b", re.IGNORECASE)


def evidence_list(store: Store, request: Request, style: Register) -> Draft:
    """The headline findings that the question asks for, the surest first."""
    draft = Draft(request)
    if OFF_LABEL.search(request.text):
        return off_label_uses(store, draft)
    which, levels = facet(request.text), levels_in(request.text)
    if APPROVED.search(request.text) and not levels:
        if not approved_uses(store, draft, style, _named_family(store, request)):
            draft.kind = "no_record"
            draft.say(store.wording.phrase("list_empty"))
        draft.cite = len(draft.claims) <= SHORT
        return draft
    claims = [
        claim
        for claim in _of_question(store, request)
        if _is(which, claim) and (not levels or claim.certainty in levels)
        if not APPROVED.search(request.text) or _approved(store, claim)
    ]
    return _say_list(store, draft, which, claims)


def off_label_uses(store: Store, draft: Draft) -> Draft:
    """Uses with some evidence of benefit that an agency has not approved, the surest first."""
    asked = [name for name in ("EMA", "FDA") if re.search(AGENCIES[name], draft.request.text, re.I)]
    agency = asked[0] if len(asked) == 1 else "FDA"
    claims = [
        claim
        for claim in _of_question(store, draft.request)
        if _is("helps", claim) and _off_label(store, claim, agency)
    ]
    draft.kind = "evidence_list"
    return _say_list(store, draft, "off_label", claims, agency)


def _of_question(store: Store, request: Request) -> list[Efficacy]:
    """The headline findings of the treatment, specialty and family that the question names."""
    specialties = () if request.conditions else specialties_in(request.text)
    family = _named_family(store, request)
    return [
        claim
        for claim in pairs_on_record(store)
        if claim.treatment in request.treatments
        and claim.condition
        and (not family or claim.condition in family)
        and belongs(store.conditions[claim.condition], specialties)
    ]


def _named_family(store: Store, request: Request) -> tuple[str, ...]:
    return tuple(each for one in request.conditions for each in store.family(one))


def _off_label(store: Store, claim: Efficacy, agency: str) -> bool:
    assert claim.condition
    statuses = {
        each.status
        for each in approvals(store, claim.treatment, claim.condition)
        if each.agency == agency
    }
    return statuses == {"off-label"}


def facet(text: str) -> str:
    """Which list a question asks for: uncertain, not (no benefit found), or helps."""
    if UNCERTAIN.search(text) or "very-low" in {each.value for each in levels_in(text)}:
        return "uncertain"
    return "not" if NOT.search(text) else "helps"


def levels_in(text: str) -> tuple[Certainty, ...]:
    """The certainties that a question names: "high certainty", "strong evidence"; () for all."""
    named = [
        word.lower().replace(" ", "-") for pair in LEVEL.findall(text) for word in pair if word
    ]
    if named:
        return tuple(each for each in Certainty if each.value in named)
    return (Certainty.HIGH, Certainty.MODERATE) if STRONG.search(text) else ()


def _is(which: str, claim: Efficacy) -> bool:
    unclear = claim.certainty in (Certainty.VERY_LOW, Certainty.NONE) or claim.direction in (
        Direction.UNCERTAIN,
        Direction.MIXED,
    )
    if which == "uncertain":
        return unclear
    return not unclear and claim.direction in (BAD if which == "not" else GOOD)


def _say_list(
    store: Store, draft: Draft, which: str, claims: Sequence[Efficacy], agency: str = "FDA"
) -> Draft:
    request = draft.request
    if not claims:
        draft.kind = "no_record"
        draft.say(store.wording.phrase("list_empty"))
        return draft
    ordered = sorted(claims, key=lambda each: _place(store, each))
    weakest = bool(re.search(r"\bweak", request.text, re.IGNORECASE))
    if weakest:
        ordered = sorted(ordered, key=lambda each: -RANK.index(each.certainty))
    shown = ordered[SHORT:] if request.rest else ordered[:SHORT]
    names = " and ".join(store.concept(each).label for each in request.treatments)
    opening = store.wording.phrase(f"list_{which}", treatment=names, agency=agency)
    draft.say(_scope(store, request), opening)
    draft.say(*_lines(store, shown or ordered, reversed(RANK) if weakest else RANK))
    _say_after_list(store, draft, len(ordered), shown or ordered)
    for claim in shown or ordered:
        assert claim.condition
        found = Found((claim,), claim.treatment, claim.condition)
        draft.findings.append(finding(store, claim, (claim.treatment, claim.condition), found))
        draft.listed.append(_offer(store, claim))
    draft.offers = draft.listed[:3]
    return draft


def _place(store: Store, claim: Efficacy) -> tuple[int, bool, int]:
    """The surest first, then what is approved, then the conditions with the fuller record."""
    fullness = store.claims_about(claim.condition)
    return RANK.index(claim.certainty), not _approved(store, claim), -fullness


def _scope(store: Store, request: Request) -> str | None:
    """ "This list is about skin diseases." — where the question names a specialty."""
    named = () if request.conditions else specialties_in(request.text)
    if not named:
        return None
    diseases = " and ".join(SPECIALTIES[each].diseases for each in named)
    return store.wording.phrase("list_scope", diseases=diseases)


def _lines(store: Store, claims: Sequence[Efficacy], levels: Iterable[Certainty]) -> list[Sentence]:
    """A line for each certainty, with the conditions that have it."""
    lines = []
    for certainty in levels:
        group = [claim for claim in claims if claim.certainty is certainty]
        if group:
            word = store.wording.certainty[certainty]
            labels = ", ".join(_entry(store, claim) for claim in group)
            text = f"• Certainty {word.word} {word.symbol}: {labels}."
            lines.append(Sentence(text, tuple(claim.id for claim in group)))
    return lines


def _say_after_list(store: Store, draft: Draft, total: int, shown: Sequence[Efficacy]) -> None:
    if total > len(shown) and not draft.request.rest:
        draft.say(store.wording.phrase("list_rest", count=str(total - len(shown))))
    if any(_approved(store, claim) for claim in shown):
        draft.say(store.wording.phrase("list_mark"))
    draft.cite = len(shown) <= SHORT // 2
    if not draft.cite:
        draft.say(store.wording.phrase("list_sources"))


def _entry(store: Store, claim: Efficacy) -> str:
    assert claim.condition
    mark = " ✓" if _approved(store, claim) else ""
    return label_of(store, claim.condition, claim.situation) + mark


def _approved(store: Store, claim: Efficacy) -> bool:
    """Whether the FDA approved a product for it; in a situation, for just these people."""
    assert claim.condition
    situations = {each.id: each.name for each in store.conditions[claim.condition].situations}
    people = situations.get(claim.situation or "", "")
    return any(
        each.status == "approved" and each.agency == "FDA" and people in (each.population or "")
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
