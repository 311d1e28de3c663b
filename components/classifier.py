"""Which kind of question is it, and is it urgent? Linear classifiers on words, meaning, shape.

The kinds of emergency are intents like any other. A second classifier only learns urgent from
not urgent; its margin counts as much as the likeliest emergency's before the likeliest other
intent, since the two err on different messages.

Most of the time of a turn would go into the meaning, by the sentence encoder. Where words, letters
and shape alone are certain of every question in a message, as for half of all, it is not asked.

Why not Rasa's own LogisticRegressionClassifier on counted words: it read three points fewer
of the kept-out questions right and took six times as long to train (docs/understanding.md).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components import kept
from components.encoder import FILE, Encoder, prepared
from components.hearing import Heard, Parts, Seen, heard_by, lead, parts_of
from components.inputs import code_digest
from components.learning import PREFIX, Learned, Read, learn, masked, meaning_of
from components.linker import READING
from components.masking import spoken
from evidence.question import Mention

URGENCY = "urgency"
CERTAIN = 0.7  # by how much the quick margin of one intent must exceed all others
CALM = 0.02  # and how urgent the message may be at most
"""Found on kept-out messages: half of them are certain, and one in 400 is read otherwise than
with the meaning; none of these is urgent or in doubt (docs/understanding.md)."""
SILENT_ALARM = 0.05
SILENT_KIND = -0.45
SILENT = 0.2
"""Where the alarm's margin and the likeliest emergency's are both below these, neither finds an
emergency: the message is merely unlike all that was learned, and at most so urgent. That is below
the threshold of components/urgency.py, and still a doubt."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindClassifier(GraphComponent):
    """Ranks every intent for a message, with probabilities that add up to one."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        learned: Learned | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        """`learned`: what gives the margins, with the `encoder`; None before training."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._learned = learned
        self._encoder = encoder

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: the inverse of regularisation; `sharpness`: what margins are multiplied with."""
        return {"C": 0.5, "sharpness": 4.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KindClassifier:
        """Create the untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """A changed helper module must train the classifier again."""
        return code_digest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples, which the linker has masked."""
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        texts = [_read(each) for each in examples]
        intents = [str(each.get(INTENT)) for each in examples]
        read = [(text, masked(text, found), spoken(text, found)) for text, found in texts]
        model = prepared()
        encoder = self._encoder = Encoder(model)
        self._learned = kept.learned(
            kept.key_of(read, intents, self._config["C"], code_digest()),
            lambda: learn(texts, intents, self._config["C"], encoder),
        )
        with self._model_storage.write_to(self._resource) as folder:
            (folder / FILE).write_bytes(model)
            kept.save(self._learned, folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KindClassifier:
        """Load the trained parts, and the encoder with them, not with the first question."""
        with model_storage.read_from(resource) as folder:
            encoder = Encoder(folder / FILE)
            return cls(config, model_storage, resource, kept.load(folder), encoder)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set each message's intent, the whole ranking, and its urgency from 0 to 1."""
        assert self._learned, "the classifier was not trained"
        for message in messages:
            parts = parts_of(_read(message), self._learned.whole.weigh)
            heard = self._certain(parts) or heard_by(self._margins, parts)
            ranking = self._ranking(heard.kinds)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(URGENCY, self._urgency(heard.whole), add_to_output=True)
            second = self._second(parts, heard)
            reading = {**message.get(READING), "second": second}
            message.set(READING, reading, add_to_output=True)
        return messages

    def _second(self, parts: Parts, heard: Heard) -> dict[str, Any] | None:
        """The reading of a second question and its place, if there is one."""
        if heard.second is None:
            return None
        then = self._ranking(heard.second)[0]
        start, end = parts.second
        return {
            "intent": then["name"], "confidence": then["confidence"], "start": start, "end": end
        }  # fmt: skip

    def _urgency(self, margins: NDArray[np.float32]) -> float:
        """From 0 to 1, of the margins of the intents and, last, the alarm's."""
        urgent, kinds = self._emergencies(), margins[:-1]
        return urgency_of(
            float(kinds[urgent].max()), float(kinds[~urgent].max()), float(margins[-1]),
            self._config["sharpness"],
        )  # fmt: skip

    def _certain(self, parts: Parts) -> Heard | None:
        """What is heard without the meaning, where it leaves no doubt of plain questions."""
        heard = heard_by(self._quick, parts)
        asked = [heard.kinds] if heard.second is None else [heard.kinds, heard.second]
        sure = all(lead(each) > CERTAIN for each in asked)
        return heard if sure and self._urgency(heard.whole) < CALM else None

    def _emergencies(self) -> NDArray[np.bool_]:
        assert self._learned
        return np.array([each.startswith(PREFIX) for each in self._learned.whole.classes])

    def _ranking(self, margins: NDArray[np.float32]) -> list[dict[str, Any]]:
        """Every intent with its probability, the likeliest first."""
        assert self._learned
        row = softmax(self._config["sharpness"] * margins[None, :])[0]
        return [
            {"name": self._learned.whole.classes[place], "confidence": float(row[place])}
            for place in np.argsort(-row)
        ]

    def _quick(self, seen: Seen) -> NDArray[np.float32]:
        """The margins of the intents and, last, of urgent, without the meaning."""
        assert self._learned
        return self._learned.quick.margins(seen.words, seen.signs)

    def _margins(self, seen: Seen) -> NDArray[np.float32]:
        """The same with the meaning."""
        assert self._learned and self._encoder
        meaning = meaning_of([seen.read], self._encoder)[0]
        return self._learned.whole.margins(seen.words, np.concatenate([meaning, seen.signs]))


def urgency_of(emergency: float, other: float, alarm: float, sharpness: float) -> float:
    """From 0 to 1, by the mean of two margins: the likeliest kinds', and the alarm's.

    `emergency` and `other` are those of the likeliest emergency and the likeliest other intent.
    """
    mean = (emergency - other + alarm) / 2
    level = 1 / (1 + float(np.exp(-sharpness * mean)))
    silent = alarm < SILENT_ALARM and emergency < SILENT_KIND
    return min(level, SILENT) if silent else level


def softmax(margins: NDArray[np.float32]) -> NDArray[np.float32]:
    """Margins of shape (messages, intents) as probabilities that add up to one in each row."""
    weights = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _read(message: Message) -> Read:
    reading = message.get(READING)
    return reading["text"], [Mention(**each) for each in reading["mentions"]]
