"""How often somebody may ask: so many a minute, with all of them at once if they like."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256

from channels.shared import PREFIX, Shared, Unreachable

MOST_KEYS = 20_000

# The same count as `Rate.wait` below, by Redis's clock; forgotten when it would be full again.
_WAIT = """
local most = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local kept = redis.call('HMGET', KEYS[1], 'left', 'since')
local passed = math.max(0, now - (tonumber(kept[2]) or now))
local left = math.min(most, (tonumber(kept[1]) or most) + passed * most / 60)
local allowed = left >= 1
if allowed then left = left - 1 end
redis.call('HSET', KEYS[1], 'left', tostring(left), 'since', tostring(now))
redis.call('EXPIRE', KEYS[1], 61)
if allowed then return 0 end
return math.floor((1 - left) * 60 / most) + 1
"""


class Rate:
    """A limit for each key (a conversation, an address); it remembers the newest keys."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`per_minute`: how many are allowed in a minute; 0 allows any number."""
        self._per_minute = per_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> int:
        """0 if this one is allowed (and counted), else the whole seconds to wait for it."""
        if self._per_minute == 0:
            return 0
        now = self._clock()
        left, since = self._left.pop(key, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - since) * self._per_minute / 60)
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, now)
        while len(self._left) > MOST_KEYS:
            self._left.popitem(last=False)
        return 0 if allowed else int((1 - left) * 60 / self._per_minute) + 1


class SharedRate:
    """A limit that all replicas count together, as long as they share a Redis that answers.

    Without it each counts for itself: too lenient is better than answering nobody.
    """

    def __init__(self, name: str, per_minute: int, shared: Shared | None) -> None:
        """`name` tells this limit's keys from another's; `shared` is None for a single process."""
        self._name = name
        self._per_minute = per_minute
        self._shared = shared
        self._alone = Rate(per_minute)

    async def wait(self, key: str) -> int:
        """0 if this one is allowed (and counted), else the whole seconds to wait for it."""
        if self._shared is None or self._per_minute == 0:
            return self._alone.wait(key)
        hidden = sha256(key.encode()).hexdigest()[:32]  # it may be somebody's address
        place = f"{PREFIX}rate:{self._name}:{hidden}"
        try:
            return int(
                await self._shared.ask(
                    lambda redis: redis.register_script(_WAIT)([place], [self._per_minute])
                )
            )
        except Unreachable:
            return self._alone.wait(key)
