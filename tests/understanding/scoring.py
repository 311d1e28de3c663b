"""Whether a message was read as its author meant it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.names import key
from tests.understanding.questions import Item
from tests.understanding.reader import Answer

URGENT_KINDS = ("emergency", "crisis")
NOT_ANSWERED = (
    "out_of_scope", "smalltalk", "unknown_concept", "clarify", "capabilities", "no_record",
    "personal_advice", "unavailable",
)  # fmt: skip
_NO_QUESTION = ("out_of_scope", "smalltalk", "clarify", "unavailable", *URGENT_KINDS)


@dataclass(frozen=True)
class Outcome:
    """One message: what its author meant, what was read, and whether that is the same."""

    group: str  # single, turn, outside, urgent, twin, phrase
    place: str  # file, or the emergency of a phrase
    text: str
    persona: str
    manner: str
    wanted: str
    wanted_concepts: tuple[str, ...]
    read: str
    concepts: tuple[str, ...]
    intent: str
    confidence: float  # from 0 to 1
    kind_right: bool
    concepts_right: bool
    unknown_right: bool | None  # None where the author named nothing that is not covered
    passed_over: bool  # not answered as if in scope
    may_be_urgent: bool  # the author meant it so, or would accept it
    warned: bool = False  # answered as a question, with a line first on what to do if it is urgent

    @property
    def urgent(self) -> bool:
        """Whether it was read as an emergency or a crisis."""
        return self.read in URGENT_KINDS

    @property
    def meant_urgent(self) -> bool:
        """Whether its author meant an emergency or a crisis."""
        return self.wanted in URGENT_KINDS


def outcome(group: str, place: str, item: Item, answer: Answer) -> Outcome:
    """Score one answer."""
    accepted = (item["kind"], *item.get("also", []))
    return Outcome(
        group=group,
        place=place,
        text=item["text"],
        persona=item.get("persona", "any"),
        manner=item.get("manner", "any"),
        wanted=item["kind"],
        wanted_concepts=tuple(sorted(_wanted(item))),
        read=answer["kind"],
        concepts=tuple(sorted(_concepts(answer))),
        intent=str(answer["intent"]),
        confidence=float(answer["confidence"]),
        kind_right=kind_is_right(answer, item),
        concepts_right=concepts_are_right(answer, item),
        unknown_right=unknown_is_right(answer, item) if item.get("unknown") else None,
        passed_over=answer["kind"] in accepted
        or (answer["kind"] in NOT_ANSWERED and not answer["claims"]),
        may_be_urgent=any(kind in URGENT_KINDS for kind in accepted),
        warned=bool(answer.get("warned")),
    )


def kind_is_right(answer: Answer, item: Item) -> bool:
    """Whether the kind is one that a careful reader accepts.

    `no_record` for a pair without claims is right where the question's own kind was read:
    what the record holds is not what is measured here.
    """
    accepted = {item["kind"], *item.get("also", [])}
    if answer["kind"] in accepted:
        return True
    if item["kind"] == "unknown_concept" and _now_covered(answer, item):
        return answer["kind"] not in _NO_QUESTION
    return answer["kind"] == "no_record" and answer["read_kind"] in accepted


def concepts_are_right(answer: Answer, item: Item) -> bool:
    """Whether conditions and treatments are exactly those that were meant."""
    optional = {*item.get("optional", [])}
    if covered := _now_covered(answer, item):
        optional |= {*covered, "ivig"}  # a disease covered since then is asked about with IVIG
    return not (_concepts(answer) ^ _wanted(item)) - optional


def unknown_is_right(answer: Answer, item: Item) -> bool:
    """Whether the names that the store does not cover are exactly those that were meant."""
    covered = list(_now_covered(answer, item).values())
    found = [key(each["text"]) for each in answer["unknown"]]
    wanted = [name for name in map(key, item["unknown"]) if not _among(name, covered)]
    optional = [key(name) for name in item.get("optional_unknown", [])]
    return all(_among(name, found) for name in wanted) and all(
        _among(name, [*wanted, *optional]) for name in found
    )


def _wanted(item: Item) -> set[str]:
    return {each for name in _FIELDS for each in item.get(name, [])}


def _concepts(answer: Answer) -> set[str]:
    return {each for name in _FIELDS for each in answer[name]}


_FIELDS = ("conditions", "treatments", "comparators")


def _now_covered(answer: Answer, item: Item) -> dict[str, str]:
    """Names that the store lacked when the question was written: concept id → name."""
    names = [key(name) for name in item.get("unknown", [])]
    return {
        each["id"]: key(each["text"])
        for each in answer["mentions"]
        if each.get("id") and _among(key(each["text"]), names)
    }


def _among(name: str, names: Iterable[str]) -> bool:
    """Whether `name` is one of `names`, with or without words around it."""
    return any(f" {name} " in f" {each} " or f" {each} " in f" {name} " for each in names)
