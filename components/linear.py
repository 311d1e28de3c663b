"""Linear classifiers on weighted words and dense numbers, as plain arrays.

They are trained by scikit-learn (components/classifier.py). What they have learned is kept as
arrays of NumPy and a list of words, which load in a moment and hold no code, and one message is
weighed without scikit-learn's matrices: a few hundred rows of the weights are added up.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

Floats: TypeAlias = NDArray[np.float32]
Weighed: TypeAlias = tuple[NDArray[np.intp], Floats]  # places of known words, and their weights
_ARRAYS, _TERMS = "linear.npz", "terms.json"


class Words:
    """The weights of a text's words, as scikit-learn's TfidfVectorizer gives them."""

    def __init__(self, settings: dict[str, Any], terms: Iterable[str], idf: Floats) -> None:
        """`settings`: the vectorizer's; `terms`: what it has learned, with the `idf` of each."""
        self.settings = settings
        self.terms = list(terms)
        self.idf = idf
        self._places = {term: place for place, term in enumerate(self.terms)}
        self._parts: Callable[[str], list[str]] = TfidfVectorizer(**settings).build_analyzer()

    @classmethod
    def learned(cls, settings: dict[str, Any], vectorizer: TfidfVectorizer) -> Words:
        """What a fitted vectorizer of these settings has learned."""
        terms = vectorizer.get_feature_names_out().tolist()
        return cls(settings, terms, vectorizer.idf_.astype(np.float32))

    def weigh(self, text: str) -> Weighed:
        """The places of the text's known words and their weights, a vector of length one."""
        found = Counter(
            place for part in self._parts(text) if (place := self._places.get(part)) is not None
        )
        places = np.fromiter(found.keys(), dtype=np.intp, count=len(found))
        counts = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        weights = (1 + np.log(counts)) * self.idf[places]
        length = float(np.sqrt(weights @ weights))
        return places, weights / length if length else weights


class Linear:
    """Margins of classes for (text, dense numbers): each class has a weight for each feature."""

    def __init__(
        self, words: list[Words], weights: Floats, bias: Floats, classes: list[str]
    ) -> None:
        """`weights`, of shape (features, classes): first those of the words, then the dense."""
        self._words = words
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = bias.astype(np.float32)
        self.classes = classes
        ends = np.cumsum([len(each.terms) for each in words])
        self._starts = [0, *ends.tolist()]

    def weigh(self, text: str) -> list[Weighed]:
        """The text's words by each way of weighing them."""
        return [each.weigh(text) for each in self._words]

    def margins(self, weighed: list[Weighed], dense: Floats) -> Floats:
        """The margin of every class, of shape (classes,), for weighed words and dense numbers."""
        total = self._bias + dense @ self._weights[self._starts[-1] :]
        for start, (places, weights) in zip(self._starts, weighed, strict=False):
            total = total + weights @ self._weights[start + places]
        return np.asarray(total, dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write two files into the folder."""
        idf = {f"idf{place}": each.idf for place, each in enumerate(self._words)}
        np.savez(folder / _ARRAYS, weights=self._weights, bias=self._bias, **idf)
        words = [{"settings": each.settings, "terms": each.terms} for each in self._words]
        text = json.dumps({"classes": self.classes, "words": words}, ensure_ascii=False)
        (folder / _TERMS).write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Linear:
        """Read what `save` wrote."""
        kept = json.loads((folder / _TERMS).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            words = [
                Words(each["settings"], each["terms"], arrays[f"idf{place}"])
                for place, each in enumerate(kept["words"])
            ]
            return cls(words, arrays["weights"], arrays["bias"], kept["classes"])
