"""`gaps`: what was asked and could not be answered, counted."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import click
from rich.table import Table

from evidence import gapstore
from evidence.gapstore import KEPT, Count
from workbench.desk import Refusal, counted, terminal

TITLES = {
    "pair": "treatment in condition, without the record asked for",
    "condition": "conditions",
    "treatment": "treatments",
    "uncovered": "names that the record does not cover, or that mean two things",
    "topic": "topics that the record does not hold",
    "word": "medical words that nothing links",
    "nothing": "questions in which nothing was linked",
}
MOST = 15


@click.command()
@click.option(
    "--days", type=click.IntRange(1, KEPT), default=KEPT, show_default=True,
    help="Only the last so many days.",
)  # fmt: skip
@click.option(
    "--file", "path", type=click.Path(dir_okay=False, path_type=Path),
    help="The file of counts; EVIDENCE_GAPS, else logs/gaps.sqlite, by default.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help=f"All rows, not the first {MOST} of each kind.")
def gaps(days: int, path: Path | None, every: bool) -> None:
    """Show what was asked and not answered: kinds, linked ids, unlinked medical words.

    The service counts them by day for thirty days. No message is kept, and no word that does
    not stand in the record's own names.
    """
    path = path or gapstore.place()
    if path is None:
        raise Refusal("EVIDENCE_GAPS is off, so nothing is counted; name a file to look into.")
    if not path.is_file():
        raise Refusal(
            f"{path} is not there: nothing has been asked in vain yet, or the service counts "
            "elsewhere (EVIDENCE_GAPS, --file)."
        )
    try:
        found = gapstore.counts(path, date.today() - timedelta(days=days - 1))
    except sqlite3.Error as error:
        raise Refusal(f"{path} cannot be read as a file of counts ({error}).") from None
    out = terminal()
    if not found:
        out.print(f"Nothing was asked in vain in the last {counted(days, 'day')}.")
        return
    for about, title in TITLES.items():
        rows = [each for each in found if each.about == about]
        if rows:
            out.print(_table(title, rows, every))
    out.print(f"Counted over the last {counted(days, 'day')}; older counts are dropped.")


def _table(title: str, rows: list[Count], every: bool) -> Table:
    items: dict[str, list[Count]] = defaultdict(list)
    for each in rows:
        items[each.item].append(each)
    ordered = sorted(items.items(), key=lambda pair: (-_sum(pair[1]), pair[0]))
    shown = ordered if every else ordered[:MOST]
    more = f" (first {MOST} of {len(ordered)})" if len(shown) < len(ordered) else ""
    table = Table(
        title=title + more, title_justify="left", box=None, pad_edge=False, header_style="bold"
    )
    table.add_column("times", justify="right")
    table.add_column("what", min_width=36)
    table.add_column("asked as → answered as")
    for item, parts in shown:
        kinds = ", ".join(f"{each.asked} → {each.outcome} {each.count}" for each in parts[:3])
        table.add_row(str(_sum(parts)), item or "–", kinds)
    return table


def _sum(rows: list[Count]) -> int:
    return sum(each.count for each in rows)
