"""Emergencies and crises outrank every other reading of a message.

The kinds of emergency are intents like any other, learned from `data/nlu/emergencies.yml`
and from the phrases of the store. This component adds up what the classifier gives to all of
them together: a message may hesitate between two emergencies and be urgent all the same.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from components.linker import READING
from evidence.names import key
from evidence.snapshots import open_snapshot

PREFIX = "emergency_"
NOTHING = "nlu_fallback"  # Rasa's own intent for a message that no classifier could rank


def intent_of(emergency_id: str) -> str:
    """The intent of an emergency of the store."""
    return PREFIX + emergency_id.replace("-", "_")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Urgency(GraphComponent):
    """Sets an emergency's intent where the emergencies together reach the threshold."""

    def __init__(self, config: dict[str, Any]) -> None:
        """`threshold`: the least probability of all emergencies together, from 0 to 1."""
        self._threshold = float(config["threshold"])
        self._phrases: dict[str, dict[str, str]] = {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: found on kept-out messages; see docs/understanding.md."""
        return {"threshold": 0.5}

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
                chosen = settle(ranking, self._threshold)
            message.set(INTENT, chosen, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:5], add_to_output=True)
        return messages

    def _phrase(self, message: Message) -> str | None:
        """The emergency whose phrase of the store this very message is."""
        record = message.get(READING)["record"]
        if record not in self._phrases:
            self._phrases = {
                record: {
                    key(phrase): intent_of(each.id)
                    for each in open_snapshot(record).emergencies.values()
                    for phrase in each.phrases
                }
            }
        return self._phrases[record].get(key(message.get(TEXT) or ""))


def settle(ranking: list[dict[str, Any]], threshold: float) -> dict[str, Any]:
    """The likeliest emergency if all together reach the threshold, else the likeliest other."""
    urgent = [each for each in ranking if each["name"].startswith(PREFIX)]
    others = [each for each in ranking if not each["name"].startswith(PREFIX)]
    total = sum(each["confidence"] for each in urgent)
    if urgent and total >= threshold:
        return {"name": urgent[0]["name"], "confidence": total}
    return others[0] if others else {"name": NOTHING, "confidence": 1.0}
