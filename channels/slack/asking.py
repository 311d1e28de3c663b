"""Asks Rasa for a person and gives back the contract's object, whatever happens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels import request as requests
from channels.memory import DAY, Memory
from channels.rest import UNAVAILABLE
from channels.slack import words
from evidence.answer import fixed

Handler = Callable[[UserMessage], Awaitable[Any]]
Answer = Mapping[str, Any]

NAME = "slack"
TIME_LIMIT_SECONDS = 30.0
# Rasa keeps the event loop busy while it reads a message, and Slack waits for an acknowledgement
# no longer than 3 seconds. So questions are read one after the other, with a breath before each
# in which all that has come in meanwhile is acknowledged. Behind one that hangs nobody waits long.
BREATH_SECONDS = 0.02
LONGEST_WAIT_SECONDS = 3.0
STYLES = ("plain", "clinical")
KEPT = 30 * DAY  # of a person's wording

logger = logging.getLogger(__name__)


class Asking:
    """Questions to Rasa's handler, in the wording that a person has chosen on the App Home."""

    def __init__(
        self, handler: Handler, memory: Memory, time_limit: float = TIME_LIMIT_SECONDS
    ) -> None:
        """`time_limit` is in seconds; after it the answer is `unavailable`."""
        self._handler = handler
        self._memory = memory
        self._time_limit = time_limit
        self._one_by_one = asyncio.Lock()

    async def ask(self, user: str, conversation: str, text: str) -> Answer:
        """The answer to a person's message. Never raises."""
        if not text.strip():
            return fixed("out_of_scope", words.TOO_FEW_WORDS).contract()
        if len(text) > requests.MAX_MESSAGE:
            return fixed("out_of_scope", requests.TOO_LONG).contract()
        await self._take_up_style(user, conversation)
        return await self._said(conversation, text)

    async def reword(self, conversation: str, style: str) -> Answer:
        """The conversation's last answer in the other wording."""
        return await self._said(conversation, words.SWITCH[style])

    async def style(self, user: str) -> str:
        """The wording that the person has chosen for all conversations."""
        return await self._memory.get(f"style:{user}") or "plain"

    async def choose_style(self, user: str, style: str) -> None:
        """Remember the wording; each conversation takes it up at its next question."""
        await self._memory.put(f"style:{user}", style, KEPT)

    async def _take_up_style(self, user: str, conversation: str) -> None:
        """Switch the conversation once to a choice that it has not seen."""
        style = await self._memory.get(f"style:{user}")
        key = f"seen-style:{conversation}"
        if style is None or style == (await self._memory.get(key) or "plain"):
            return
        await self._memory.put(key, style, KEPT)
        await self._said(conversation, words.SWITCH[style])

    async def _said(self, conversation: str, text: str) -> Answer:
        collector = CollectingOutputChannel()
        message = UserMessage(text, collector, conversation, input_channel=NAME)
        try:
            async with self._turn():
                await asyncio.wait_for(self._handler(message), self._time_limit)
        except asyncio.TimeoutError:
            logger.error("No answer within %s s.", self._time_limit)
        except Exception as error:  # its text can quote the message, so only its kind is told
            logger.error("Handling a message failed: %s.", type(error).__name__)
        return _answer_among(collector.messages)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        mine = False
        with suppress(asyncio.TimeoutError):
            mine = await asyncio.wait_for(self._one_by_one.acquire(), LONGEST_WAIT_SECONDS)
        try:
            await asyncio.sleep(BREATH_SECONDS)
            yield
        finally:
            if mine:
                self._one_by_one.release()


def _answer_among(elements: list[dict[str, Any]]) -> Answer:
    for element in elements:
        custom = element.get("custom")
        data = custom.get("data") if isinstance(custom, dict) else None
        if isinstance(data, dict) and "kind" in data:
            return data
    return fixed("unavailable", UNAVAILABLE).contract()
