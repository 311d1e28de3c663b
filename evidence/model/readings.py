"""Names outside the store, and names that can be read in more than one way."""

from __future__ import annotations

from typing import Literal

from evidence.model.base import Record, Slug


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
    ordinary: bool = False  # mostly no name ("exchange"): passed over rather than asked about
