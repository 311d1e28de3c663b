"""A message that is sent again gets the answer that it had, and never makes a second turn.

The browser names each message by an id. Answers are kept for some minutes under it, and a message
that comes while its first copy is being answered waits for that answer. Later, after a restart,
or on another replica, the conversation's own record is looked through instead.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

KEPT = 2_000  # turns, about 10 MB
KEPT_SECONDS = 600.0


@dataclass(frozen=True)
class Turn:
    """A message and the contract's object that answered it."""

    message: str
    answer: dict[str, Any]


class Turns:
    """The newest turns of all conversations in this process."""

    def __init__(self) -> None:
        """Start with none."""
        self._turns: OrderedDict[tuple[str, str], asyncio.Future[Turn]] = OrderedDict()

    async def once(
        self, conversation: str, message_id: str, work: Callable[[], Awaitable[Turn]]
    ) -> Turn:
        """The turn of this id; `work` makes it, unless it was made or is being made."""
        key = (conversation, message_id)
        turn = self._turns.get(key)
        if turn is None:
            # A task of its own: it goes on when the browser hangs up, and the retry finds it.
            turn = asyncio.ensure_future(work())
            self._turns[key] = turn
            asyncio.get_running_loop().call_later(KEPT_SECONDS, self._turns.pop, key, None)
            self._forget_oldest()
        return await asyncio.shield(turn)

    def known(self, conversation: str, message_id: str) -> Turn | None:
        """The finished turn of this id, or None."""
        turn = self._turns.get((conversation, message_id))
        return turn.result() if turn is not None and turn.done() else None

    def _forget_oldest(self) -> None:
        while len(self._turns) > KEPT:
            key, turn = next(iter(self._turns.items()))
            if not turn.done():
                return
            del self._turns[key]


@asynccontextmanager
async def alone(agent: Any, conversation: str, message_id: str) -> AsyncIterator[None]:
    """Only one copy of a message at a time, over all replicas that share a lock store."""
    if agent is None:
        yield
        return
    async with agent.lock_store.lock(f"{conversation} {message_id}"):
        yield


async def recorded(agent: Any, conversation: str, message_id: str) -> Turn | None:
    """The turn of this id in the conversation's record, or None.

    Waits until a turn that is being made, on this replica or another, is in the record.
    """
    if agent is None:
        return None
    async with agent.lock_store.lock(conversation):
        tracker = await agent.tracker_store.retrieve_full_tracker(conversation)
    return None if tracker is None else _turn_in(list(tracker.events), message_id)


def _turn_in(events: list[Any], message_id: str) -> Turn | None:
    """The message of this id among Rasa's events, with the answer that follows it."""
    said: str | None = None
    for event in events:
        if event.type_name == "user":
            said = (event.text or "") if event.message_id == message_id else None
        elif event.type_name == "bot" and said is not None:
            answer = ((event.data or {}).get("custom") or {}).get("data")
            if isinstance(answer, dict) and "kind" in answer:
                return Turn(said, answer)
    return None
