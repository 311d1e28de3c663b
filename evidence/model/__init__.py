"""Typed, frozen records of the fact store.

The terms are the field's own: PICO (population, intervention, comparator, outcome) and
GRADE (certainty of evidence; Santesso et al., J Clin Epidemiol 2020;119:126-135).
Every record refuses unknown keys, so that a misspelt key is an error and not a silence.
"""

from __future__ import annotations

from evidence.model.base import Record, Slug, Statement
from evidence.model.claims import (
    Administration,
    AnyClaim,
    Approval,
    Claim,
    Dosing,
    Efficacy,
    Guideline,
    Mechanism,
    Predictor,
    Safety,
    Timing,
)
from evidence.model.concepts import (
    Concept,
    Condition,
    Definition,
    Narrows,
    Situation,
    Term,
    Treatment,
    Trial,
)
from evidence.model.grades import Basis, Certainty, CertaintyBasis, Direction, Size
from evidence.model.notices import Correction, Emergency, Local, SeedStatement, ToCheck
from evidence.model.readings import Ambiguous, Everyday, Reading, Uncovered
from evidence.model.sources import Source

__all__ = [
    "Administration",
    "Ambiguous",
    "AnyClaim",
    "Approval",
    "Basis",
    "Certainty",
    "CertaintyBasis",
    "Claim",
    "Concept",
    "Condition",
    "Correction",
    "Definition",
    "Direction",
    "Dosing",
    "Efficacy",
    "Emergency",
    "Everyday",
    "Guideline",
    "Local",
    "Mechanism",
    "Narrows",
    "Predictor",
    "Reading",
    "Record",
    "Safety",
    "SeedStatement",
    "Situation",
    "Size",
    "Slug",
    "Source",
    "Statement",
    "Term",
    "Timing",
    "ToCheck",
    "Treatment",
    "Trial",
    "Uncovered",
]
