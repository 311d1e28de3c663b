"""The goals: what each is worked out from, and whether it is reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.sides import OURS, STOCK

Figures = dict[str, Any]


@dataclass(frozen=True)
class Goal:
    """A ratio that must not be greater (or, for a rate, smaller) than its limit."""

    what: str
    limit: float
    ratio: Callable[[Figures], float]
    least: bool = False

    def reached(self, ratio: float) -> bool:
        """Whether the ratio is on the right side of the limit."""
        return ratio >= self.limit if self.least else ratio <= self.limit

    @property
    def said(self) -> str:
        """The limit in words."""
        return f"at {'least' if self.least else 'most'} {self.limit:.3g} ×"


def _beside_stock(what: str) -> Callable[[Figures], float]:
    return lambda found: float(found[what][OURS]["median"] / found[what][STOCK]["median"])


def _scaled(what: str, times: str) -> Callable[[Figures], float]:
    return lambda found: float(
        found["scale"][what][times]["median"] / found["scale"][what]["× 1"]["median"]
    )


GOALS = (
    Goal("median turn, turn 5, beside stock", 1 / 8, _beside_stock("turn")),
    Goal(
        "99th percentile with 8 users, beside 8 × the median of one",
        3,
        lambda found: float(found["crowd99"][OURS] / (8 * found["alone"][OURS]["median"])),
    ),
    Goal(
        "turn 300 beside turn 5",
        1.3,
        lambda found: float(found["late"][OURS]["median"] / found["early"][OURS]["median"]),
    ),
    Goal("messages a second, beside stock", 8, _beside_stock("rate"), least=True),
    Goal("first answer after start, beside stock", 1 / 3.5, _beside_stock("start")),
    Goal("memory, beside stock", 0.7, _beside_stock("memory")),
    Goal("make train with a changed fact, beside stock", 1 / 4, _beside_stock("train")),
    Goal(
        "make train with nothing changed, seconds",
        2,
        lambda found: float(found["unchanged"][OURS]["median"]),
    ),
    Goal("turn, store × 10", 1.15, _scaled("turn", "× 10")),
    Goal("turn, store × 100", 1.3, _scaled("turn", "× 100")),
    Goal("start, store × 10", 1.5, _scaled("start", "× 10")),
    Goal("start, store × 100", 3, _scaled("start", "× 100")),
)


def results(found: Figures) -> Iterator[tuple[Goal, float]]:
    """Each goal whose figures there are, with its ratio."""
    for goal in GOALS:
        try:
            yield goal, goal.ratio(found)
        except KeyError:
            continue
