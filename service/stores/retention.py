"""How long things are kept, and how they are deleted: `purge` by age, `forget` by person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from sqlite3 import Error as SQLiteError
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from channels import storage
from channels.feedback import Feedback, now
from channels.senders import slack_person
from channels.shared import PATIENCE_SECONDS, PREFIX
from evidence import gapstore
from service.errors import Refusal
from service.stores import database

DAYS = 30  # unless RETENTION_DAYS says otherwise
SLACK = "slack:"  # begins a sender that is a person in Slack


@dataclass(frozen=True)
class Purged:
    """How much was deleted."""

    events: int
    conversations: int
    thumbs: int
    gaps: int


@dataclass(frozen=True)
class Forgotten:
    """How much of a person there was."""

    conversations: int
    events: int
    thumbs: int
    shared: int


def days_kept(environment: Mapping[str, str]) -> int:
    """RETENTION_DAYS."""
    try:
        return storage.number(environment, "RETENTION_DAYS", DAYS, least=1)
    except storage.BadSetting as wrong:
        raise Refusal(str(wrong)) from None


def purge(environment: Mapping[str, str], days: int) -> Purged:
    """Delete all that is older than so many days."""
    with _open(environment) as stores:
        with stores.conversations.begin() as connection:
            events, conversations = database.purge(connection, timedelta(days=days).total_seconds())
        database.tidy(stores.conversations)
        thumbs = stores.feedback.purge(now() - timedelta(days=days))
        return Purged(events, conversations, thumbs, _purge_gaps(days))


def _purge_gaps(days: int) -> int:
    path = gapstore.place()
    if path is None or not path.exists():
        return 0
    return gapstore.purge(path, date.today() - timedelta(days=days - 1))


def forget(environment: Mapping[str, str], sender: str) -> Forgotten:
    """Delete a conversation everywhere; `slack:TEAM/USER` is all of a person in Slack."""
    with _open(environment) as stores:
        prefix = _prefix(sender)
        with stores.conversations.begin() as connection:
            found = [sender] if prefix is None else database.senders(connection, prefix)
            ids = {each: database.message_ids(connection, each) for each in found}
            events = [database.forget(connection, each) for each in found]
        database.tidy(stores.conversations)
        thumbs = sum(stores.feedback.forget(each, ids[each]) for each in found)
        names = {*found, sender.rpartition("/")[2]} if prefix else {sender}
        shared = _delete_shared(environment, names)
        return Forgotten(sum(map(bool, events)), sum(events), thumbs, shared)


def _prefix(sender: str) -> str | None:
    """How the conversations of a person in Slack begin, if the sender names one."""
    team, slash, user = sender.removeprefix(SLACK).partition("/")
    return slack_person(team, user) if sender.startswith(SLACK) and slash else None


def _delete_shared(environment: Mapping[str, str], names: set[str]) -> int:
    """Delete what Redis holds under any of these conversations or people; how many entries."""
    address = storage.redis_address(environment)
    if address is None:
        return 0
    with Redis.from_url(address, socket_timeout=PATIENCE_SECONDS, decode_responses=True) as client:
        keys = [
            key for key in client.scan_iter(f"{PREFIX}*", count=1000) if names & set(key.split(":"))
        ]
        return int(client.delete(*keys)) if keys else 0


@dataclass(frozen=True)
class Stores:
    """The databases, open."""

    conversations: Any
    feedback: Feedback


@contextmanager
def _open(environment: Mapping[str, str]) -> Iterator[Stores]:
    """The databases as the environment names them; every failure of theirs is a Refusal."""
    try:
        engine = storage.engine(storage.database(environment))
        feedback = Feedback(storage.feedback_database(environment))
        try:
            database.make(engine)
            yield Stores(engine, feedback)
        finally:
            engine.dispose()
            feedback.close()
    except storage.BadSetting as wrong:
        raise Refusal(str(wrong)) from None
    except (SQLAlchemyError, SQLiteError, RedisError, ImportError, OSError) as error:
        # The error's text is not told: it may hold an address, and with it a password.
        raise Refusal(
            f"What is kept cannot be reached ({type(error).__name__}), so not all was deleted: "
            "check DATABASE_URL, FEEDBACK_DATABASE, REDIS_URL and DATA_FOLDER, and try again."
        ) from None
