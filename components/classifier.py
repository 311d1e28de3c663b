"""Which kind of question is it, and is it urgent? Linear classifiers on words, meaning, shape.

The kinds of emergency are intents like any other. A second classifier only learns urgent from
not urgent; what it says is added to what the first gives to all emergencies together, since
the two err on different messages.

Why not Rasa's own LogisticRegressionClassifier on counted words: it read three points fewer
of the kept-out questions right and took six times as long to train (docs/understanding.md).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import skops.io
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from components.encoder import encoder
from components.inputs import code_digest
from components.linker import READING
from components.masking import masked_words, spoken
from components.structure import shape_of
from evidence.question import Mention
from evidence.sentences import cut, first_question, two_questions

PREFIX = "emergency_"  # of the intents that are emergencies
URGENCY = "urgency"
MEANING = 1.5  # weight of the encoder's vectors beside the words
QUESTION = 0.5  # weight of a story's question beside the whole story
FIRST = 1.0  # weight of the first of two questions beside the whole message
_FILE = "classifier.skops"
_TRUSTED = ["scipy.sparse._csr.csr_matrix"]  # the weights of the words, beside plain arrays


Read = tuple[str, list[Mention]]  # a text, and the names that were linked in it


def word_features() -> FeatureUnion:
    """Weighted word pairs and letter groups of the masked words."""
    return FeatureUnion(
        [
            (
                "words",
                TfidfVectorizer(
                    ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=r"\S+"
                ),
            ),
            (
                "letters",
                TfidfVectorizer(
                    analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=3
                ),
            ),
        ]
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindClassifier(GraphComponent):
    """Ranks every intent for a message, with probabilities that add up to one."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        words: FeatureUnion | None = None,
        model: LinearSVC | None = None,
        alarm: LinearSVC | None = None,
    ) -> None:
        """`words`, `model` (kinds) and `alarm` (urgent or not) are None before training."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._words = words
        self._model = model
        self._alarm = alarm

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
        self._words = word_features().fit([masked(*each) for each in texts])
        features = self._features(texts)
        intents = [each.get(INTENT) for each in examples]
        self._model = LinearSVC(C=self._config["C"], tol=1e-3, random_state=1).fit(
            features, intents
        )
        self._alarm = LinearSVC(C=1.0, class_weight="balanced", random_state=1).fit(
            features, [intent.startswith(PREFIX) for intent in intents]
        )
        parts = {"words": self._words, "model": self._model, "alarm": self._alarm}
        with self._model_storage.write_to(self._resource) as folder:
            skops.io.dump(parts, folder / _FILE)
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
        encoder()
        with model_storage.read_from(resource) as folder:
            strange = set(skops.io.get_untrusted_types(file=folder / _FILE)) - set(_TRUSTED)
            if strange:
                raise ValueError(f"the model holds types that are not trusted: {strange}")
            parts = skops.io.load(folder / _FILE, trusted=_TRUSTED)
        return cls(config, model_storage, resource, **parts)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set each message's intent, the whole ranking, and its urgency from 0 to 2."""
        assert self._model and self._alarm, "the classifier was not trained"
        texts = [_read(message) for message in messages]
        features = self._features(texts)
        whole = self._model.decision_function(features)
        urgent = softmax(self._config["sharpness"] * whole)
        alarms = self._config["sharpness"] * self._alarm.decision_function(features)
        emergencies = np.array([each.startswith(PREFIX) for each in self._model.classes_])
        for place, message in enumerate(messages):
            margins, second = self._asked(texts[place], whole[place])
            ranking = self._ranking(margins)
            urgency = float(urgent[place][emergencies].sum())
            urgency += 1 / (1 + float(np.exp(-alarms[place])))
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(URGENCY, urgency, add_to_output=True)
            reading = {**message.get(READING), "second": second}
            message.set(READING, reading, add_to_output=True)
        return messages

    def _asked(
        self, read: Read, whole: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], dict[str, Any] | None]:
        """The margins of what is asked first, and the reading of a second question, if any."""
        assert self._model
        text, mentions = read
        span = first_question(text)
        if span:  # a story: what its question says counts beside the whole
            asked = self._model.decision_function(self._features([cut(text, mentions, span)]))[0]
            whole = (whole + QUESTION * asked) / (1 + QUESTION)
        both = two_questions(text)
        if not both:
            return whole, None
        parts = [cut(text, mentions, each) for each in both]
        first, second = self._model.decision_function(self._features(parts))
        margins = (whole + FIRST * first) / (1 + FIRST)
        then = self._ranking(second)[0]
        start, end = both[1]
        named = {"intent": then["name"], "confidence": then["confidence"]}
        return margins, {**named, "start": start, "end": end}

    def _ranking(self, margins: NDArray[np.float64]) -> list[dict[str, Any]]:
        """Every intent with its probability, the likeliest first."""
        assert self._model
        row = softmax(self._config["sharpness"] * margins[None, :])[0]
        return [
            {"name": str(self._model.classes_[place]), "confidence": float(row[place])}
            for place in np.argsort(-row)
        ]

    def _features(self, texts: list[Read]) -> csr_matrix:
        assert self._words
        words = [masked(*each) for each in texts]
        shapes = [
            shape_of(word.split(" "), text) for word, (text, _) in zip(words, texts, strict=True)
        ]
        return hstack(
            [
                self._words.transform(words),
                csr_matrix(MEANING * encoder().encode([spoken(*each) for each in texts])),
                csr_matrix(np.vstack(shapes)),
            ]
        ).tocsr()


def softmax(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Margins of shape (messages, intents) as probabilities that add up to one in each row."""
    weights = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def masked(text: str, mentions: list[Mention]) -> str:
    """The masked words of a text, joined by spaces."""
    return " ".join(word.text for word in masked_words(text, mentions))


def _read(message: Message) -> Read:
    reading = message.get(READING)
    return reading["text"], [Mention(**each) for each in reading["mentions"]]
