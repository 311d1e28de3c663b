"""The answering action for the stock side: Rasa's entities take the place of our reading."""

from __future__ import annotations

import os
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answer import SLOT, AnswerAction, answer_to, say

RECORD = "BENCH_RECORD"  # an environment variable: the hash of the snapshot to answer from
_LINKED = ("condition", "treatment", "term", "trial")


class StockAnswer(AnswerAction):
    """Our action, fed from entities. The SDK takes the last subclass that bears a name."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Say the answer and remember the conversation."""
        message = {**tracker.latest_message, "reading": reading(tracker.latest_message)}
        answer, conversation = answer_to(message, tracker.slots.get(SLOT) or {})
        say(dispatcher, answer, tracker)
        return [SlotSet(SLOT, conversation)]


def reading(message: dict[str, Any]) -> dict[str, Any]:
    """What our linker would hand on, from the entities that Rasa has found."""
    text = message.get("text") or ""
    return {
        "record": os.environ[RECORD],
        "text": text,
        "length": len(text),
        "unfamiliar": 0.0,
        "mentions": [
            {
                "kind": each["entity"],
                "id": each["value"],
                "text": text[each["start"] : each["end"]],
                "start": each["start"],
                "end": each["end"],
            }
            for each in message.get("entities", [])
            if each["entity"] in _LINKED
        ],
    }
