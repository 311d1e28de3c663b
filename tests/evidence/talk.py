"""A conversation in tests: messages with their intent, linked by the real gazetteer."""

from __future__ import annotations

import json
from typing import Any

from components.gazetteer import Gazetteer
from evidence.assistant import reply
from evidence.question import Conversation, Question
from evidence.store import Store
from tests.contract import assert_contract, assert_true_to_store


class Talk:
    """What a person says in turn; every answer is held against the contract and the store."""

    def __init__(self, store: Store, gazetteer: Gazetteer) -> None:
        self.store = store
        self.gazetteer = gazetteer
        self.remembered: dict[str, Any] = {}

    def says(
        self, text: str, intent: str, confidence: float = 0.95, *others: tuple[str, float]
    ) -> dict[str, Any]:
        """The answer to a message; the conversation goes through JSON, as in a slot.

        `others`: the next likeliest intents with their confidences.
        """
        question = Question(
            text=text,
            intent=intent,
            confidence=confidence,
            mentions=self.gazetteer.link(text),
            ranking=((intent, confidence), *others),
        )
        answer, after = reply(self.store, question, Conversation(**self.remembered))
        self.remembered = json.loads(after.json(exclude_defaults=True))
        assert Conversation(**self.remembered) == after
        data = json.loads(json.dumps(answer.contract()))
        assert_contract(data)
        assert_true_to_store(data, self.store)
        return dict(data)


def pairs(data: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    """(treatment, condition, situation) of each finding."""
    return [(each["treatment"], each["condition"], each["situation"]) for each in data["findings"]]


def read(data: dict[str, Any]) -> tuple[str, list[str], list[str]]:
    """(kind, treatments, conditions): what was understood."""
    return data["kind"], data["treatments"], data["conditions"]
