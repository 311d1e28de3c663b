"""Claims in words: every sentence of evidence that the assistant can say is made here."""

from __future__ import annotations

from evidence.draft import Sentence
from evidence.figures import numbers_in
from evidence.language import sentences
from evidence.model import (
    Approval,
    CertaintyBasis,
    Claim,
    Direction,
    Efficacy,
    Guideline,
    Predictor,
    Statement,
)
from evidence.store import Store
from evidence.wording import Register, capitalise, inflect


def in_register(statement: Statement, style: Register) -> str:
    """The statement's text in this register."""
    return statement.plain if style is Register.PLAIN else statement.clinical


def name_of(store: Store, concept_id: str) -> str:
    """The name inside a sentence: "IVIG", "steroids", "multifocal motor neuropathy (MMN)"."""
    concept = store.concept(concept_id)
    if concept_id in store.treatments:
        return concept.label
    if concept.short and concept.short.lower() not in concept.name.lower():
        return f"{concept.name} ({concept.short})"
    return concept.name


def label_of(store: Store, concept_id: str, situation: str | None = None) -> str:
    """The name on a button or in a list, with the situation where there is one."""
    label = store.concept(concept_id).label
    if situation:
        names = {each.id: each.name for each in store.conditions[concept_id].situations}
        return f"{label} ({names[situation]})"
    return label


def statement_of(store: Store, claim: Claim, style: Register) -> tuple[Sentence, ...]:
    """The sentences that state a claim, each carrying the claim's id."""
    if claim.statement:
        text = in_register(claim.statement, style)
    elif isinstance(claim, Efficacy):
        text = from_lexicon(store, claim, style)
    elif isinstance(claim, Approval):
        text = approval_text(store, claim)
    else:  # pragma: no cover - every other type has a statement by its model
        raise ValueError(f"the claim {claim.id} has no statement")
    return tuple(Sentence(each, (claim.id,)) for each in sentences(text))


def from_lexicon(store: Store, claim: Efficacy, style: Register) -> str:
    """The lexicon's sentence for an effect, by its direction, certainty and size."""
    treatment = store.treatments[claim.treatment]
    comparator = comparator_name(store, claim.comparator)
    active = claim.comparator in store.treatments
    cell = "better" if active and claim.direction is Direction.BENEFIT else claim.direction.value
    size = claim.size.value if claim.size and cell in ("benefit", "harm") else "unsized"
    sentence = store.wording.effects[style][cell][claim.certainty.value][size]
    filled = inflect(sentence, treatment.plural).format(
        treatment=treatment.label,
        population=claim.population,
        outcome=claim.outcome,
        comparator=comparator,
        versus=f", compared with {comparator}," if comparator else "",
        searched=f"{claim.searched:%d %B %Y}".lstrip("0") if claim.searched else "",
        sides=" ".join(claim.sides),
    )
    return capitalise(filled)


def comparator_name(store: Store, comparator: str | None) -> str:
    """A comparator in words; "" where there is none."""
    if not comparator:
        return ""
    if comparator in store.treatments:
        return store.treatments[comparator].label
    return store.wording.placebo_like[comparator]


def certainty_of(store: Store, claim: Claim) -> Sentence | None:
    """ "Certainty: low ⊕⊕◯◯ (our reading), because …" — None where the claim has none."""
    if not (claim.certainty and claim.because):
        return None
    mark = certainty_mark(store, claim)
    return Sentence(f"Certainty: {mark}, because {claim.because}.", (claim.id,))


def certainty_mark(store: Store, claim: Claim) -> str:
    """The certainty's word and symbol, and "our reading" where we judged it."""
    assert claim.certainty
    words = store.wording.certainty[claim.certainty]
    judged = claim.certainty_basis is CertaintyBasis.JUDGED
    return f"{words.word} {words.symbol}" + (" (our reading)" if judged else "")


def line(store: Store, claim: Claim, label: str, style: Register) -> Sentence:
    """A claim as one line of a list: what it is about, its statement, its certainty."""
    told = " ".join(each.text for each in statement_of(store, claim, style))
    sure = f" Certainty: {certainty_mark(store, claim)}." if claim.certainty else ""
    return Sentence(f"• {capitalise(label)}: {told}{sure}", (claim.id,))


def beside_of(claim: Claim, style: Register) -> tuple[Sentence, ...]:
    """What a person needs beside the statement: at most two sentences, attributed."""
    text = in_register(claim.beside, style) if claim.beside else ""
    return tuple(Sentence(each, (claim.id,)) for each in sentences(text)[:2])


def article_of(claim: Claim) -> tuple[Sentence, ...]:
    """What the seed article says, where a check found otherwise."""
    return tuple(Sentence(each, (claim.id,)) for each in sentences(claim.article or ""))


def besides(claim: Claim, style: Register) -> tuple[Sentence, ...]:
    """What follows a claim's statement and certainty: two sentences at most."""
    return (*article_of(claim), *beside_of(claim, style))[:2]


def figures_of(store: Store, claim: Claim, style: Register) -> Sentence | None:
    """The figures on record, in the clinical register; none that its other sentences tell."""
    if style is Register.PLAIN:
        return None
    said = (*statement_of(store, claim, style), certainty_of(store, claim), *besides(claim, style))
    told = numbers_in(" ".join(each.text for each in said if each))
    left = [each for each in claim.numbers if not numbers_in(each) or numbers_in(each) - told]
    return Sentence(f"Figures on record: {'; '.join(left)}.", (claim.id,)) if left else None


def approval_text(store: Store, claim: Approval) -> str:
    """An approval in words; off-label use is never called forbidden."""
    condition = name_of(store, claim.condition) if claim.condition else "this use"
    treatment = store.treatments[claim.treatment]
    verb = "are" if treatment.plural else "is"
    as_of = f"as of {claim.as_of.day} {claim.as_of:%B %Y}"
    if claim.status == "off-label":
        return capitalise(
            f"{treatment.label} {verb} not approved by the {claim.agency} for {condition} "
            f"({as_of}). A clinician may still judge it appropriate."
        )
    when = f" in {claim.year}" if claim.year else ""
    who = f" The approval is for {claim.population}." if claim.population else ""
    what = claim.product or treatment.label
    return f"The {claim.agency} approved {what} for {condition}{when} ({as_of}).{who}"


def is_effect(claim: Claim) -> bool:
    """Whether a claim says something about an effect, and so must be hedged."""
    return isinstance(claim, (Efficacy, Predictor))


def guideline_order(claim: Guideline) -> tuple[bool, int]:
    """Current guidelines first, the newest before the older."""
    return (claim.retired, -claim.year)
