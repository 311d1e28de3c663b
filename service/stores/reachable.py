"""Whether the database and Redis can be used, said before anything starts."""

from __future__ import annotations

from collections.abc import Mapping

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from channels import storage
from channels.shared import PATIENCE_SECONDS
from service.errors import Refusal
from service.stores import database


def require(environment: Mapping[str, str]) -> None:
    """Refuse, naming the setting and not its value, which may hold a password."""
    try:
        address = storage.database(environment)
        storage.connections(environment)
        redis = storage.redis_address(environment)
    except storage.BadSetting as wrong:
        raise Refusal(str(wrong)) from None
    except OSError as error:
        raise Refusal(
            f"DATA_FOLDER is {str(storage.folder(environment))!r}, which cannot be used "
            f"({error.strerror}); set it to a folder that this user may write to."
        ) from None
    _require_database(address)
    if redis is not None:
        _require_redis(redis)


def _require_database(address: str) -> None:
    try:
        engine = storage.engine(address)
        database.make(engine)
        engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        raise Refusal(
            f"The database of DATABASE_URL cannot be used ({type(error).__name__}): start it, or "
            "mend its host, port, user, password or name in DATABASE_URL."
        ) from None


def _require_redis(address: str) -> None:
    try:
        with Redis.from_url(
            address, socket_connect_timeout=PATIENCE_SECONDS, socket_timeout=PATIENCE_SECONDS
        ) as client:
            client.ping()
    except (RedisError, OSError, ValueError) as error:
        raise Refusal(
            f"The Redis of REDIS_URL cannot be used ({type(error).__name__}): start it, or mend "
            "its host, port or password in REDIS_URL."
        ) from None
