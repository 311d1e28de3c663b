"""The table of conversations: Rasa's events, a row each, in the layout of Rasa's own SQL store.

Imports nothing of Rasa, so that commands that only look or delete start at once.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import declarative_base

LISTEN, SESSION_START = "action_listen", "action_session_start"
Base: Any = declarative_base()


class Event(Base):
    """One event of a conversation. `action_name` is an action's name, or a slot's."""

    __tablename__ = "events"
    # For the newest turns of a conversation, for what was last done or set in it, for retention.
    __table_args__ = (
        sql.Index("events_in_order", "sender_id", "id"),
        sql.Index("events_by_name", "sender_id", "action_name", "id"),
        sql.Index("events_by_age", "timestamp"),
    )

    id = sql.Column(sql.BigInteger().with_variant(sql.Integer, "sqlite"), primary_key=True)
    sender_id = sql.Column(sql.String(255), nullable=False)
    type_name = sql.Column(sql.String(255), nullable=False)
    timestamp = sql.Column(sql.Float)  # seconds since 1970
    intent_name = sql.Column(sql.String(255))
    action_name = sql.Column(sql.String(255))
    data = sql.Column(sql.Text)


def make(engine: Any) -> None:
    """Make the table if it is not there."""
    try:
        Base.metadata.create_all(engine)
    except DBAPIError:
        # Another replica may have made it at the same time; anything else fails again.
        Base.metadata.create_all(engine)


def newest(connection: Any, sender: str, turns: int, slots: Iterable[str]) -> list[dict[str, Any]]:
    """The events of the newest turns of a conversation's latest session, oldest first.

    Before them stands what had set those of the `slots` that these turns do not set.
    """
    rows = connection.execute(_NEWEST, {"sender": sender, "skipped": turns}).all()
    found = [json.loads(row.data) for row in rows]
    if not rows or rows[0].action_name != LISTEN:
        return found  # the session from its beginning
    missing = set(slots) - {row.action_name for row in rows if row.type_name == "slot"}
    if not missing:
        return found
    asked = {"sender": sender, "first": rows[0].id, "missing": sorted(missing)}
    older = connection.execute(_SET_BEFORE, asked).all()
    return [json.loads(row.data) for row in older] + found


def _last(action: str, skipped: Any) -> Any:
    """The id of the last time that the action ran, or of an earlier one; 0 if there is none."""
    found = (
        sql.select(_events.id)
        .where(_events.sender_id == _SENDER, _events.action_name == action)
        .where(_events.type_name == "action")
        .order_by(_events.id.desc())
        .offset(skipped)
        .limit(1)
    )
    return sql.func.coalesce(found.scalar_subquery(), 0)


# Put together once: that takes SQLAlchemy forty times as long as SQLite needs for the answer.
_events = Event.__table__.c
_SENDER = sql.bindparam("sender")
_SESSION = _last(SESSION_START, 0)
_ROWS = sql.select(_events.type_name, _events.action_name, _events.id, _events.data)
_NEWEST = _ROWS.where(
    _events.sender_id == _SENDER,
    _events.id >= _last(LISTEN, sql.bindparam("skipped", type_=sql.Integer)),
    _events.id >= _SESSION,
).order_by(_events.id)
_SET_BEFORE = _ROWS.where(
    _events.id.in_(
        sql.select(sql.func.max(_events.id))
        .where(_events.sender_id == _SENDER)
        .where(_events.action_name.in_(sql.bindparam("missing", expanding=True)))
        .where(_events.type_name == "slot", _events.id < sql.bindparam("first"))
        .where(_events.id >= _SESSION)
        .group_by(_events.action_name)
    )
).order_by(_events.id)
_INSERT = sql.insert(Event.__table__)


def everything(connection: Any, sender: str) -> list[dict[str, Any]]:
    """All events of a conversation, oldest first."""
    rows = connection.execute(
        sql.select(Event.data).where(Event.sender_id == sender).order_by(Event.id)
    )
    return [json.loads(row.data) for row in rows]


def add(connection: Any, sender: str, events: Iterable[dict[str, Any]]) -> None:
    """Append events, as Rasa writes them down, to a conversation."""
    rows = [
        {
            "sender_id": sender,
            "type_name": event["event"],
            "timestamp": event.get("timestamp"),
            "intent_name": ((event.get("parse_data") or {}).get("intent") or {}).get("name"),
            "action_name": event.get("name"),
            "data": json.dumps(event),
        }
        for event in events
    ]
    connection.execute(_INSERT, rows)


def message_ids(connection: Any, sender: str) -> list[str]:
    """The ids of the messages that a person sent in a conversation."""
    rows = connection.execute(
        sql.select(Event.data).where(Event.sender_id == sender, Event.type_name == "user")
    )
    found = (json.loads(row.data).get("message_id") for row in rows)
    return [str(each) for each in found if each]


def senders(connection: Any, prefix: str) -> list[str]:
    """The conversations whose id begins so."""
    named = sql.select(Event.sender_id).distinct().where(Event.sender_id.startswith(prefix))
    return [row.sender_id for row in connection.execute(named)]


def forget(connection: Any, sender: str) -> int:
    """Delete a conversation; how many events it had."""
    return int(connection.execute(sql.delete(Event).where(Event.sender_id == sender)).rowcount)


def purge(connection: Any, seconds: float) -> tuple[int, int]:
    """Delete all events older than so many seconds: how many, and how many whole conversations."""
    count = sql.select(sql.func.count(Event.sender_id.distinct()))
    before = connection.execute(count).scalar_one()
    old = sql.delete(Event).where(Event.timestamp < time.time() - seconds)
    deleted = int(connection.execute(old).rowcount)
    return deleted, before - connection.execute(count).scalar_one()


def tidy(engine: Any) -> None:
    """Let SQLite overwrite what was deleted in its log too; PostgreSQL does so by itself."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
