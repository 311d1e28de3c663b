"""The report as one HTML page that needs nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from tests.understanding.asking import Asking
from tests.understanding.figures import (
    Miss,
    Row,
    Slice,
    confusion,
    reliability,
    slices,
)
from tests.understanding.pictures import confusion_picture, reliability_picture

KINDS = (
    "efficacy", "comparison", "dosing", "timing", "approval", "guideline", "predictors",
    "mechanism", "definition", "administration", "safety", "evidence_list", "alternatives",
    "evidence_basis", "certainty", "updates", "no_record", "unknown_concept", "clarify",
    "personal_advice", "emergency", "crisis", "capabilities", "smalltalk", "out_of_scope",
    "unavailable",
)  # fmt: skip
LONGEST = 300  # characters of a message that are shown
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--soft:#5a5a5a;--line:#c9c9c9;
--right:#0b6e4f;--wrong:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;--soft:#b0b0b0;
--line:#444;--right:#5fd3a6;--wrong:#ff8a80}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);
max-width:75rem;margin:0 auto;padding:1rem}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}
caption{text-align:left;color:var(--soft);padding:.25rem 0}
th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line);
vertical-align:top}
td.number{text-align:right;font-variant-numeric:tabular-nums}
thead th{vertical-align:bottom}
.yes{color:var(--right)}.no{color:var(--wrong);font-weight:600}
.scroll{overflow-x:auto}.message{overflow-wrap:anywhere;min-width:20rem}
svg text{fill:var(--ink);font:11px system-ui,sans-serif}
svg .right{fill:var(--right)}svg .wrong{fill:var(--wrong)}
svg .frame{fill:none;stroke:var(--line)}svg .ideal{stroke:var(--soft);stroke-dasharray:4 4}
svg .curve{fill:none;stroke:var(--right);stroke-width:2}svg .point{fill:var(--right)}
summary{cursor:pointer;padding:.25rem 0}
"""


@dataclass(frozen=True)
class Column:
    """One column of the table: a set of questions, or another assistant on the first set."""

    name: str
    rows: Sequence[Row]


def page(columns: Sequence[Column], asking: Asking, misses: dict[str, Sequence[Miss]],
         notes: Iterable[str]) -> str:  # fmt: skip
    """The whole page. `asking` is the first column's; `misses` has a list for each set."""
    parts = [
        "<h1>What the assistant understands</h1>",
        *(f"<p>{escape(note)}</p>" for note in notes),
        "<h2>Figures and targets</h2>",
        main_table(columns),
        "<h2>Which kinds are taken for which</h2>",
        f'<div class="scroll">{confusion_picture(confusion(asking), KINDS)}</div>',
        _confusions(asking),
        "<h2>How far its confidence can be trusted</h2>",
        f'<div class="scroll">{reliability_picture(reliability(asking))}</div>',
        _reliability(asking),
        "<h2>By kind, persona and manner</h2>",
        _slices("Single questions by kind", slices(asking, lambda each: each.wanted)),
        _slices("Single questions by persona", slices(asking, lambda each: each.persona)),
        _slices("Single questions by manner", slices(asking, lambda each: each.manner)),
        "<h2>Every miss, with what was read</h2>",
        *(_misses(name, these) for name, these in misses.items()),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>What the assistant understands</title><style>{_STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def main_table(columns: Sequence[Column]) -> str:
    """The figures of every column, the first with its targets."""
    heads = ["what", "target", *(name for each in columns for name in (each.name, "of"))]
    heads.insert(3, "reached")
    lines = []
    for place, row in enumerate(columns[0].rows):
        cells = [f'<th scope="row">{escape(row.name)}</th>', _td(target_of(row))]
        for number, column in enumerate(columns):
            other = column.rows[place]
            cells.append(_td(value_of(other)))
            if number == 0:
                cells.append(_reached(row.reached))
            cells.append(_td(f"{other.asked:,}"))
        lines.append("".join(cells))
    return _table("Shares of messages; a drop is in points of the share.", heads, lines)


def value_of(row: Row) -> str:
    """A row's value as it is shown; a dash where nothing was asked."""
    if not row.asked:
        return "–"
    return f"{100 * row.value:.1f} points" if row.name.startswith("drop") else f"{row.value:.1%}"


def target_of(row: Row) -> str:
    """A row's target as it is shown."""
    if row.target is None:
        return ""
    share = f"{100 * row.target:g}"
    unit = " points" if row.name.startswith("drop") else "%"
    return f"{'at most' if row.at_most else 'at least'} {share}{unit}"


def _reached(reached: bool | None) -> str:
    if reached is None:
        return "<td></td>"
    return '<td class="yes">yes</td>' if reached else '<td class="no">no</td>'


def _confusions(asking: Asking) -> str:
    wrong = [(count, *pair) for pair, count in confusion(asking).items() if pair[0] != pair[1]]
    lines = [
        f"<td>{escape(meant)}</td><td>{escape(read)}</td>{_td(str(count))}"
        for count, meant, read in sorted(wrong, key=lambda each: (-each[0], each[1:]))
    ]
    table = _table("All messages", ["kind meant", "kind read", "messages"], lines)
    return f"<details><summary>The same as a list</summary>{table}</details>"


def _reliability(asking: Asking) -> str:
    lines = [
        f'<th scope="row">{each.low:.1f} to {each.high:.1f}</th>{_td(str(each.asked))}'
        + (_td(f"{each.confidence:.2f}") + _td(f"{each.right / each.asked:.1%}")
           if each.asked else "<td></td><td></td>")
        for each in reliability(asking)
    ]  # fmt: skip
    heads = ["confidence", "questions", "mean confidence", "kinds right"]
    return _table("Single questions", heads, lines)


def _slices(caption: str, found: Sequence[Slice]) -> str:
    lines = [
        f'<th scope="row">{escape(each.name)}</th>{_td(str(each.asked))}'
        + "".join(_td(f"{count / each.asked:.1%}")
                  for count in (each.kind, each.concepts, each.both))
        for each in found
    ]  # fmt: skip
    return _table(caption, ["", "questions", "kind", "concepts", "both"], lines)


def _misses(name: str, found: Sequence[Miss]) -> str:
    heads = ["what", "message", "meant", "read", "intent", "confidence", "from"]
    lines = [
        "".join(
            [
                f"<td>{escape(miss.what)}</td>",
                f'<td class="message">{escape(_short(miss.outcome.text))}</td>',
                f"<td>{_reading(miss.outcome.wanted, miss.outcome.wanted_concepts)}</td>",
                f"<td>{_reading(miss.outcome.read, miss.outcome.concepts)}</td>",
                f"<td>{escape(miss.outcome.intent)}</td>",
                _td(f"{miss.outcome.confidence:.2f}"),
                f"<td>{escape(', '.join(_origin(miss)))}</td>",
            ]
        )
        for miss in sorted(found, key=lambda each: each.what)
    ]
    table = _table(f"{len(lines)} misses", heads, lines)
    return (
        f"<details><summary>{escape(name)}: {len(lines)}</summary>"
        f'<div class="scroll">{table}</div></details>'
    )


def _origin(miss: Miss) -> tuple[str, str, str]:
    return miss.outcome.place, miss.outcome.persona, miss.outcome.manner


def _reading(kind: str, concepts: Sequence[str]) -> str:
    return escape(kind + (f": {', '.join(concepts)}" if concepts else ""))


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]} … ({len(text):,} characters)"


def _td(text: str) -> str:
    return f'<td class="number">{escape(text)}</td>'


def _table(caption: str, heads: Sequence[str], lines: Iterable[str]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
