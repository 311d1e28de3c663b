"""The field's scales: certainty by GRADE, direction and size of an effect, kinds of study."""

from __future__ import annotations

from enum import Enum


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
