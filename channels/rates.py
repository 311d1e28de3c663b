"""How often somebody may ask: so many a minute, with all of them at once if they like."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MOST_KEYS = 20_000


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
