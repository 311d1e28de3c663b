"""The shape of a question: how many treatments and conditions it names, how long it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from components.masking import CONDITION, TREATMENT, TRIAL


def shape_of(words: list[str], text: str) -> NDArray[np.float32]:
    """Nine numbers between 0 and 3, of an array of shape (1, 9)."""
    treatments, conditions = words.count(TREATMENT), words.count(CONDITION)
    return np.array(
        [
            [
                min(treatments, 3),
                min(conditions, 3),
                bool(treatments and conditions),
                not (treatments or conditions),
                min(len(words), 60) / 20,
                "?" in text,
                len(words) <= 4,
                treatments >= 2,
                TRIAL in words,
            ]
        ],
        dtype=np.float32,
    )
