"""Rasa's lock store: one turn at a time in a conversation, over all replicas if REDIS_URL is set.

Named in endpoints.yml as `service.stores.locks.Locks`. Rasa's own Redis store reads and writes
its tickets in two steps, so that two replicas can take the same one; its store in memory looks
only once a second whether a lock is free.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from hashlib import sha256
from typing import Any, Protocol
from weakref import WeakValueDictionary

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockError, LockStore
from rasa.shared.exceptions import InvalidConfigException
from redis.asyncio.lock import Lock
from redis.exceptions import LockError as LostError

from channels import storage
from channels.shared import PREFIX, Shared, Unreachable

LIFETIME_SECONDS = 10.0  # of a lock whose holder was killed
LONGEST_WAIT_SECONDS = 30.0  # by then the channel has given up too
LOOK_SECONDS = 0.05  # between two looks at a lock that another holds

logger = logging.getLogger(__name__)


class Locks(LockStore):
    """The locks of conversations."""

    def __init__(self, endpoint_config: Any = None) -> None:
        """REDIS_URL says where they are; without it they are this process's own."""
        super().__init__()
        try:
            address = storage.redis_address(os.environ)
        except storage.BadSetting as wrong:
            raise InvalidConfigException(str(wrong)) from None
        self._held: Holding = InProcess() if address is None else InRedis(address)

    @asynccontextmanager
    async def lock(self, conversation_id: str, *of_rasa: Any, **more: Any) -> AsyncIterator[Any]:
        """Hold the conversation's lock. LockError if it is not to be had. Rasa's times are ours."""
        async with self._held.hold(conversation_id):
            yield TicketLock(conversation_id)


class Holding(Protocol):
    """Something that lets in one at a time by name."""

    def hold(self, name: str) -> AbstractAsyncContextManager[None]:
        """Wait for the name's lock and hold it for the block."""


class InProcess:
    """First come, first served, within one process."""

    def __init__(self) -> None:
        """A lock lives as long as somebody holds it or waits for it."""
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """As the interface says."""
        lock = self._locks.setdefault(name, asyncio.Lock())
        async with lock:
            yield


class InRedis:
    """Over all processes that share a Redis; renewed while it is held."""

    def __init__(self, address: str) -> None:
        """`address`: redis-py's."""
        self._shared = Shared(address)

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """As the interface says. LockError if Redis does not answer, or the wait is too long."""
        lock = await self._acquired(PREFIX + "lock:" + sha256(name.encode()).hexdigest()[:32])
        renewing = asyncio.create_task(self._renew(lock))
        try:
            yield
        finally:
            renewing.cancel()
            await self._release(lock)

    async def _acquired(self, key: str) -> Lock:
        async def acquire(redis: Any) -> Lock | None:
            lock = redis.lock(key, LIFETIME_SECONDS, LOOK_SECONDS)
            return lock if await lock.acquire(blocking_timeout=LONGEST_WAIT_SECONDS) else None

        try:
            lock = await self._shared.ask(acquire)
        except Unreachable:
            raise LockError("The lock store does not answer.") from None
        if lock is None:
            raise LockError("The conversation's lock was held for too long by another turn.")
        return lock

    async def _renew(self, lock: Lock) -> None:
        """Keep the lock for a turn that takes longer than its lifetime."""
        while True:
            await asyncio.sleep(LIFETIME_SECONDS / 4)
            try:
                await self._shared.ask(lambda redis: lock.reacquire())
            except (Unreachable, LostError):
                logger.warning("A conversation's lock could not be renewed.")

    async def _release(self, lock: Lock) -> None:
        """Give it back. If that fails the turn is done all the same; the lock ends by itself."""
        try:
            await self._shared.ask(lambda redis: lock.release())
        except (Unreachable, LostError):
            logger.warning("A conversation's lock could not be given back.")
