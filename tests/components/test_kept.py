"""The classifier is learned again when, and only when, something that it depends on changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from components.kept import KEPT, folder, key_of, learned
from components.learning import WORDS, Learned
from components.linear import Linear, Words


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path))


class Learning:
    """Learns one word, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Learned:
        self.times += 1
        words = Words.learned(WORDS, TfidfVectorizer(**WORDS).fit(["dose"]))
        weights = np.full((1, 1), self.times, dtype=np.float32)
        bias = np.zeros(1, dtype=np.float32)
        quick, whole = (Linear([words], part, bias, ["dosing"]) for part in (-weights, weights))
        return Learned(whole, quick)


NOTHING = np.zeros(0, dtype=np.float32)


def test_the_same_key_is_learned_once_and_says_the_same() -> None:
    learn = Learning()
    first, second = learned("key", learn), learned("key", learn)
    assert learn.times == 1
    for each in (first, second):
        assert each.whole.margins(each.whole.weigh("dose"), NOTHING) == [1.0]
        assert each.quick.margins(each.quick.weigh("dose"), NOTHING) == [-1.0]


def test_another_key_is_learned_anew_and_the_oldest_are_dropped() -> None:
    learn = Learning()
    for number in range(KEPT + 2):
        learned(str(number), learn)
    assert learn.times == KEPT + 2
    assert len(list(folder().iterdir())) == KEPT


def test_a_key_depends_on_every_part() -> None:
    parts = [[("does it help", "does it help", "does it")], ["efficacy"], 0.5, "code"]
    keys = {key_of(*parts)}
    keys |= {key_of(*parts[:place], "other", *parts[place + 1 :]) for place in range(len(parts))}
    assert len(keys) == len(parts) + 1
