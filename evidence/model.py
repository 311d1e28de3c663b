"""Typed, frozen records of the fact store.

The terms are the field's own: PICO (population, intervention, comparator, outcome) and
GRADE (certainty of evidence; Santesso et al., J Clin Epidemiol 2020;119:126-135).
Every record refuses unknown keys, so that a misspelt key is an error and not a silence.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Literal, Union

from pydantic import BaseModel, Field

Slug = str


class Certainty(str, Enum):
    """GRADE's four levels, and `none`: searched for, and no study found."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very-low"
    NONE = "none"


class CertaintyBasis(str, Enum):
    """Whether a review or guideline stated the certainty, or we judged it."""

    STATED = "stated"
    JUDGED = "judged"


class Direction(str, Enum):
    """What the studies behind a claim found, from the treatment's point of view."""

    BENEFIT = "benefit"
    SIMILAR = "similar"
    WORSE = "worse"
    NO_BENEFIT = "no-benefit"
    HARM = "harm"
    MIXED = "mixed"
    UNCERTAIN = "uncertain"


class Size(str, Enum):
    """Size of an effect, where the record states one."""

    LARGE = "large"
    MODERATE = "moderate"
    SMALL = "small"


class Basis(str, Enum):
    """The kind of study or document that a claim rests on."""

    REVIEW_OF_TRIALS = "systematic review of RCTs"
    REVIEW_WITHOUT_TRIALS = "systematic review without RCTs"
    RCTS = "RCTs"
    ONE_RCT = "one RCT"
    OBSERVATIONAL = "observational studies"
    CASE_SERIES = "case series"
    EXPERT_OPINION = "expert opinion"
    GUIDELINE = "guideline"
    REGULATORY = "regulatory document"
    LABEL = "product label"
    LABORATORY = "laboratory research"
    NONE_FOUND = "no studies found"


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    class Config:
        """How pydantic reads a record."""

        extra = "forbid"
        allow_mutation = False
        frozen = True


class Statement(Record):
    """One statement in both registers; plain is for everybody, clinical for professionals."""

    plain: str
    clinical: str


class Situation(Record):
    """A situation of a condition in which the record differs (an exacerbation, maintenance)."""

    id: Slug
    name: str  # as it stands after the condition's name: "an exacerbation"
    phrase: str  # how a sentence opens: "In an exacerbation"
    aliases: tuple[str, ...] = ()  # full names: "myasthenic crisis"
    cues: tuple[str, ...] = ()  # words that name it beside the condition: "maintenance"


class Definition(Record):
    """What a condition, treatment or term is."""

    plain: str
    clinical: str
    sources: tuple[Slug, ...]


class Concept(Record):
    """A thing that a question can be about, with every name that people give it."""

    id: Slug
    name: str  # as inside a sentence: "multifocal motor neuropathy", "Sjögren syndrome"
    short: str | None = None  # what people mostly write: "MMN"
    parent: Slug | None = None
    aliases: tuple[str, ...] = ()
    lay_names: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    definition: Definition | None = None

    @property
    def label(self) -> str:
        """The name for a list or a button: the short one where there is one."""
        return self.short or self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the preferred ones first."""
        short = (self.short,) if self.short else ()
        return (self.name, *short, *self.aliases, *self.lay_names, *self.misspellings)


class Narrows(Record):
    """A broader condition that, with one of these words in the message, means this one."""

    condition: Slug
    cues: tuple[str, ...]


class Condition(Concept):
    """A disease or syndrome."""

    group: str  # specialty: neurology, rheumatology, … (the names of `specialties.py`)
    also: tuple[str, ...] = ()  # other specialties that see it
    by_members: bool = False  # a class that is answered by its members' findings
    situations: tuple[Situation, ...] = ()
    narrows: Narrows | None = None


class Treatment(Concept):
    """A treatment; `plural` treatments take a plural verb ("steroids may improve")."""

    plural: bool = False


class Term(Concept):
    """A word of the field that is neither a disease nor a treatment: "off-label", "placebo"."""


class Trial(Concept):
    """A named study: "ICE", "ProDERM"."""

    statement: Statement
    condition: Slug | None = None
    sources: tuple[Slug, ...]


class Source(Record):
    """A citable document. `checked`: yes (seen in a public copy), partly, or own-knowledge.

    `unseen` names what no public copy showed: a title is then our description; authors and a
    journal are left out, or are from memory. `via` says what the address leads to where that
    is not the page of who published it.
    """

    id: Slug
    type: str
    authors: str | None = None
    title: str
    journal: str | None = None
    year: int | None = Field(None, ge=1900, le=2100)
    detail: str | None = None  # volume and pages
    doi: str | None = None
    pmid: int | None = None
    url: str | None = None
    via: Literal["copy", "abstract", "report"] | None = None
    unseen: tuple[Literal["authors", "title", "journal"], ...] = ()
    checked: Literal["yes", "partly", "own-knowledge"]
    retracted: str | None = None  # who withdrew it, when and why; nothing may rest on it
    superseded: Slug | None = None  # the source that took its place; only history rests on it


class Claim(Record):
    """What every claim has, whatever it states."""

    id: Slug
    treatment: Slug = "ivig"
    condition: Slug | None = None
    situation: Slug | None = None
    statement: Statement | None = None
    beside: Statement | None = None  # what a reader needs beside the statement, attributed
    article: str | None = None  # what the seed article says, where a check found otherwise
    numbers: tuple[str, ...] = ()
    basis: Basis
    certainty: Certainty | None = None
    certainty_basis: CertaintyBasis | None = None
    because: str | None = None  # follows "because": kind and number of studies
    sources: tuple[Slug, ...]
    reviewed: date
    review_due: date
    reviewed_by: tuple[str, ...]

    @property
    def seen_twice(self) -> bool:
        """Whether a second reader has signed it off: two names, and not the same one twice."""
        return len({name.strip().casefold() for name in self.reviewed_by}) > 1


class Efficacy(Claim):
    """An effect of a treatment on an outcome, against a comparator."""

    type: Literal["efficacy"]
    population: str  # follows "in": "adults with severe Guillain-Barré syndrome"
    outcome: str  # what the effect is on: "muscle strength"
    comparator: Slug | None = None  # a treatment's id, placebo, no-treatment, usual-care, or none
    direction: Direction
    size: Size | None = None
    sides: tuple[str, ...] = ()  # both sides, for `mixed`
    searched: date | None = None  # for certainty `none`
    headline: bool = False
    safety: bool = False  # about harm to the patient rather than the disease
    certainty: Certainty
    certainty_basis: CertaintyBasis
    because: str


class Dosing(Claim):
    """A dose as published; never worked out for a person."""

    type: Literal["dosing"]
    statement: Statement


class Timing(Claim):
    """When an effect starts, how long it lasts, how often it is repeated, what stopping does."""

    type: Literal["timing"]
    aspect: Literal["onset", "duration", "interval", "stopping", "schedule"]
    statement: Statement


class Predictor(Claim):
    """Who responds better or worse."""

    type: Literal["predictor"]
    factor: str
    statement: Statement
    certainty: Certainty
    certainty_basis: CertaintyBasis
    because: str


class Approval(Claim):
    """What a medicines agency has or has not approved. Regulatory only.

    `EU` stands for the agencies of single EU countries, where the EMA did not decide.
    """

    type: Literal["approval"]
    agency: Literal["FDA", "EMA", "EU"]
    status: Literal["approved", "off-label"]
    product: str | None = None
    route: str | None = None
    population: str | None = None
    year: int | None = Field(None, ge=1950, le=2100)
    as_of: date


class Guideline(Claim):
    """A guideline's advice: attributed, dated, never turned into an effect."""

    type: Literal["guideline"]
    body: str
    year: int = Field(ge=1980, le=2100)
    retired: bool = False
    stance: Literal["for", "against", "insufficient-evidence", "conditional"]
    statement: Statement


class Mechanism(Claim):
    """How a treatment is thought to work."""

    type: Literal["mechanism"]
    statement: Statement


class Administration(Claim):
    """How a treatment is given."""

    type: Literal["administration"]
    topic: Slug  # route, infusion, tests-before, monitoring, home, product-choice, …
    versus: Slug | None = None  # a treatment that this sets the claim's own against
    cues: tuple[str, ...] = ()  # words by which a question asks for this topic
    statement: Statement


class Safety(Claim):
    """A harm, a group at risk, or an interaction. A boxed warning is never softened."""

    type: Literal["safety"]
    topic: Slug
    cues: tuple[str, ...] = ()  # words by which a question asks for this topic
    boxed: bool = False
    common: bool = False  # belongs in the short general answer
    symptom: bool = False  # about what somebody may be feeling right now
    first: tuple[Slug, ...] = ()  # claims told before it: the boxed warnings for a group at risk
    statement: Statement


AnyClaim = Union[  # noqa: UP007 - nine names read better in a column
    Efficacy,
    Dosing,
    Timing,
    Predictor,
    Approval,
    Guideline,
    Mechanism,
    Administration,
    Safety,
]


class Uncovered(Record):
    """A disease or drug that people ask about and that the store does not cover."""

    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None  # ICD-10-CM
    near: tuple[Slug, ...] = ()  # covered conditions that truly are near
    kind: Literal["condition", "treatment"] = "condition"


class Everyday(Record):
    """Names that catalogues of diseases hold and that are everyday English as well."""

    names: tuple[str, ...]
    disease: bool  # whether people mean the disease by them
    hides: bool = False  # whether a name inside them is an ordinary word there: "hearing aids"
    because: str


class Reading(Record):
    """One way to read an ambiguous word: a concept of the store, or a meaning outside it."""

    id: Slug | None = None  # a concept's id; null for a meaning that the store lacks
    name: str
    cues: tuple[str, ...] = ()  # words nearby that point to this reading
    covers: bool = True  # an outside meaning that is itself a disease or a drug
    after_number: bool = False  # a unit: read so right after a number


class Ambiguous(Record):
    """A word that names more than one thing ("MS", "PE"): read by its neighbours, or asked."""

    text: str
    readings: tuple[Reading, ...]
    default: Slug | None = None  # the reading when nothing nearby decides; null: ask


class Emergency(Record):
    """A message that needs action before anything else, and the words for it."""

    id: Slug
    name: str
    urgency: Literal["now", "same-day", "crisis"]
    phrases: tuple[str, ...]  # messages that must be recognised, as people write them
    action: str  # the first sentence: what to do
    more: str = ""
    sources: tuple[Slug, ...]


class SeedStatement(Record):
    """A statement of the seed article and the claims (or concepts) that represent it."""

    id: Slug
    says: str
    check: str
    claims: tuple[Slug, ...] = ()
    concepts: tuple[Slug, ...] = ()
    omitted: str | None = None  # why it is not a fact to be represented


class Correction(Record):
    """A notice: what answers said wrongly, from when until when, and what is right."""

    id: Slug
    was: str  # follows "answers said that": "the trial had 54 people"
    since: date
    until: date  # the day on which it was put right
    claims: tuple[Slug, ...]  # the claims that it was about
    now: Statement  # what is right, hedged like the claims themselves


class ToCheck(Record):
    """A figure or position that was left out of answers until somebody checks it."""

    record: str
    what: str
    why: str


class Local(Record):
    """What differs from place to place: whom to call."""

    emergency_number: str
    crisis_lines: str
