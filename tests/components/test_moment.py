"""The signs of danger now, which a question about the same thing does not have."""

from __future__ import annotations

import numpy as np
import pytest

from components.moment import SIGNS, moment_of


@pytest.mark.parametrize("text", ["", "?!", "ok", "x" * 5000, "ÄÖ ☃"])
def test_any_text_has_as_many_signs(text: str) -> None:
    signs = moment_of(text)
    assert signs.shape == (1, SIGNS) and signs.dtype == np.float32
    assert np.all(signs >= 0) and np.all(signs <= 1.5)


@pytest.mark.parametrize(
    ("danger", "question"),
    [
        ("my tongue is getting thick right now", "can it make a tongue thick?"),
        ("he's shaking, bp 80/40", "is shaking common?"),
        ("HELP SHE FAINTED", "how often do people faint?"),
    ],
)
def test_danger_and_a_question_about_it_differ(danger: str, question: str) -> None:
    assert np.abs(moment_of(danger) - moment_of(question)).sum() >= 3


def test_apostrophes_make_no_difference() -> None:
    assert np.array_equal(moment_of("she's getting worse"), moment_of("shes getting worse"))
