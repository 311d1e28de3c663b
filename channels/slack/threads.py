"""The threads that we are part of, so that nobody must mention us twice."""

from __future__ import annotations

from channels.memory import DAY, Memory
from channels.slack.incoming import Place
from channels.slack.sending import Sending

KEPT = 30 * DAY  # of a thread that we joined
_IN, _OUT = "in", "out"


class Threads:
    """Remembers threads; of one that is not remembered, after a restart, Slack is asked once."""

    def __init__(self, memory: Memory, sending: Sending) -> None:
        """Keep where to look."""
        self._memory = memory
        self._sending = sending

    async def join(self, place: Place) -> None:
        """From now on the thread's messages need no mention."""
        await self._memory.put(_key(place), _IN, KEPT)

    async def joined(self, place: Place, me: str) -> bool:
        """Whether we have spoken in the thread."""
        known = await self._memory.get(_key(place))
        if known is not None:
            return known == _IN
        wrote = await self._sending.wrote_in(place.channel, place.thread, me)
        if wrote is not None:
            await self._memory.put(_key(place), _IN if wrote else _OUT, DAY)
        return bool(wrote)


def _key(place: Place) -> str:
    return f"thread:{place.channel}:{place.thread}"
