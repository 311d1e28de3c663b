"""Which kind of question is it? A linear classifier on masked words, meaning and shape.

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
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from components.encoder import encoder
from components.inputs import code_digest
from components.linker import LONGEST, READING
from components.masking import spoken
from components.structure import shape_of
from evidence.question import Mention

_FILE = "classifier.skops"
_TRUSTED = ["scipy.sparse._csr.csr_matrix"]  # the weights of the words, beside plain arrays


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
    ) -> None:
        """`words` and `model` are the trained parts; None before training."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._words = words
        self._model = model

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
        self._words = word_features().fit([masked(each) for each in examples])
        self._model = LinearSVC(C=self._config["C"], random_state=1)
        self._model.fit(self._features(examples), [each.get(INTENT) for each in examples])
        with self._model_storage.write_to(self._resource) as folder:
            skops.io.dump({"words": self._words, "model": self._model}, folder / _FILE)
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
        return cls(config, model_storage, resource, parts["words"], parts["model"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Set each message's intent and the whole ranking."""
        for message, row in zip(messages, self._probabilities(messages), strict=True):
            assert self._model
            ranking = [
                {"name": str(self._model.classes_[place]), "confidence": float(row[place])}
                for place in np.argsort(-row)
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _probabilities(self, messages: list[Message]) -> NDArray[np.float64]:
        """An array of shape (messages, intents): the margins through a softmax."""
        assert self._model, "the classifier was not trained"
        margins = self._model.decision_function(self._features(messages))
        weights = np.exp(self._config["sharpness"] * (margins - margins.max(axis=1, keepdims=True)))
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))

    def _features(self, messages: list[Message]) -> csr_matrix:
        assert self._words
        texts = [spoken(_text(each), _mentions(each)) for each in messages]
        shapes = [shape_of(masked(each).split(" "), _text(each)) for each in messages]
        return hstack(
            [
                self._words.transform([masked(each) for each in messages]),
                csr_matrix(encoder().encode(texts)),
                csr_matrix(np.vstack(shapes)),
            ]
        ).tocsr()


def masked(message: Message) -> str:
    """The masked words of a message, joined by spaces."""
    return " ".join(token.text for token in message.get(TOKENS_NAMES[TEXT]))


def _text(message: Message) -> str:
    return str(message.get(TEXT))[:LONGEST]


def _mentions(message: Message) -> list[Mention]:
    return [Mention(**each) for each in message.get(READING)["mentions"]]
