"""The specialties that conditions are grouped by, and the words that questions use for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.model import Condition


@dataclass(frozen=True)
class Specialty:
    """How an answer names a specialty's diseases, and how a question does."""

    diseases: str  # "skin diseases"
    words: str  # a regular expression


SPECIALTIES = {
    "neurology": Specialty(
        "nerve, muscle and brain diseases",
        r"neuro(?!path|muscular)\w*|nerves?|brain|spinal cord|nervous system",
    ),
    "neuropathy": Specialty("nerve diseases (neuropathies)", r"neuropath\w*|peripheral nerves?"),
    "muscle": Specialty("muscle diseases", r"muscles?|muscular|neuromuscular|myositis|myopath\w*"),
    "haematology": Specialty("blood diseases", r"ha?ematolog\w*|blood|platelets?"),
    "rheumatology": Specialty(
        "rheumatic diseases",
        r"rheum\w*|joints?|arthritis|connective tissue|vasculitis|vasculitides",
    ),
    "infection": Specialty("infections", r"infections?|infectious|virus(es)?|viral|bacterial"),
    "dermatology": Specialty("skin diseases", r"skin|dermat\w*|blister\w*"),
    "immunology": Specialty(
        "antibody deficiencies", r"immunolog\w*|immun\w* deficien\w*|antibody deficien\w*"
        r"|immunodeficien\w*|low antibod\w*"
    ),
    "reproductive medicine": Specialty(
        "problems of pregnancy", r"pregnan\w*|obstetric\w*|fertility|reproduct\w*|miscarriages?|ivf"
    ),
    "ophthalmology": Specialty("eye diseases", r"eyes?|ophthalm\w*|vision|sight"),
    "cardiology": Specialty("heart diseases", r"hearts?|cardi\w*"),
    "transplantation": Specialty("transplantation", r"transplant\w*"),
    "paediatrics": Specialty(
        "diseases of children", r"child(ren)?|childhood|pa?ediatric\w*|kids?|newborns?|bab(y|ies)"
    ),
    "other": Specialty("other diseases", r"(?!)"),
}  # fmt: skip


def specialties_in(text: str) -> tuple[str, ...]:
    """The specialties that a question names, in the order of the table."""
    return tuple(
        name
        for name, specialty in SPECIALTIES.items()
        if re.search(rf"\b({specialty.words})\b", text, re.IGNORECASE)
    )


def belongs(condition: Condition, specialties: tuple[str, ...]) -> bool:
    """Whether a condition is one of the specialties' own, or all are meant."""
    return not specialties or bool(set(specialties) & {condition.group, *condition.also})
