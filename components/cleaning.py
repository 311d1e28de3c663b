"""Cleaning what comes in before anything reads it: every channel's text is hostile."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

LONGEST = 20_000  # characters that are read at all
TAGS = re.compile(r"</?[A-Za-z!][^<>]{0,200}>")
OPENING = re.compile(r"<(?=[A-Za-z!/?])")


def clean(text: str) -> str:
    """`text` as a person would have typed it: one line, no markup, no control characters.

    A leading slash goes too: Rasa would take "/intent{…}" for a command.
    """
    text = unicodedata.normalize("NFC", text[:LONGEST])
    text = "".join(
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Zs") else character
        for character in text
        if unicodedata.category(character) not in ("Cf", "Cs", "Co", "Cn")
    )
    # What is quoted back must never open a tag, closed or not.
    text = OPENING.sub(" ", TAGS.sub(" ", text))
    return re.sub(r"\s+", " ", text).strip(" ").lstrip(" /")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class InputCleaner(GraphComponent):
    """Replaces a message's text by its cleaned form, in front of the whole pipeline."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> InputCleaner:
        """Create the component; it has no settings."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples are ours and stay as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Clean each message's text in place."""
        for message in messages:
            message.set(TEXT, clean(message.get(TEXT) or ""), add_to_output=True)
        return messages
