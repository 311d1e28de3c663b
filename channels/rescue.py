"""An emergency is answered even when a store is down.

Rasa reads a message only after it has the conversation's lock and record. When one of them cannot
be had, the message is read here without them: whoever writes "I have chest pain" is told what to
do, and whoever asks about the record gets the channel's own sentence.
"""

from __future__ import annotations

import logging
from typing import Any

URGENT = ("emergency", "crisis")

logger = logging.getLogger(__name__)


async def answer_emergency(agent: Any, message: Any) -> None:
    """Answer Rasa's message if it is an emergency and has no answer yet. Never raises."""
    output = message.output_channel
    if getattr(output, "messages", None) or getattr(output, "answered", False):
        return  # it was answered, and failed only when it was put on record
    try:
        parsed = await agent.parse_message(message.text)
        response = _fixed(agent, str(parsed["intent"]["name"]), output.name())
        if response is not None:
            await output.send_response(message.sender_id, response)
    except Exception as error:
        logger.error("A message could not be read without the stores: %s.", type(error).__name__)


def _fixed(agent: Any, intent: str, channel: str) -> dict[str, Any] | None:
    """The domain's fixed response to an intent, as the channel gets it, if it is an emergency's."""
    variants = agent.domain.responses.get(f"utter_{intent}") or []
    kinds = {each["custom"]["data"]["kind"] for each in variants if "custom" in each}
    if not kinds.intersection(URGENT):
        return None
    by_channel = {each.get("channel"): dict(each) for each in variants}
    return by_channel.get(channel) or by_channel.get(None)
