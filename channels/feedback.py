"""Thumbs up and down: what people thought of an answer, kept for 30 days.

What a person asked and what was answered is only in here if the person ticked that it may be.
Where the database is: channels/storage.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Literal

import sqlalchemy as sql

from channels import storage

KEPT = timedelta(days=30)

_TABLE = sql.Table(
    "thumbs",
    sql.MetaData(),
    sql.Column("key", sql.String(64), primary_key=True),
    sql.Column("given", sql.DateTime, nullable=False, index=True),  # UTC
    sql.Column("thumb", sql.String(4), nullable=False),
    sql.Column("reason", sql.String(20)),
    sql.Column("comment", sql.Text),
    sql.Column("kind", sql.String(40), nullable=False),
    sql.Column("conditions", sql.Text, nullable=False),
    sql.Column("treatments", sql.Text, nullable=False),
    sql.Column("record", sql.String(64)),
    sql.Column("question", sql.Text),
    sql.Column("answer", sql.Text),
)


@dataclass(frozen=True)
class Opinion:
    """One thumb: `kind` to `record` tell which answer it was about.

    `conditions` and `treatments` are ids, separated by spaces; `record` is the hash of the fact
    store that answered. `question` and `answer` are None unless the person let them be kept.
    """

    given: datetime
    thumb: Literal["up", "down"]
    reason: str | None
    comment: str | None
    kind: str
    conditions: str
    treatments: str
    record: str | None
    question: str | None = None
    answer: str | None = None


class Feedback:
    """The database of thumbs."""

    def __init__(self, address: str) -> None:
        """`address`: SQLAlchemy's; the table is made at the first use."""
        self._engine = storage.engine(address)
        self._made = False

    def save(self, conversation: str, message_id: str, opinion: Opinion) -> None:
        """Keep an opinion on an answer, in the place of an earlier one on the same answer.

        The key is a hash, so that the row does not lead back to the conversation.
        """
        key = _key(conversation, message_id)
        with self._engine.begin() as database:
            self._prepare(database)
            database.execute(sql.delete(_TABLE).where(_TABLE.c.key == key))
            database.execute(sql.insert(_TABLE).values(key=key, **asdict(opinion)))

    def recent(self, limit: int = 100) -> list[Opinion]:
        """The newest opinions, newest first, none older than 30 days."""
        with self._engine.begin() as database:
            self._prepare(database)
            columns = [column for column in _TABLE.c if column.name != "key"]
            found = database.execute(
                sql.select(*columns).order_by(_TABLE.c.given.desc()).limit(limit)
            )
            return [Opinion(**row) for row in found.mappings()]

    def forget(self, conversation: str, message_ids: Iterable[str]) -> int:
        """Delete the opinions on these answers of a conversation; how many there were."""
        keys = [_key(conversation, each) for each in message_ids]
        return self._delete(_TABLE.c.key.in_(keys))

    def purge(self, before: datetime) -> int:
        """Delete what was given before this time (UTC); how many there were."""
        return self._delete(_TABLE.c.given < before)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _delete(self, which: Any) -> int:
        with self._engine.begin() as database:
            self._make(database)
            return int(database.execute(sql.delete(_TABLE).where(which)).rowcount)

    def _prepare(self, database: Any) -> None:
        self._make(database)
        database.execute(sql.delete(_TABLE).where(_TABLE.c.given < now() - KEPT))

    def _make(self, database: Any) -> None:
        if not self._made:
            _TABLE.metadata.create_all(database)
            self._made = True


def _key(conversation: str, message_id: str) -> str:
    return hashlib.sha256(f"{conversation} {message_id}".encode()).hexdigest()


def now() -> datetime:
    """The time now in UTC, as the database keeps it (without a zone)."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


def recent(address: str, limit: int = 100) -> list[Opinion]:
    """The newest opinions in the database at this address (`WebSettings.feedback`)."""
    feedback = Feedback(address)
    try:
        return feedback.recent(limit)
    finally:
        feedback.close()
