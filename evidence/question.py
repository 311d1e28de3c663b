"""A question as it was read, and what the conversation remembers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from evidence.model import Record
from evidence.wording import Register

MentionKind = Literal["condition", "treatment", "term", "trial", "uncovered", "ambiguous"]


class Mention(Record):
    """A name that was found in a question."""

    kind: MentionKind
    id: str | None = None  # the concept's id; null for uncovered and ambiguous names
    text: str  # as typed
    name: str = ""  # as it was read, where that differs from what was typed
    situation: str | None = None
    code: str | None = None  # of an uncovered disease: ICD-10-CM, else "ORPHA:…", "OMIM:…"
    near: tuple[str, ...] = ()  # ids of covered conditions that truly are near an uncovered one
    covers: Literal["condition", "treatment", "unrecognised"] = "condition"  # of an uncovered name
    start: int = 0
    end: int = 0
    corrected: bool = False


class Second(Record):
    """The second question of a message: its intent, and where it stands in the text."""

    intent: str
    confidence: float
    start: int
    end: int


class Question(Record):
    """A message after understanding: its intent and the concepts that were linked in it."""

    text: str
    intent: str
    confidence: float = 1.0
    mentions: tuple[Mention, ...] = ()
    unfamiliar: float = 0.0  # share of its words that no question of ours uses, from 0 to 1
    second: Second | None = None
    doubt: str | None = None  # id of the emergency that the message may be, where that is unsure
    ranking: tuple[tuple[str, float], ...] = ()  # the likeliest intents with their confidences

    def ids(self, kind: MentionKind) -> tuple[str, ...]:
        """The ids of the linked concepts of a kind, first named first, each once."""
        found = (mention.id for mention in self.mentions if mention.kind == kind)
        return tuple(dict.fromkeys(each for each in found if each))


class Request(Record):
    """A question with everything filled in: what is to be answered."""

    kind: str
    text: str = ""
    treatments: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()
    unknown: tuple[Mention, ...] = ()
    ambiguous: tuple[Mention, ...] = ()
    rest: bool = False  # "show the rest" of a list


def is_aside(request: Request) -> bool:
    """Whether it only asks about the answer before it: for its sources, or for one of its words."""
    named = request.treatments or request.conditions
    explains = request.kind == "definition" and bool(request.terms) and not named
    return explains or request.kind == "evidence_basis"


class Conversation(Record):
    """What the slots of a conversation hold between two messages."""

    last: Request | None = None
    style: Register = Register.PLAIN  # `register` is a method of pydantic's base class
    offered: tuple[Request, ...] = ()  # what "the second one" chooses from
    treatments: tuple[str, ...] = ()  # the last two named: "which is safer?"
    conditions: tuple[str, ...] = ()  # the last ones asked about, kept over "side effects?"
    earlier: tuple[str, ...] = ()  # the one asked about before these: "both"
    diseases: tuple[str, ...] = ()  # the last ones that came up, in that order: "the first one"
    matter: str = ""  # kind of the last question that was not about its answer ("source?")
    opening: tuple[str, ...] = ()  # treatments first asked about: "the first one I asked about"
    quiet: int = 0  # answers since a condition was last asked about


class Reply(Record):
    """What the dialogue decided: the request to answer and how its reading is told."""

    request: Request
    interpretation: str | None = None
    style: Register = Register.PLAIN


def each_once(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those of a name that came before."""
    by_name: dict[str, Mention] = {}
    for mention in mentions:
        by_name.setdefault(mention.name or mention.text, mention)
    return list(by_name.values())
