"""The evidence map as a page: a real table, so that it can be read aloud, searched and printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from evidence.map_data import Cell
from evidence.store import Store
from workbench.map_marks import (
    CERTAINTIES,
    DIRECTIONS,
    SIZE,
    Row,
    attribute,
    content,
    label,
    mark,
    told,
    treatments_of,
)

_STYLE = """
:root { color-scheme: light; font: 16px/1.45 "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial,
  sans-serif; color: #1b2733; background: #fff; }
body { margin: 0 auto; max-width: 84rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
p { max-width: 46rem; margin: .4rem 0; }
dl.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; margin: .6rem 0; }
dl.legend div { display: flex; align-items: center; gap: .45rem; }
dl.legend dt { display: flex; gap: .25rem; } dl.legend dd { margin: 0; }
h2 { font-size: 1rem; margin: 1rem 0 0; }
.scroll { overflow-x: auto; margin-top: 1.2rem; }
@media (min-width: 82rem) { .scroll { overflow: visible; } }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
caption { text-align: left; padding-bottom: .5rem; }
th, td { text-align: left; padding: .28rem .5rem; vertical-align: top; font-weight: 400; }
thead th { position: sticky; top: 0; background: #fff; font-weight: 700; vertical-align: bottom;
  box-shadow: inset 0 -2px #8b98a5; z-index: 1; }
tbody th[scope=rowgroup] { font-weight: 700; font-size: 1.1rem; padding-top: 1.3rem;
  border-bottom: 1px solid #8b98a5; }
tbody th[scope=row] { min-width: 15rem; } .situation { padding-left: 1.8rem; }
tbody tr:nth-child(even) > * { background: #f4f6f8; } td { white-space: nowrap; }
td svg, dt svg { vertical-align: -2px; flex: none; } td span + span { margin-left: .3rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
footer { margin-top: 1.5rem; color: #45525e; font-size: .9rem; }
@media print { thead th { position: static; } body { max-width: none; padding: 0; }
  .scroll { overflow: visible; } table { font-size: .6rem; } tr { break-inside: avoid; } }
"""


def html(store: Store, rows: Sequence[Row]) -> str:
    """The page as text: one file, no script, nothing fetched."""
    treatments = treatments_of(store, rows)
    heads = "".join(f'<th scope="col">{content(name)}</th>' for name in treatments.values())
    bodies = [
        _group(group, list(each), treatments)
        for group, each in groupby(rows, lambda each: each.group)
    ]
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            "<title>Evidence map of immunoglobulin therapy</title>",
            f"<style>{_STYLE}</style></head><body>",
            "<h1>Evidence for immunoglobulin therapy: treatments by conditions</h1>",
            "<p>Each cell is the main finding on record for a treatment in a condition. These are "
            "findings on groups of people and no advice for a person. An empty cell means that "
            "nothing is on record; it does not mean that the treatment does not help.</p>",
            _legend(),
            '<div class="scroll" tabindex="0" role="region" aria-label="Evidence map"><table>',
            f"<caption>{len(rows)} rows, grouped by specialty.</caption>",
            f'<thead><tr><th scope="col">Condition</th>{heads}</tr></thead>',
            *bodies,
            "</table></div>",
            f"<footer>Record {store.hash}, last reviewed {store.date.day} {store.date:%B %Y}."
            "</footer></body></html>",
            "",
        ]
    )


def _group(group: str, rows: Sequence[Row], treatments: dict[str, str]) -> str:
    span = len(treatments) + 1
    head = f'<tr><th scope="rowgroup" colspan="{span}">{content(group.capitalize())}</th></tr>'
    return "\n".join(["<tbody>", head, *(_row(row, treatments) for row in rows), "</tbody>"])


def _row(row: Row, treatments: dict[str, str]) -> str:
    name = content(row.name)
    if row.situation:
        name += f": {content(row.situation)}"
    cells = "".join(_cell(row.cells.get(each, ())) for each in treatments)
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _cell(cells: Sequence[Cell]) -> str:
    said = "".join(
        f"<span title={attribute(told(cell))}>{_picture(cell.direction, cell.certainty)} "
        f'<span class="unseen">{content(DIRECTIONS[cell.direction])}, certainty </span>'
        f"{content(label(cell))}</span>"
        for cell in cells
    )
    return f"<td>{said}</td>"


def _picture(direction: str, certainty: str) -> str:
    return (
        f'<svg width="{SIZE}" height="{SIZE}" viewBox="0 0 16 16" aria-hidden="true">'
        f"{mark(direction, certainty)}</svg>"
    )


def _legend() -> str:
    shapes = "".join(
        f"<div><dt>{_picture(each, 'moderate')}</dt><dd>{content(words)}</dd></div>"
        for each, words in DIRECTIONS.items()
    )
    shades = "".join(
        "<div><dt>"
        + "".join(_picture(each, certainty) for each in ("benefit", "no-benefit", "uncertain"))
        + f"</dt><dd>{content(word)}</dd></div>"
        for certainty, word in CERTAINTIES.items()
    )
    return (
        f'<h2>Direction, by shape</h2><dl class="legend">{shapes}</dl>'
        f'<h2>Certainty, by shade and word</h2><dl class="legend">{shades}</dl>'
        "<p>* our reading of the studies, not a certainty stated by a review or guideline</p>"
    )
