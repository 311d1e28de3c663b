"""The small file that counts what was asked and not answered: a number a day, no message.

`EVIDENCE_GAPS` names the file; `off` counts nothing. Rows are sums by day, kind and item, so
that the items of one message are not kept together. Days are dropped after thirty.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from evidence.gaps import Gap

KEPT = 30  # days, the day of asking included
PATIENCE = 0.2  # seconds to wait for another process; then this count is given up
ROOT = Path(__file__).resolve().parent.parent
_TABLE = """
create table if not exists gaps (
    day text not null, asked text not null, outcome text not null,
    about text not null, item text not null, count integer not null,
    primary key (day, asked, outcome, about, item)
) without rowid
"""
_ADD = """
insert into gaps values (?, ?, ?, ?, ?, 1)
on conflict (day, asked, outcome, about, item) do update set count = count + 1
"""


@dataclass(frozen=True)
class Count:
    """How often something was asked in vain."""

    asked: str
    outcome: str
    about: str
    item: str
    count: int


def place() -> Path | None:
    """The file by `EVIDENCE_GAPS`, else `logs/gaps.sqlite`; None where counting is off."""
    setting = os.environ.get("EVIDENCE_GAPS", "").strip()
    if setting.lower() == "off":
        return None
    return Path(setting) if setting else ROOT / "logs" / "gaps.sqlite"


def note(gaps: Iterable[Gap], path: Path, today: date) -> None:
    """Count these gaps on this day, and drop the days that are too old. OSError, sqlite3.Error."""
    day = today.isoformat()
    rows = [(day, each.asked, each.outcome, each.about, each.item) for each in gaps]
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
    with _open(path) as database, database:
        database.execute(_TABLE)
        oldest = today - timedelta(days=KEPT - 1)
        database.execute("delete from gaps where day < ?", (oldest.isoformat(),))
        database.executemany(_ADD, rows)


def purge(path: Path, before: date) -> int:
    """Delete the counts of the days before this one; how many there were. sqlite3.Error."""
    with _open(path) as database, database:
        database.execute(_TABLE)
        return database.execute("delete from gaps where day < ?", (before.isoformat(),)).rowcount


def counts(path: Path, since: date) -> list[Count]:
    """The sums since a day, the most asked first. sqlite3.Error where the file is no such store."""
    with _open(path) as database:
        rows = database.execute(
            "select asked, outcome, about, item, sum(count) from gaps where day >= ?"
            " group by asked, outcome, about, item order by 5 desc, 3, 4, 1, 2",
            (since.isoformat(),),
        )
        return [Count(*row) for row in rows]


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as database:
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        yield database
