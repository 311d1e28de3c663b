"""An emergency is answered even when the stores are down.

Rasa reads a message only after it has the conversation's lock and record. When one of them cannot
be had, the message is read here without them: whoever writes "I have chest pain" is told what to
do, and whoever asks about the record gets the channel's own sentence.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from components.classifier import PREFIX

logger = logging.getLogger(__name__)


def rescuing(agent: Any, handle: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Rasa's handler of messages; what it raises is still raised, after an emergency's answer."""

    async def handle_message(message: Any) -> Any:
        try:
            return await handle(message)
        except Exception:
            await _answer_emergency(agent, message)
            raise

    return handle_message


async def _answer_emergency(agent: Any, message: Any) -> None:
    output = message.output_channel
    if getattr(output, "messages", None) or getattr(output, "answered", False):
        return  # it was answered, and failed only when it was put on record
    try:
        parsed = await agent.parse_message(message.text)
        intent = str(parsed["intent"]["name"])
        if intent.startswith(PREFIX):
            variants = agent.domain.responses[f"utter_{intent}"]
            by_channel = {each.get("channel"): each for each in variants}
            response = by_channel.get(output.name()) or by_channel[None]
            await output.send_response(message.sender_id, dict(response))
    except Exception as error:
        logger.error("A message could not be read without the stores: %s.", type(error).__name__)
