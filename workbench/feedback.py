"""`feedback`: what people thought of answers, on the web and in Slack."""

from __future__ import annotations

import os

import click
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from channels.feedback import Opinion, recent
from channels.storage import BadSetting, feedback_database
from workbench.desk import Refusal, terminal


@click.command()
@click.option(
    "--most", type=click.IntRange(1), default=50, show_default=True, help="At most so many."
)
def feedback(most: int) -> None:
    """Show the thumbs of the last 30 days, the newest first, with reason and comment.

    The channels keep them where FEEDBACK_DATABASE says, else in DATA_FOLDER. Question and
    answer are there only if the person let them be kept.
    """
    try:
        found = recent(feedback_database(os.environ), most)
    except BadSetting as error:
        raise Refusal(str(error)) from None
    except (SQLAlchemyError, ImportError, OSError) as error:
        # The address is not repeated: it may hold a password.
        raise Refusal(
            f"The database of thumbs cannot be read ({type(error).__name__}); "
            "check FEEDBACK_DATABASE and DATA_FOLDER."
        ) from None
    out = terminal()
    if not found:
        out.print("No thumbs in the last 30 days.")
        return
    up = sum(each.thumb == "up" for each in found)
    out.print(f"{up} up, {len(found) - up} down; the newest {len(found)}.")
    out.print(_table(found))


def _table(found: list[Opinion]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("day", "thumb", "answer", "about", "reason and comment", "question"):
        table.add_column(title, overflow="fold")
    for each in found:
        said = ": ".join(part for part in (each.reason, each.comment) if part)
        about = f"{each.treatments} {each.conditions}".strip()
        row = (f"{each.given:%Y-%m-%d}", each.thumb, each.kind, about, said, each.question or "")
        table.add_row(*row)
    return table
