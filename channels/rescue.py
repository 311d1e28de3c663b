"""What is still said when the handling of a message has failed: an emergency's answer, no other.

Rasa reads a message only after it has the conversation's lock and record. When one of them cannot
be had, the message is read here without them: whoever writes "I have chest pain" is told what to
do, and whoever asks about the record gets the channel's own sentence. An answer that could not be
put on record is taken back, or the next question would be answered in the wrong context.
"""

from __future__ import annotations

import logging
from typing import Any

URGENT = ("emergency", "crisis")

logger = logging.getLogger(__name__)


async def rescue(agent: Any, message: Any) -> None:
    """Leave Rasa's message with an emergency's answer, or with none. Never raises."""
    output = message.output_channel
    if getattr(output, "answered", False) or _urgent(getattr(output, "messages", [])):
        return
    getattr(output, "messages", []).clear()
    try:
        parsed = await agent.parse_message(message.text)
        variants = agent.domain.responses.get(f"utter_{parsed['intent']['name']}") or []
        if _urgent(variants):
            by_channel = {each.get("channel"): dict(each) for each in variants}
            response = by_channel.get(output.name()) or by_channel[None]
            await output.send_response(message.sender_id, response)
    except Exception as error:
        logger.error("A message could not be read without the stores: %s.", type(error).__name__)


def _urgent(elements: list[dict[str, Any]]) -> bool:
    """Whether an emergency's answer object is among the elements of a reply or a response."""
    data = [(each.get("custom") or {}).get("data") or {} for each in elements]
    return any(each.get("kind") in URGENT for each in data)
