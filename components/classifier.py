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
from sklearn.svm import LinearSVC

from components import kept
from components.encoder import encoder
from components.inputs import code_digest
from components.linear import Linear, Words
from components.linker import READING
from components.masking import masked_words, spoken
from components.moment import SIGNS, moment_of
from components.structure import shape_of
from evidence.question import Mention
from evidence.sentences import cut, first_question, two_questions

PREFIX = "emergency_"  # of the intents that are emergencies
URGENCY = "urgency"
MEANING = 1.5  # weight of the encoder's vectors beside the words
QUESTION = 0.5  # weight of a story's question beside the whole story
FIRST = 1.0  # weight of the first of two questions beside the whole message
WORDS = {"ngram_range": (1, 2), "sublinear_tf": True, "token_pattern": r"\S+"}
LETTERS = {"analyzer": "char_wb", "ngram_range": (2, 4), "sublinear_tf": True}
"""The masked words are weighed in pairs, and in groups of letters."""

Read = tuple[str, list[Mention]]  # a text, and the names that were linked in it


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindClassifier(GraphComponent):
    """Ranks every intent for a message, with probabilities that add up to one."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        learned: Linear | None = None,
    ) -> None:
        """`learned`: a margin for each intent and, last, for urgent; None before training."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._learned = learned

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
        self._learned = kept.learned(
            kept.key_of(read, intents, self._config["C"], code_digest()),
            lambda: learn(texts, intents, self._config["C"]),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._learned.save(folder)
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
            return cls(config, model_storage, resource, Linear.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set each message's intent, the whole ranking, and its urgency from 0 to 2."""
        assert self._learned, "the classifier was not trained"
        emergencies = np.array([each.startswith(PREFIX) for each in self._learned.classes])
        sharpness = self._config["sharpness"]
        for message in messages:
            read = _read(message)
            found = self._margins([read])[0]
            whole, alarm = found[:-1], found[-1]
            margins, second = self._asked(read, whole)
            ranking = self._ranking(margins)
            urgency = float(softmax(sharpness * whole[None, :])[0][emergencies].sum())
            urgency += 1 / (1 + float(np.exp(-sharpness * alarm)))
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
        text, mentions = read
        span = first_question(text)
        if span:  # a story: what its question says counts beside the whole
            asked = self._margins([cut(text, mentions, span)])[0][:-1]
            whole = (whole + QUESTION * asked) / (1 + QUESTION)
        both = two_questions(text)
        if not both:
            return whole, None
        parts = [cut(text, mentions, each) for each in both]
        first, second = (each[:-1] for each in self._margins(parts))
        margins = (whole + FIRST * first) / (1 + FIRST)
        then = self._ranking(second)[0]
        start, end = both[1]
        named = {"intent": then["name"], "confidence": then["confidence"]}
        return margins, {**named, "start": start, "end": end}

    def _ranking(self, margins: NDArray[np.float64]) -> list[dict[str, Any]]:
        """Every intent with its probability, the likeliest first."""
        assert self._learned
        row = softmax(self._config["sharpness"] * margins[None, :])[0]
        return [
            {"name": self._learned.classes[place], "confidence": float(row[place])}
            for place in np.argsort(-row)
        ]

    def _margins(self, texts: list[Read]) -> NDArray[np.float64]:
        """The margins of the intents and, last, of urgent: an array of shape (texts, classes)."""
        assert self._learned
        plain = [masked(*each) for each in texts]
        rows = zip(plain, dense(texts, plain), strict=True)
        return np.array([self._learned.margins(*each) for each in rows], dtype=np.float64)


def learn(texts: list[Read], intents: list[str], regularity: float) -> Linear:
    """The margins of every intent and, last, of urgent, learned from examples."""
    plain = [masked(*each) for each in texts]
    words = TfidfVectorizer(**WORDS, min_df=2)
    letters = TfidfVectorizer(**LETTERS, min_df=3)
    counted = [words.fit_transform(plain), letters.fit_transform(plain)]
    features = hstack([*counted, csr_matrix(dense(texts, plain))]).tocsr()
    timeless = features[:, :-SIGNS]
    kinds = LinearSVC(C=regularity, tol=1e-3, random_state=1).fit(timeless, intents)
    alarm = LinearSVC(C=1.0, class_weight="balanced", tol=1e-3, random_state=1).fit(
        features, [intent.startswith(PREFIX) for intent in intents]
    )
    return Linear(
        [Words.learned(WORDS, words), Words.learned(LETTERS, letters)],
        np.vstack([np.pad(kinds.coef_, ((0, 0), (0, SIGNS))), alarm.coef_]).T,
        np.append(kinds.intercept_, alarm.intercept_),
        [str(each) for each in kinds.classes_],
    )


def dense(texts: list[Read], plain: list[str]) -> NDArray[np.float32]:
    """Meaning, shape and moment of texts, whose masked words are `plain`: one row each.

    The signs of the moment stand last: only the alarm learns from them.
    """
    meaning = encoder().encode([spoken(*each) for each in texts])
    pairs = zip(plain, texts, strict=True)
    shapes = np.vstack([shape_of(words.split(" "), text) for words, (text, _) in pairs])
    moments = np.vstack([moment_of(text) for text, _ in texts])
    return np.hstack([np.float32(MEANING) * meaning, shapes, moments])


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
