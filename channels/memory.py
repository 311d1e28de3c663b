"""What channels remember between requests: in one process, or in a Redis that replicas share."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from channels.shared import PREFIX, Shared, Unreachable

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MOST = 10_000  # entries; the oldest goes first


class Memory(Protocol):
    """Short strings by key, each with the seconds after which it may be forgotten."""

    async def add(self, key: str, seconds: float) -> bool:
        """Remember the key; False if it was there already. Of two at once, one gets True."""

    async def put(self, key: str, value: str, seconds: float) -> None:
        """Remember a value, in place of the one before."""

    async def get(self, key: str) -> str | None:
        """The value, or None if there is none or its time is over."""


class InMemory:
    """The memory of one process, gone with it."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        """`most` bounds the entries; `clock` gives seconds."""
        self._most = most
        self._clock = clock
        self._entries: OrderedDict[str, tuple[float, str]] = OrderedDict()

    async def add(self, key: str, seconds: float) -> bool:
        """As the interface says; no other task runs in between."""
        if self._current(key) is not None:
            return False
        self._keep(key, "", seconds)
        return True

    async def put(self, key: str, value: str, seconds: float) -> None:
        """As the interface says."""
        self._keep(key, value, seconds)

    async def get(self, key: str) -> str | None:
        """As the interface says."""
        return self._current(key)

    def _current(self, key: str) -> str | None:
        until, value = self._entries.get(key, (0.0, ""))
        return value if self._clock() < until else None

    def _keep(self, key: str, value: str, seconds: float) -> None:
        self._entries[key] = (self._clock() + seconds, value)
        self._entries.move_to_end(key)
        while len(self._entries) > self._most:
            self._entries.popitem(last=False)


class InRedis:
    """The memory of all replicas. While Redis is down each remembers for itself.

    Then a message may be answered twice, which is better than never.
    """

    def __init__(self, shared: Shared) -> None:
        """`shared`: where it is kept."""
        self._shared = shared
        self._alone = InMemory()

    async def add(self, key: str, seconds: float) -> bool:
        """As the interface says."""
        until = int(seconds * 1000)
        try:
            return bool(
                await self._shared.ask(lambda redis: redis.set(PREFIX + key, "", nx=True, px=until))
            )
        except Unreachable:
            return await self._alone.add(key, seconds)

    async def put(self, key: str, value: str, seconds: float) -> None:
        """As the interface says."""
        until = int(seconds * 1000)
        try:
            await self._shared.ask(lambda redis: redis.set(PREFIX + key, value, px=until))
        except Unreachable:
            await self._alone.put(key, value, seconds)

    async def get(self, key: str) -> str | None:
        """As the interface says."""
        try:
            found: str | None = await self._shared.ask(lambda redis: redis.get(PREFIX + key))
        except Unreachable:
            return await self._alone.get(key)
        return found


def memory(shared: Shared | None) -> Memory:
    """The replicas' memory, or one process's where nothing is shared."""
    return InMemory() if shared is None else InRedis(shared)
