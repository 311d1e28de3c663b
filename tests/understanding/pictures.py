"""The report's two pictures as SVG; their colours are the page's own, light or dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.understanding.figures import Bin

CELL = 26
LEFT, TOP = 150, 130


def confusion_picture(counts: Counter[tuple[str, str]], kinds: Sequence[str]) -> str:
    """A square for each pair of kinds (meant, read), the darker the larger its share of the row."""
    size = CELL * len(kinds)
    told = "Rows: the kind meant. Columns: the kind read. Numbers: messages."
    parts = [_opening(LEFT + size + 70, TOP + size + 10, "Confusion matrix", told)]
    for place, kind in enumerate(kinds):
        middle = place * CELL + CELL // 2
        parts.append(_text(LEFT - 6, TOP + middle + 4, kind, "end"))
        turned = f' transform="rotate(-60 {LEFT + middle} {TOP - 6})"'
        parts.append(_text(LEFT + middle, TOP - 6, kind, "start", turned))
    for row, meant in enumerate(kinds):
        total = sum(counts[meant, read] for read in kinds)
        for column, read in enumerate(kinds):
            share = counts[meant, read] / total if total else 0.0
            parts.append(_cell(row, column, counts[meant, read], share))
    return "".join([*parts, "</svg>"])


def _cell(row: int, column: int, count: int, share: float) -> str:
    left, top = LEFT + column * CELL, TOP + row * CELL
    colour = "right" if row == column else "wrong"
    opacity = 0.1 + 0.45 * share if count else 0.03  # never so dark that the number is lost
    square = (
        f'<rect class="{colour}" x="{left}" y="{top}" width="{CELL - 1}" height="{CELL - 1}" '
        f'fill-opacity="{opacity:.2f}"/>'
    )
    return square + (_text(left + CELL // 2, top + CELL // 2 + 4, str(count)) if count else "")


def reliability_picture(bins: Sequence[Bin]) -> str:
    """The share that was right at each tenth of confidence; on the dashed line it is as said."""
    side, left, top = 360, 60, 20
    told = "Across: confidence. Up: share of kinds right. Beside each point: questions."
    parts = [
        _opening(left + side + 30, top + side + 60, "Reliability curve", told),
        f'<rect class="frame" x="{left}" y="{top}" width="{side}" height="{side}"/>',
        f'<line class="ideal" x1="{left}" y1="{top + side}" x2="{left + side}" y2="{top}"/>',
    ]
    points = [
        (left + side * each.confidence, top + side * (1 - each.right / each.asked), each.asked)
        for each in bins
        if each.asked
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    parts.append(f'<polyline class="curve" points="{line}"/>')
    for x, y, asked in points:
        parts.append(f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        parts.append(_text(round(x), round(y) - 8 if y > top + 20 else round(y) + 18, str(asked)))
    for tenth in range(0, 11, 2):
        parts.append(_text(left + side * tenth // 10, top + side + 16, f"{tenth / 10:.1f}"))
        parts.append(
            _text(left - 8, top + side - side * tenth // 10 + 4, f"{tenth / 10:.1f}", "end")
        )
    parts.append(_text(left + side // 2, top + side + 40, "confidence"))
    turned = f' transform="rotate(-90 16 {top + side // 2})"'
    parts.append(_text(16, top + side // 2, "share right", "middle", turned))
    return "".join([*parts, "</svg>"])


def _opening(width: int, height: int, title: str, description: str) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<title>{title}</title><desc>{description}</desc>"
    )


def _text(x: float, y: float, words: str, anchor: str = "middle", more: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{more}>{words}</text>'
