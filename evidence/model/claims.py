"""What is stated, by what it is about: an effect, a dose, an approval and so on."""

from __future__ import annotations

from datetime import date
from typing import Literal, Union

from pydantic import Field

from evidence.model.base import Record, Slug, Statement
from evidence.model.grades import Basis, Certainty, CertaintyBasis, Direction, Size


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
