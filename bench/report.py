"""The figures as a table in the terminal, and as a chart (SVG)."""

from __future__ import annotations

from html import escape
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.goals import results
from bench.sides import SIDES

ROWS = {
    "turn": "median turn, turn 5 (ms)",
    "alone": "median turn, one user (ms)",
    "crowd99": "99th percentile, 8 users (ms)",
    "rate": "messages a second, 8 users",
    "early": "turn 5 of a long conversation (ms)",
    "late": "turn 300 of it (ms)",
    "start": "first answer after start (s)",
    "memory": "memory, whole service (MB)",
    "train": "training, a changed fact (s)",
    "unchanged": "training, nothing changed (s)",
}
Figures = dict[str, Any]
_COLOURS = ("#0b6e5f", "#8a6d1d", "#8c8c8c")


def show(found: Figures) -> None:
    """Print both tables: the figures of each side, and the goals."""
    console = Console()
    table = Table("what", *SIDES, title="Median (quartiles)")
    for key, what in ROWS.items():
        if key in found:
            table.add_row(what, *(_cell(found[key].get(side)) for side in SIDES))
    console.print(table)
    for key, what in (("turn", "turn (ms)"), ("start", "first answer (s)")):
        for times, figure in found.get("scale", {}).get(key, {}).items():
            console.print(f"store {times}: {what} {_cell(figure)}")
    goals = Table("goal", "limit", "found", "")
    for goal, ratio in results(found):
        goals.add_row(goal.what, goal.said, f"{ratio:.3g}", "✓" if goal.reached(ratio) else "✗")
    console.print(goals)


def _cell(figure: Any) -> str:
    if figure is None:
        return "–"
    if isinstance(figure, dict):
        return f"{figure['median']:.4g} ({figure['low']:.4g}–{figure['high']:.4g})"
    return f"{figure:.4g}"


def chart(found: Figures) -> str:
    """Bars for each row, each row on a scale of its own; the whiskers are the quartiles."""
    rows = [(key, what) for key, what in ROWS.items() if key in found]
    height = 30 + 70 * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" width="720" '
        f'height="{height}" font-family="sans-serif" font-size="13" role="img" '
        'aria-label="Figures of each side">',
        f'<rect width="720" height="{height}" fill="#fff"/>',
    ]
    for place, (key, what) in enumerate(rows):
        parts += _row(found[key], what, 24 + 70 * place)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _row(figures: Figures, what: str, top: int) -> list[str]:
    parts = [f'<text x="10" y="{top}" font-weight="bold">{escape(what)}</text>']
    most = max(_value(each, "high") for each in figures.values()) or 1
    sides = [side for side in SIDES if side in figures]
    for line, side in enumerate(sides):
        y = top + 6 + 14 * line
        width = 400 * _value(figures[side], "median") / most
        ends = [170 + 400 * _value(figures[side], end) / most for end in ("low", "high")]
        colour = _COLOURS[SIDES.index(side)]
        parts += [
            f'<text x="164" y="{y + 10}" text-anchor="end" font-size="11">{escape(side)}</text>',
            f'<rect x="170" y="{y + 1}" width="{width:.1f}" height="10" fill="{colour}"/>',
            f'<path d="M{ends[0]:.1f} {y + 6}H{ends[1]:.1f}" stroke="#000"/>',
            f'<text x="580" y="{y + 10}" font-size="11">{_cell(figures[side])}</text>',
        ]
    return parts


def _value(figure: Any, which: str) -> float:
    return float(figure[which] if isinstance(figure, dict) else figure)
