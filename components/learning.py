"""What the classifier knows of a message, as numbers, and how it learns from examples.

Two things are learned. One reads all: words, letters, shape, the signs of the moment, and the
meaning, for which the sentence encoder must run. The other, `quick`, does without the meaning;
where it is certain, the encoder is not asked (components/classifier.py).
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, spmatrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from components.denial import DENIED, SPOKEN, without_denied
from components.encoder import Encoder
from components.linear import Linear, Words
from components.masking import masked_words, spoken
from components.moment import SIGNS, moment_of
from components.structure import shape_of
from evidence.question import Mention

PREFIX = "emergency_"  # of the intents that are emergencies
MEANING = 1.5  # weight of the encoder's vectors beside the words
WORDS = {"ngram_range": (1, 2), "sublinear_tf": True, "token_pattern": r"\S+"}
LETTERS = {"analyzer": "char_wb", "ngram_range": (2, 4), "sublinear_tf": True}
"""The masked words are weighed in pairs, and in groups of letters."""

Read: TypeAlias = tuple[str, list[Mention]]  # a text, and the names that were linked in it


class Learned(NamedTuple):
    """A margin for each intent and, last, for urgent: with the meaning, and without.

    Both weigh the same words in the same way.
    """

    whole: Linear
    quick: Linear


def learn(texts: list[Read], intents: list[str], regularity: float, encoder: Encoder) -> Learned:
    """Learn both from examples."""
    plain = [masked(*each) for each in texts]
    words = TfidfVectorizer(**WORDS, min_df=2)
    letters = TfidfVectorizer(**LETTERS, min_df=3)
    counted = hstack([words.fit_transform(plain), letters.fit_transform(plain)])
    signs = csr_matrix(signs_of(texts, plain))
    meaning = csr_matrix(meaning_of(texts, encoder))
    kept = [Words.learned(WORDS, words), Words.learned(LETTERS, letters)]
    return Learned(
        _fit(hstack([counted, meaning, signs]).tocsr(), intents, regularity, kept),
        _fit(hstack([counted, signs]).tocsr(), intents, regularity, kept),
    )


def _fit(features: spmatrix, intents: list[str], regularity: float, words: list[Words]) -> Linear:
    """Only the alarm learns from the signs of the moment, which stand last."""
    kinds = LinearSVC(C=regularity, tol=1e-3, random_state=1).fit(features[:, :-SIGNS], intents)
    alarm = LinearSVC(C=1.0, class_weight="balanced", tol=1e-3, random_state=1).fit(
        features, [intent.startswith(PREFIX) for intent in intents]
    )
    return Linear(
        words,
        np.vstack([np.pad(kinds.coef_, ((0, 0), (0, SIGNS))), alarm.coef_]).T,
        np.append(kinds.intercept_, alarm.intercept_),
        [str(each) for each in kinds.classes_],
    )


def meaning_of(texts: list[Read], encoder: Encoder) -> NDArray[np.float32]:
    """The encoder's vectors as they are weighed: an array of shape (texts, 384)."""
    said = [spoken(*without_denied(*each, SPOKEN)) for each in texts]
    return np.float32(MEANING) * encoder.encode(said)


def signs_of(texts: list[Read], plain: list[str]) -> NDArray[np.float32]:
    """Shape and moment of texts, whose masked words are `plain`: one row each."""
    pairs = zip(plain, texts, strict=True)
    shapes = np.vstack([shape_of(words.split(" "), text) for words, (text, _) in pairs])
    moments = np.vstack([moment_of(text) for text, _ in texts])
    return np.hstack([shapes, moments])


def masked(text: str, mentions: list[Mention]) -> str:
    """The masked words of a text, joined by spaces; what is denied is one word."""
    quiet = without_denied(text, mentions, DENIED)
    return " ".join(word.text for word in masked_words(*quiet))
