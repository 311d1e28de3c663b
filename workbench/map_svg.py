"""The evidence map as one SVG picture, in two panels so that it fits a page or a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from evidence.store import Store
from workbench.map_marks import (
    CERTAINTIES,
    DIRECTIONS,
    INK,
    SIZE,
    Row,
    content,
    label,
    mark,
    told,
    treatments_of,
)

MARGIN, GAP = 32, 56  # around the picture, between the panels
LINE, GROUP = 22, 50  # heights of a row and of a group's heading
NAME, CELL = 384, 88  # width of the names, least width of a treatment's column
HEAD, FOOT = 178, 48  # title and legend above, the note below
LETTER = 7.9  # width of a bold letter in a heading, nearly
FONT = "font-family=\"'Source Sans 3','Segoe UI','Helvetica Neue',Arial,sans-serif\""


@dataclass(frozen=True)
class Column:
    """A treatment's column: its name, its left edge and its width in pixels."""

    name: str
    x: int
    width: int


_SUMMARY = (
    "A table of treatments by conditions, grouped by specialty. In each cell a shape shows the "
    "direction of the effect, and a shade and a word show how sure that is. The same table in "
    "words is in the HTML file beside this picture."
)


def svg(store: Store, rows: Sequence[Row]) -> str:
    """The picture as text. Sizes are in pixels."""
    parts: list[str] = []
    left, height = MARGIN, 0
    for panel in _panels(rows):
        columns = _columns(treatments_of(store, panel))
        parts.append(_panel(panel, columns, left))
        left += _width(columns) + GAP
        height = max(height, HEAD + _height(panel))
    width, height = left - GAP + MARGIN, height + FOOT
    title = "Evidence for immunoglobulin therapy: treatments by conditions"
    note = (
        f"Record {store.hash}, last reviewed {store.date.day} {store.date:%B %Y}. Findings on "
        "groups of people; no advice for a person. An empty cell means that nothing is on record."
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" '
            f'aria-labelledby="map-title map-desc" {FONT} fill="{INK}">',
            f'<title id="map-title">{content(title)}</title>',
            f'<desc id="map-desc">{content(_SUMMARY)}</desc>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            _text(MARGIN, 58, title, size=30, weight=700),
            _legend(width),
            *parts,
            _text(MARGIN, height - 22, note, size=14, fill="#45525e"),
            "</svg>",
            "",
        ]
    )


def _panels(rows: Sequence[Row]) -> list[list[Row]]:
    """Two halves of about the same height, cut between two groups."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    panels: list[list[Row]] = [[], []]
    half = _height(rows) / 2
    for group in groups.values():
        place = 0 if not panels[0] or _height([*panels[0], *group]) <= half else 1
        panels[place] += group
    return [panel for panel in panels if panel]


def _height(rows: Sequence[Row]) -> int:
    return len(rows) * LINE + len({row.group for row in rows}) * GROUP


def _columns(treatments: dict[str, str]) -> dict[str, Column]:
    """Where each treatment's column begins, and how wide it is: as wide as its longest word."""
    found: dict[str, Column] = {}
    x = NAME
    for treatment, name in treatments.items():
        width = max(CELL, round(max(map(len, name.split(" "))) * LETTER) + 16)
        found[treatment] = Column(name, x, width)
        x += width
    return found


def _width(columns: dict[str, Column]) -> int:
    last = list(columns.values())[-1]
    return last.x + last.width


def _panel(rows: Sequence[Row], columns: dict[str, Column], left: int) -> str:
    width = _width(columns)
    parts = [f'<g transform="translate({left} 0)">']
    y = HEAD
    for group, members in groupby(rows, lambda row: row.group):
        lines = list(members)
        parts.append(_text(0, y + GROUP - 12, group.capitalize(), size=17, weight=700))
        for treatment, column in columns.items():
            if any(treatment in row.cells for row in lines):
                parts.append(_column_name(column, y + GROUP - 12))
        parts.append(_rule(y + GROUP - 4, width, "#8b98a5"))
        y += GROUP
        for number, row in enumerate(lines):
            if number % 2:
                shade = f'<rect x="0" y="{y}" width="{width}" height="{LINE}" fill="#f4f6f8"/>'
                parts.append(shade)
            again = number > 0 and lines[number - 1].name == row.name
            parts.append(_row(row, again, columns, y))
            y += LINE
    return "\n".join([*parts, "</g>"])


def _row(row: Row, again: bool, columns: dict[str, Column], y: int) -> str:
    """A row; below a row of the same condition only its situation is named."""
    name = row.name if not row.situation else f"{row.name}: {row.situation}"
    parts = [_name(row.situation, 18, y) if again and row.situation else _name(name, 0, y)]
    for treatment, column in columns.items():
        for shift, cell in enumerate(row.cells.get(treatment, ())):
            x = column.x + shift * (SIZE + 2)
            parts.append(
                f'<g transform="translate({x} {y + 3})"><title>{content(told(cell))}</title>'
                f"{mark(cell.direction, cell.certainty)}"
                f"{_text(SIZE + 5, 12.5, label(cell), size=12.5)}</g>"
            )
    return "\n".join(parts)


def _name(name: str, x: int, y: int) -> str:
    """A condition's name, drawn tighter where it is longer than its column."""
    squeeze = f' textLength="{NAME - 12}" lengthAdjust="spacingAndGlyphs"' if len(name) > 54 else ""
    return f'<text x="{x}" y="{y + 15.5}" font-size="14.5"{squeeze}>{content(name)}</text>'


def _column_name(column: Column, y: int) -> str:
    """A treatment's name above its column, a line for each word or two."""
    lines = [""]
    for word in column.name.split(" "):
        if lines[-1] and (len(lines[-1]) + len(word)) * LETTER > column.width - 16:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    start = y - 15 * (len(lines) - 1)
    return "".join(
        _text(column.x, start + 15 * place, line, size=13.5, weight=700)
        for place, line in enumerate(lines)
    )


def _legend(width: int) -> str:
    """What shapes and shades mean, each with its words."""
    parts = [_text(MARGIN, 104, "Direction", size=14, weight=700)]
    x = MARGIN + 92
    for direction, words in DIRECTIONS.items():
        parts.append(f'<g transform="translate({x} 92)">{mark(direction, "moderate")}</g>')
        parts.append(_text(x + 23, 104.5, words, size=14))
        x += 23 + int(len(words) * 6.9) + 24
    parts.append(_text(MARGIN, 140, "Certainty", size=14, weight=700))
    x = MARGIN + 92
    for certainty, word in CERTAINTIES.items():
        for shift, direction in enumerate(("benefit", "no-benefit", "uncertain")):
            at = x + shift * (SIZE + 5)
            parts.append(f'<g transform="translate({at} 128)">{mark(direction, certainty)}</g>')
        parts.append(_text(x + 68, 140.5, word, size=14))
        x += 68 + int(len(word) * 6.9) + 30
    parts.append(_text(x, 140.5, "* our reading, not one stated by a review", size=14))
    parts.append(f'<g transform="translate({MARGIN} 0)">{_rule(166, width - 2 * MARGIN)}</g>')
    return "\n".join(parts)


def _rule(y: int, width: int, colour: str = "#c9d2da") -> str:
    return f'<path d="M0 {y}.5H{width}" stroke="{colour}"/>'


def _text(x: float, y: float, text: str, size: float, weight: int = 400, fill: str = INK) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{fill}">'
        f"{content(text)}</text>"
    )
