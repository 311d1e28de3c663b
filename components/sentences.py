"""Where a story asks its question: the first sentence that is one."""

from __future__ import annotations

import re

from evidence.question import Mention

_BREAK = re.compile(
    r"(?<=[.?!])\s+|\s[-–—]\s|, (?=(?:so|but|and) (?:does|is|can|what|how|should)\b)"
)
_ASKS = re.compile(
    r"^(so |and |but |ok |anyway |please |pls |also )*(do|does|did|is|are|was|will|would|can|could"
    r"|should|has|have|what|whats|which|who|whos|how|hows|why|when|where|any|anyone|am i|tell me"
    r"|i want to know|wondering)\b",
    re.IGNORECASE,
)


def first_question(text: str) -> tuple[int, int] | None:
    """Start and end of the first question among several sentences; None for a single one."""
    spans, start = [], 0
    for match in _BREAK.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    spans = [(first, last) for first, last in spans if text[first:last].strip()]
    if len(spans) < 2:
        return None
    asked = [
        (first, last)
        for first, last in spans
        if text[first:last].rstrip().endswith("?") or _ASKS.match(text[first:last].strip())
    ]
    return asked[0] if asked else spans[-1]


def cut(text: str, mentions: list[Mention], span: tuple[int, int]) -> tuple[str, list[Mention]]:
    """A part of a text, and the mentions in it with their places there."""
    start, end = span
    inside = [
        each.copy(update={"start": each.start - start, "end": each.end - start})
        for each in mentions
        if start <= each.start and each.end <= end
    ]
    return text[start:end], inside
