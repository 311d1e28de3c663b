"""The form in which two spellings of a disease's name are one.

British or American, singular or plural, "type II" or "type 2": coarser than `names.key`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_BRITISH = (("ae", "e"), ("oe", "e"), ("tumour", "tumor"), ("fibre", "fiber"), ("ising", "izing"))


@lru_cache(maxsize=4_000)
def spelt(word: str) -> str:
    """A folded word in American spelling: "haemochromatosis" is "hemochromatosis"."""
    for british, american in _BRITISH:
        word = word.replace(british, american)
    return word


def singular(word: str) -> str:
    """A folded word without the s of its plural; what only looks like a plural is cut alike."""
    if len(word) < 5 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def form(words: Sequence[str]) -> str:
    """The form of a name, given as folded words."""
    return formed([spelt(word) for word in words])


def formed(words: Sequence[str]) -> str:
    """The same of words that `spelt` has seen."""
    *rest, last = words
    if rest and rest[-1] == "type":
        last = _ROMAN.get(last, last)
    return " ".join((*rest, singular(last)))


def says_something(name: str) -> bool:
    """Whether a form has a word beside numbers, single letters and "syndrome"."""
    said = re.findall(r"[a-z]{3,}", name)
    return any(word not in ("syndrome", "disease", "type", "disorder") for word in said)
