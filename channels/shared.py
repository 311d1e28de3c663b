"""The Redis that replicas share, asked with little patience."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, LockError, RedisError

PATIENCE_SECONDS = 2.0
REST_SECONDS = 1.0  # after a failure, in which it is not asked again
PREFIX = "evidence:"  # of all our keys

Result = TypeVar("Result")


class Unreachable(Exception):
    """Redis does not answer, or did not a moment ago."""


class Shared:
    """A Redis by its address; it comes back by itself after a failure."""

    def __init__(self, address: str) -> None:
        """Nothing is connected before the first use."""
        self._redis: Any = Redis.from_url(
            address,
            socket_connect_timeout=PATIENCE_SECONDS,
            socket_timeout=PATIENCE_SECONDS,
            # Once more for a connection that a restarted Redis has dropped.
            retry=Retry(NoBackoff(), 1),
            retry_on_error=[ConnectionError],
            decode_responses=True,
        )
        self._resting_until = 0.0

    async def ask(self, work: Callable[[Any], Awaitable[Result]]) -> Result:
        """What the work makes of redis-py's client. Unreachable for all errors but its LockError.

        Whoever asks several things in a row waits for a Redis that hangs only once.
        """
        if time.monotonic() < self._resting_until:
            raise Unreachable
        try:
            return await work(self._redis)
        except LockError:
            raise
        except (RedisError, OSError) as error:
            self._resting_until = time.monotonic() + REST_SECONDS
            raise Unreachable(type(error).__name__) from None
