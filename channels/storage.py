"""Where things are kept, by the environment: the data folder, the databases, the shared memory.

The settings of DATABASE_URL, FEEDBACK_DATABASE, REDIS_URL and DATA_FOLDER are in docs/data.md.
No sentence in here repeats an address: it may hold a password.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool, StaticPool

ROOT = Path(__file__).resolve().parent.parent
IN_MEMORY = "sqlite://"  # gone with the process
CONNECTIONS = 5  # of one process to one database
PATIENCE = 5  # seconds for a connection, and for another process that writes
_EXAMPLE = "for example postgresql://user:password@host/database"


class BadSetting(Exception):
    """A setting has no meaning; the sentence names it and the mend."""


def folder(environment: Mapping[str, str]) -> Path:
    """DATA_FOLDER: what must survive a restart is below it."""
    return Path(environment.get("DATA_FOLDER", "").strip() or ROOT / "var")


def database(environment: Mapping[str, str]) -> str:
    """SQLAlchemy's address of the database of conversations. BadSetting; OSError for a folder."""
    return _address(environment, "DATABASE_URL") or _file(environment, "conversations.db")


def feedback_database(environment: Mapping[str, str]) -> str:
    """SQLAlchemy's address of the database of thumbs. BadSetting; OSError for a folder.

    Unless FEEDBACK_DATABASE says otherwise they are where the conversations are.
    """
    given = _address(environment, "FEEDBACK_DATABASE") or _address(environment, "DATABASE_URL")
    return given if given and given != IN_MEMORY else _file(environment, "feedback.db")


def redis_address(environment: Mapping[str, str]) -> str | None:
    """The address of the Redis that replicas share; None without one. BadSetting."""
    given = environment.get("REDIS_URL", "").strip()
    if given and not given.startswith(("redis://", "rediss://", "unix://")):
        raise BadSetting(
            "REDIS_URL must begin with redis:// or rediss://; "
            "for example redis://:password@host:6379/0."
        )
    return given or None


def connections(environment: Mapping[str, str]) -> int:
    """DATABASE_POOL: how many connections a process may hold to the database. BadSetting."""
    return number(environment, "DATABASE_POOL", CONNECTIONS, least=1)


def number(environment: Mapping[str, str], name: str, default: int, least: int = 0) -> int:
    """A setting that is a whole number. BadSetting."""
    value = environment.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdigit() and least <= int(value) <= 1_000_000:
        return int(value)
    raise BadSetting(f"{name} is {value!r}; set it to a whole number, {least} or more.")


def engine(address: str, connections: int = CONNECTIONS) -> Any:
    """SQLAlchemy's engine. A connection that the database has dropped is never used again."""
    url = sql.engine.make_url(address)
    common = {"future": True, "pool_pre_ping": True}
    if url.get_backend_name() == "postgresql":
        return sql.create_engine(
            url,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=PATIENCE,
            connect_args={
                "connect_timeout": PATIENCE,
                "tcp_user_timeout": 2 * PATIENCE * 1000,  # a host that is gone says nothing
                "application_name": "evidence",
            },
            **common,
        )
    return _sqlite(url, connections, common)


def _sqlite(url: Any, connections: int, common: dict[str, Any]) -> Any:
    pool: dict[str, Any] = {"poolclass": StaticPool}
    if url.database:
        pool = {"poolclass": QueuePool, "pool_size": connections, "max_overflow": 0}
        with suppress(OSError):  # SQLite itself says what is wrong with the place
            Path(url.database).touch(mode=0o600)
    arguments = {"check_same_thread": False, "timeout": PATIENCE}
    made = sql.create_engine(url, connect_args=arguments, **pool, **common)

    def prepare(connection: Any, record: Any) -> None:
        connection.execute("pragma journal_mode = wal")  # readers and a writer side by side
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma secure_delete = on")  # what is deleted is overwritten

    sql.event.listen(made, "connect", prepare)
    return made


def _address(environment: Mapping[str, str], name: str) -> str | None:
    given = environment.get(name, "").strip()
    if not given or given == IN_MEMORY:
        return given or None
    if not given.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg2://")):
        raise BadSetting(f"{name} must begin with postgresql:// or sqlite:///; {_EXAMPLE}.")
    try:
        sql.engine.make_url(given)
    except (ArgumentError, ValueError):
        raise BadSetting(f"{name} is no address of a database; {_EXAMPLE}.") from None
    return given


def _file(environment: Mapping[str, str], name: str) -> str:
    """The address of an SQLite file in the data folder, which is made if need be."""
    place = folder(environment)
    place.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{place / name}"
