"""The marks of the evidence map: direction by shape, certainty by shade and by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from evidence.map_data import Cell
from evidence.store import Store

SIZE = 16  # pixels of a mark, each way
INK = "#1b2733"
_BLUE, _ORANGE, _GREY = (0, 90, 156), (196, 84, 10), (84, 88, 98)
HUES = {  # the hue only repeats what the shape says
    "benefit": _BLUE, "similar": _BLUE,
    "no-benefit": _ORANGE, "worse": _ORANGE, "harm": _ORANGE,
    "mixed": _GREY, "uncertain": _GREY,
}  # fmt: skip
SHADES = {"high": 1.0, "moderate": 0.66, "low": 0.33, "very-low": 0.1, "none": 0.0}
CERTAINTIES = {
    "high": "high",
    "moderate": "moderate",
    "low": "low",
    "very-low": "very low",
    "none": "no study",
}
DIRECTIONS = {
    "benefit": "points to benefit",
    "similar": "about as effective as another treatment",
    "worse": "less effective than another treatment",
    "no-benefit": "little to no difference",
    "harm": "points to harm",
    "mixed": "studies disagree",
    "uncertain": "not settled",
}
_SHAPES = {
    "benefit": '<path d="M8 1.5 15 14.5H1z"/>',
    "harm": '<path d="M8 14.5 1 1.5h14z"/>',
    "worse": '<path d="M1 2h14v6L8 14.5 1 8z"/>',
    "similar": '<path d="M1 2.5h14v4H1zM1 9.5h14v4H1z"/>',
    "no-benefit": '<path d="M1 5.5h14v5H1z"/>',
    "mixed": '<path d="M8 1 15 8 8 15 1 8z"/><path d="M8 1v14"/>',
    "uncertain": '<circle cx="8" cy="8" r="6.8"/>',
}


@dataclass(frozen=True)
class Row:
    """A line of the map: a condition, or a situation of it, and its cells by treatment."""

    group: str
    name: str
    situation: str | None
    cells: dict[str, tuple[Cell, ...]]


def rows_of(cells: Sequence[Cell]) -> list[Row]:
    """The rows by specialty, the largest first; a situation stands below its condition."""
    found: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        found[(cell.group, cell.condition_name, cell.situation or "")].append(cell)
    sizes: dict[str, int] = defaultdict(int)
    for group, _, _ in found:
        sizes[group] += 1
    ordered = sorted(
        found, key=lambda at: (at[0] == "other", -sizes[at[0]], at[0], at[1].casefold(), at[2])
    )
    rows = []
    for at in ordered:
        by_treatment: dict[str, list[Cell]] = defaultdict(list)
        for cell in found[at]:
            by_treatment[cell.treatment].append(cell)
        grouped = {name: tuple(each) for name, each in by_treatment.items()}
        rows.append(Row(at[0], at[1], at[2] or None, grouped))
    return rows


def treatments_of(store: Store, rows: Sequence[Row]) -> dict[str, str]:
    """(id, name) of the treatments that these rows have, in the order of the store."""
    used = {each for row in rows for each in row.cells}
    return {each: store.treatments[each].label for each in store.treatments if each in used}


def mark(direction: str, certainty: str) -> str:
    """The mark as SVG, 16 by 16, hidden from screen readers: words stand beside it."""
    shade = SHADES[certainty]
    fill = _mixed(HUES[direction], shade)
    shape = _SHAPES[direction]
    text = ""
    if direction == "uncertain":
        ink = "#fff" if shade > 0.5 else INK
        text = (
            f'<text x="8" y="11.8" text-anchor="middle" font-size="11" font-weight="700" '
            f'stroke="none" fill="{ink}">?</text>'
        )
    line = _mixed(HUES[direction], 1.0)
    return f'<g fill="{fill}" stroke="{line}" stroke-width="1.3">{shape}{text}</g>'


def told(cell: Cell) -> str:
    """A cell in words: "IVIG in Sjögren syndrome: not settled; certainty very low (our reading)."""
    where = f" ({cell.situation})" if cell.situation else ""
    judged = " (our reading)" if cell.certainty_basis == "judged" else ""
    return (
        f"{cell.treatment_name} in {cell.condition_name}{where}: {DIRECTIONS[cell.direction]}; "
        f"certainty {CERTAINTIES[cell.certainty]}{judged}"
    )


def label(cell: Cell) -> str:
    """The certainty beside the mark; a star says that it is our reading."""
    star = "*" if cell.certainty_basis == "judged" else ""
    return CERTAINTIES[cell.certainty] + star


def attribute(text: str) -> str:
    """`text` as a quoted attribute."""
    return quoteattr(text)


def content(text: str) -> str:
    """`text` as the content of an element."""
    return escape(text)


def _mixed(hue: tuple[int, int, int], share: float) -> str:
    """A hue mixed with white; `share` from 0 to 1 of the hue."""
    parts = (round(255 - (255 - part) * share) for part in hue)
    return "#" + "".join(f"{part:02x}" for part in parts)
