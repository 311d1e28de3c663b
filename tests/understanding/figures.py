"""The figures: the table with its targets, and how they fall by kind, persona and manner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.understanding.asking import Asking, Pair
from tests.understanding.scoring import Outcome

BINS = 10


@dataclass(frozen=True)
class Row:
    """One line of the table: a share of messages, or what a share loses, from 0 to 1."""

    name: str
    value: float
    asked: int
    target: float | None = None
    at_most: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where there is none, or nothing was asked."""
        if self.target is None or not self.asked:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target


def table(asking: Asking, phrases: Sequence[Outcome]) -> list[Row]:
    """Everything that is measured of a set, in the order in which it is shown."""
    single = _group(asking, "single")
    turns = _group(asking, "turn")
    meant = [each for each in asking.plain if each.meant_urgent]
    calm = [each for each in asking.plain if not each.may_be_urgent]
    twins = [each for each in calm if each.group == "twin"]
    others = [each for each in calm if each.group != "twin"]
    return [
        _share("kind right", single, lambda each: each.kind_right, 0.95),
        _share("concepts exactly right", single, lambda each: each.concepts_right, 0.98),
        _share("conversations: kind", turns, lambda each: each.kind_right),
        _share("conversations: kind and concepts, after follow-ups", turns, both, 0.94),
        _share(
            "out of scope, not answered as if in scope",
            _group(asking, "outside"), lambda each: each.passed_over, 0.985,
        ),
        _share("emergencies and crises recognised", meant, lambda each: each.urgent, 0.99),
        _share("… and the right one of the two", meant, lambda each: each.kind_right),
        _share("… or else answered with a line on what to do first", meant, _met),
        _share("phrases listed in the store recognised", phrases, lambda each: each.urgent, 1.0),
        _share("false alarms on innocent twins", twins, lambda each: each.urgent, 0.01, True),
        _share("false alarms on all other messages", others, lambda each: each.urgent, 0.01, True),
        _share("needless lines on what to do first: twins", twins, lambda each: each.warned),
        _share("needless lines on what to do first: others", others, lambda each: each.warned),
        *_drops("typos", asking.typos, 0.04),
        *_drops("names never trained on", asking.swaps, 0.01),
        _share(
            "names that are not covered, exactly right",
            [each for each in single if each.unknown_right is not None],
            lambda each: bool(each.unknown_right),
        ),
        _share("the other of two questions offered first", asking.seconds, _right),
    ]  # fmt: skip


def _drops(what: str, pairs: Sequence[Pair], target: float) -> list[Row]:
    """What the share of kinds, and of concepts, loses from the questions as written."""
    measures: dict[str, Callable[[Outcome], bool]] = {
        "kind": lambda each: each.kind_right,
        "concepts": lambda each: each.concepts_right,
    }
    rows = []
    for name, right in measures.items():
        lost = sum(right(plain) - right(varied) for plain, varied in pairs)
        share = lost / len(pairs) if pairs else 0.0
        rows.append(Row(f"drop under {what}: {name}", share, len(pairs), target, at_most=True))
    return rows


def _met(each: Outcome) -> bool:
    """Whether an emergency was recognised, or at least met by the line on what to do first."""
    return each.urgent or each.warned


def both(each: Outcome) -> bool:
    """Whether kind and concepts are right."""
    return each.kind_right and each.concepts_right


def _right(each: Outcome) -> bool:
    return each.kind_right


def _group(asking: Asking, group: str) -> list[Outcome]:
    return [each for each in asking.plain if each.group == group]


def _share(
    name: str,
    outcomes: Sequence[Outcome],
    counts: Callable[[Outcome], bool],
    target: float | None = None,
    at_most: bool = False,
) -> Row:
    hits = sum(counts(each) for each in outcomes)
    empty = 0.0 if at_most else 1.0
    return Row(name, hits / len(outcomes) if outcomes else empty, len(outcomes), target, at_most)


@dataclass(frozen=True)
class Slice:
    """The single questions of one kind, persona or manner."""

    name: str
    asked: int
    kind: int  # how many were right
    concepts: int
    both: int


def slices(asking: Asking, of: Callable[[Outcome], str]) -> list[Slice]:
    """The single questions divided by what `of` says of each, the worst first."""
    single = _group(asking, "single")
    found = []
    for name in sorted({of(each) for each in single}):
        these = [each for each in single if of(each) == name]
        found.append(
            Slice(
                name, len(these), sum(each.kind_right for each in these),
                sum(each.concepts_right for each in these), sum(map(both, these)),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.both / each.asked, each.name))


@dataclass(frozen=True)
class Bin:
    """The single questions whose kind was read with a confidence from `low` to `high`."""

    low: float
    high: float
    asked: int
    right: int
    confidence: float  # the mean


def reliability(asking: Asking) -> list[Bin]:
    """How often the kind is right at each tenth of confidence."""
    filled: list[list[Outcome]] = [[] for _ in range(BINS)]
    for each in _group(asking, "single"):
        filled[min(int(each.confidence * BINS), BINS - 1)].append(each)
    return [
        Bin(
            place / BINS, (place + 1) / BINS, len(these), sum(each.kind_right for each in these),
            sum(each.confidence for each in these) / len(these) if these else 0.0,
        )
        for place, these in enumerate(filled)
    ]  # fmt: skip


def confusion(asking: Asking) -> Counter[tuple[str, str]]:
    """(kind meant, kind read) → how many messages; a kind that is accepted counts as meant."""
    return Counter(
        (each.wanted, each.wanted if each.kind_right else each.read) for each in asking.plain
    )


@dataclass(frozen=True)
class Miss:
    """A message that was read otherwise than its author meant, and under which heading."""

    what: str
    outcome: Outcome


def misses(asking: Asking, phrases: Sequence[Outcome]) -> list[Miss]:
    """Every message that any line of the table counts against us, and why."""
    found = [Miss(what, each) for each in asking.plain for what in _faults(each)]
    found += [
        Miss("phrase of the store not recognised", each) for each in phrases if not each.urgent
    ]
    found += [
        Miss("other question not offered", each) for each in asking.seconds if not _right(each)
    ]
    for what, pairs in (("typos", asking.typos), ("names never trained on", asking.swaps)):
        found += [
            Miss(f"lost under {what}", varied)
            for plain, varied in pairs
            if both(plain) and not both(varied)
        ]
    return found


def _faults(each: Outcome) -> Iterable[str]:
    if each.meant_urgent and not each.urgent:
        yield "emergency not recognised"
    elif each.urgent and not each.may_be_urgent:
        yield "false alarm"
    elif each.group == "outside" and not each.passed_over:
        yield "out of scope, answered"
    elif each.group in ("single", "turn") and not each.kind_right:
        yield "kind"
    if each.group in ("single", "turn") and not each.concepts_right:
        yield "concepts"
    if each.unknown_right is False and each.group == "single":
        yield "names that are not covered"


def as_json(rows: Sequence[Row], asking: Asking, missed: Sequence[Miss]) -> dict[str, Any]:
    """All figures of a set as plain values: two runs on one model give the same."""
    return {
        "table": [{**vars(row), "reached": row.reached} for row in rows],
        "by_kind": [vars(each) for each in slices(asking, lambda each: each.wanted)],
        "by_persona": [vars(each) for each in slices(asking, lambda each: each.persona)],
        "by_manner": [vars(each) for each in slices(asking, lambda each: each.manner)],
        "reliability": [vars(each) for each in reliability(asking)],
        "confusion": [[*pair, count] for pair, count in sorted(confusion(asking).items())],
        "misses": [{"what": each.what, **vars(each.outcome)} for each in missed],
    }
