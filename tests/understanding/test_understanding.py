"""What the trained model understands of questions that nobody who trains it has read."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.names import key
from tests.understanding import questions
from tests.understanding.asking import Variations, ask_phrases, ask_set
from tests.understanding.figures import Row, table
from tests.understanding.reader import Reader

pytestmark = pytest.mark.timeout(1800)  # thousands of questions, on whatever machine
UNSEEN = "unseen"
NEAR = 90  # rapidfuzz ratio from which a question is a rewording of an example
SHARED = 0.01  # share of questions that anybody might have typed in the example's words
FLOORS = {  # a little below what was measured, above for what is at most; moved with the model
    "kind right": 0.905,
    "concepts exactly right": 0.92,
    "conversations: kind": 0.895,
    "conversations: kind and concepts, after follow-ups": 0.83,
    "out of scope, not answered as if in scope": 0.965,
    "emergencies and crises recognised": 0.985,
    "… and the right one of the two": 0.985,
    "phrases listed in the store recognised": 1.0,
    "false alarms on innocent twins": 0.015,
    "false alarms on all other messages": 0.01,
    "drop under typos: kind": 0.045,
    "drop under typos: concepts": 0.045,
    "drop under names never trained on: kind": 0.01,
    "drop under names never trained on: concepts": 0.015,
}


def test_no_question_is_trained_on() -> None:
    """The figures measure understanding, not memory. Texts stay unread: only places are told.

    Up to six words anybody may type in just that form ("how long does it take"); where such a
    one stands alone it is not scored, and in a conversation its context is what is measured.
    """
    both = [
        (place, len(key(text).split()))
        for place, text in questions.longer(UNSEEN)
        if key(text) in questions.trained()
    ]
    assert len(both) <= SHARED * len(questions.longer(UNSEEN)), f"also in data/nlu/: {both}"
    assert all(words <= 6 for _, words in both), f"also in data/nlu/: {both}"


def test_hardly_a_question_is_a_rewording_of_an_example() -> None:
    """A few are: two people asked for the same thing in a short sentence. No more than that."""
    found = questions.longer(UNSEEN)
    ratios = questions.nearest([key(text) for _, text in found], questions.trained())
    near = [place for (place, _), ratio in zip(found, ratios, strict=True) if ratio >= NEAR]
    assert len(near) <= SHARED * len(found), f"like an example in data/nlu/: {near}"


@pytest.fixture(scope="module")
def rows(trained_model: Path) -> dict[str, Row]:
    """The whole table of the unseen set, measured once through Rasa's own pipeline."""
    reader, variations = Reader(str(trained_model)), Variations.of_checkout()
    phrases = ask_phrases(reader, variations.store)
    return {row.name: row for row in table(ask_set(reader, UNSEEN, variations), phrases)}


@pytest.mark.model
@pytest.mark.parametrize("name", FLOORS)
def test_floor(rows: dict[str, Row], name: str) -> None:
    """Understanding does not fall below what it has been."""
    row = rows[name]
    assert row.asked, "nothing was asked"
    good = row.value <= FLOORS[name] if row.at_most else row.value >= FLOORS[name]
    assert good, f"{row.value:.3f} of {row.asked}; `make evaluate` shows every miss"
