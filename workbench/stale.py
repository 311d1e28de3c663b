"""`stale`: which claims are past the day on which they were to be reviewed again."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click
from rich.table import Table

from evidence.loading import load_folder
from workbench.desk import counted, knowledge_option, opened, terminal


@click.command()
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="As of this day; today by default.",
)  # fmt: skip
@knowledge_option
def stale(day: datetime | None, folder: Path) -> None:
    """List the claims whose review is overdue, the longest overdue first.

    The exit code is 1 where there is any, so that a nightly run can tell.
    """
    opened(folder)  # a broken store is told as such
    on = day.date() if day else date.today()
    found = [(claim, place) for claim, place in load_folder(folder).of("claims")]
    due = sorted(
        ((claim, place) for claim, place in found if claim.review_due < on),
        key=lambda pair: (pair[0].review_due, pair[0].id),
    )
    out = terminal()
    if not due:
        first = min((claim.review_due for claim, _ in found), default=None)
        out.print(f"No review is overdue on {on}; the next is due on {first}.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("due", "days late", "claim", "reviewed by", "where"):
        table.add_column(name, justify="right" if name == "days late" else "left", overflow="fold")
    for claim, place in due:
        where = f"{place.document.file}:{place.document.line(place.path)}"
        late = str((on - claim.review_due).days)
        table.add_row(str(claim.review_due), late, claim.id, ", ".join(claim.reviewed_by), where)
    out.print(table)
    out.print(f"{counted(len(due), 'claim')} of {len(found)} overdue on {on}.")
    sys.exit(1)
