"""What a question can be about: conditions, treatments, terms, trials."""

from __future__ import annotations

from evidence.model.base import Record, Slug, Statement


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
