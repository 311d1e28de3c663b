"""The plain arrays say what scikit-learn says, also after a way over the disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from components.learning import LETTERS, WORDS
from components.linear import Linear, Words

TEXTS = [
    "does TREATMENT help CONDITION",
    "will TREATMENT help with CONDITION help",
    "what dose of TREATMENT",
    "how much TREATMENT do they give",
    "is it approved for CONDITION",
    "was TREATMENT approved",
]
KINDS = ["efficacy", "efficacy", "dosing", "dosing", "approval", "approval"]
DENSE = np.linspace(0, 1, 4 * len(TEXTS), dtype=np.float32).reshape(len(TEXTS), 4)
NEVER_SEEN = ["", "zzz", "does it help", "dose dose dose!"]


@pytest.fixture
def theirs() -> tuple[list[TfidfVectorizer], LinearSVC]:
    vectorizers = [TfidfVectorizer(**WORDS).fit(TEXTS), TfidfVectorizer(**LETTERS).fit(TEXTS)]
    features = [each.transform(TEXTS) for each in vectorizers]
    model = LinearSVC(random_state=1).fit(hstack([*features, csr_matrix(DENSE)]), KINDS)
    return vectorizers, model


@pytest.fixture
def ours(theirs: tuple[list[TfidfVectorizer], LinearSVC], tmp_path: Path) -> Linear:
    (words, letters), model = theirs
    learned = [Words.learned(WORDS, words), Words.learned(LETTERS, letters)]
    Linear(learned, model.coef_.T, model.intercept_, list(model.classes_)).save(tmp_path)
    return Linear.load(tmp_path)


@pytest.mark.parametrize("text", [*TEXTS, *NEVER_SEEN])
def test_the_margins_are_scikit_learns(
    text: str, theirs: tuple[list[TfidfVectorizer], LinearSVC], ours: Linear
) -> None:
    vectorizers, model = theirs
    features = hstack([*(each.transform([text]) for each in vectorizers), csr_matrix(DENSE[:1])])
    expected = model.decision_function(features)[0]
    assert ours.classes == list(model.classes_)
    assert ours.margins(ours.weigh(text), DENSE[0]) == pytest.approx(expected, abs=1e-5)


def test_what_is_loaded_may_hold_no_objects(ours: Linear, tmp_path: Path) -> None:
    np.savez(tmp_path / "linear.npz", idf0=np.array([{}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        Linear.load(tmp_path)
