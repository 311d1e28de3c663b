"""Emergencies and crises outrank every other reading of a message.

The classifier says how urgent a message is (components/classifier.py). From the threshold on,
the likeliest emergency is the message's intent, whatever else it may be; below it, none is, but
from `doubt` on the reading names it, and the answer opens with what to do if it is happening.
A question of dose, time or comparison in a ward's shorthand is about grave illness by its nature
("plt 4, theatre tonight, time to response?"); it needs more, `asked`, to be an emergency.
A phrase that the store lists is recognised whatever the classifier says.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from components.classifier import URGENCY
from components.learning import PREFIX
from components.linker import READING
from components.moment import asks_calmly
from evidence.names import key
from evidence.snapshots import open_snapshot

NOTHING = "nlu_fallback"  # Rasa's own intent for a message that no classifier could rank
_CANNOT = re.compile(r"\b(?:can t|cant|can not)\b")
_LEADING = re.compile(r"^i (?=\w+ \w)")


def bare(phrase: str) -> str:
    """The form in which "I cannot go on", "i cant go on" and "can't go on" are one phrase."""
    return _LEADING.sub("", _CANNOT.sub("cannot", key(phrase)))


def intent_of(emergency_id: str) -> str:
    """The intent of an emergency of the store."""
    return PREFIX + emergency_id.replace("-", "_")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Urgency(GraphComponent):
    """Sets an emergency's intent where the emergencies together reach the threshold."""

    def __init__(self, config: dict[str, Any]) -> None:
        """The least urgency, from 0 to 1: `threshold` of an emergency, `doubt` of a doubt.

        `asked`: of an emergency in a ward's question.
        """
        self._threshold = float(config["threshold"])
        self._asked = float(config["asked"])
        self._doubt = float(config["doubt"])
        self._phrases: dict[str, dict[str, str]] = {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """All were found on kept-out messages; see docs/understanding.md."""
        return {"threshold": 0.38, "asked": 0.7, "doubt": 0.14}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Urgency:
        """Create the component with its threshold."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message the intent that it has once urgency is settled."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            phrase = self._phrase(message)
            if phrase:
                chosen = {"name": phrase, "confidence": 1.0}
            else:
                level = (message.get(URGENCY) or 0.0) if says_something(message) else 0.0
                least = self._least(message)
                chosen = settle(ranking, level >= least)
                if self._doubt <= level < least:
                    doubt = _emergency(message, settle(ranking, True)["name"])
                    reading = {**message.get(READING), "doubt": doubt}
                    message.set(READING, reading, add_to_output=True)
            message.set(INTENT, chosen, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:5], add_to_output=True)
        return messages

    def _least(self, message: Message) -> float:
        """How urgent this message must be for an emergency."""
        return self._asked if asks_calmly(message.get(TEXT) or "") else self._threshold

    def _phrase(self, message: Message) -> str | None:
        """The emergency whose phrase of the store this very message is."""
        record = message.get(READING)["record"]
        if record not in self._phrases:
            self._phrases = {
                record: {
                    bare(phrase): intent_of(each.id)
                    for each in open_snapshot(record).emergencies.values()
                    for phrase in each.phrases
                }
            }
        return self._phrases[record].get(bare(message.get(TEXT) or ""))


def _emergency(message: Message, intent: str) -> str | None:
    """The id of the emergency whose intent this is."""
    store = open_snapshot(message.get(READING)["record"])
    return next((each for each in store.emergencies if intent_of(each) == intent), None)


def says_something(message: Message) -> bool:
    """Whether a message is more than one letter of the keyboard, which tells of no danger."""
    text = (message.get(TEXT) or "").strip()
    return len(text) > 1 or not text.isascii()


def settle(ranking: list[dict[str, Any]], urgent: bool) -> dict[str, Any]:
    """The likeliest emergency of an urgent message, the likeliest other intent of any other."""
    chosen = [each for each in ranking if each["name"].startswith(PREFIX) is urgent]
    return chosen[0] if chosen else {"name": NOTHING, "confidence": 1.0}
