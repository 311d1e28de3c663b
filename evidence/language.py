"""Measuring and checking our own sentences: hedges, banned words, length, reading grade."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evidence.model import Certainty

MAX_WORDS = 25

BANNED = (
    r"\bproven\b",
    r"\bproves?\b",
    r"\bcures?d?\b",
    r"\bguarantee[ds]?\b",
    r"\bmiracle\b",
    r"\bno evidence that (it|they) (works?|helps?)\b",
    r"\bdefinitely\b",
    r"\bcertainly\b",
    r"\bclearly\b",
    r"\b(is|are) (very |completely |entirely )?safe\b",
    r"\b(it|IVIG|treatment|they|steroids|exchange) (really )?works?\b",
    r"\byou (should|must) (take|have|start|get)\b",
)

_NOT_CLEAR = (
    r"not clear|unclear|very uncertain|not known|unknown|not settled|no studies on record"
    r"|insufficient|not been (adequately |sufficiently )?(shown|studied|tested)"
)
_LOW = rf"\bmay\b|\bmight\b|\bcould\b|disagree|{_NOT_CLEAR}"
_HEDGES = {
    Certainty.MODERATE: rf"\bprobably\b|\blikely\b|{_LOW}",
    Certainty.LOW: _LOW,
    Certainty.VERY_LOW: _NOT_CLEAR,
    Certainty.NONE: _NOT_CLEAR,
}


def sentences(text: str) -> list[str]:
    """Split into sentences at a full stop, question or exclamation mark before a capital."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9\"“(])", text.strip()) if part]


def banned_words(text: str) -> list[str]:
    """The words in `text` that no statement of evidence may use."""
    found = [re.search(pattern, text, re.IGNORECASE) for pattern in BANNED]
    return [match.group() for match in found if match]


def is_hedged(sentence: str, certainty: Certainty) -> bool:
    """Whether the sentence is worded no stronger than `certainty` allows."""
    if certainty is Certainty.HIGH:
        return True
    return bool(re.search(_HEDGES[certainty], sentence, re.IGNORECASE))


def word_count(sentence: str) -> int:
    """Words as a reader counts them; a number with its unit sign counts once, ⊕⊕◯◯ not at all."""
    return len(re.findall(r"[^\s–—]*\w[^\s–—]*", sentence))


def reading_grade(text: str, easy_names: Iterable[str] = ()) -> float:
    """The Flesch-Kincaid grade of `text`, with each of `easy_names` as one easy word.

    Formula: 0.39 × words/sentences + 11.8 × syllables/words - 15.59 (Kincaid and others, 1975).
    """
    parts = sentences(text)  # before names are replaced: a name may begin a sentence
    text = with_easy_names(text, easy_names)
    words = re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d.,/]*", text)
    if not words or not parts:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / len(parts) + 11.8 * syllables / len(words) - 15.59


def with_easy_names(text: str, easy_names: Iterable[str]) -> str:
    """`text` with each of these names as one easy word."""
    for name in sorted(easy_names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "it", text, flags=re.IGNORECASE)
    return text


def _syllables(word: str) -> int:
    """Syllables of an English word, by its groups of vowels."""
    word = word.lower()
    if not word[0].isalpha() or word.isupper():
        return 1
    total = 0
    for part in re.split(r"['’-]", word):
        groups = len(re.findall(r"[aeiouy]+", part))
        if re.search(r"[^aeiouylr]e$|[^l]es$|[^td]ed$", part) and groups > 1:
            groups -= 1
        total += max(1, groups) if part else 0
    return total
