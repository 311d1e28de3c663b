"""Where a message asks its questions: sentences, and clauses joined by "and"."""

from __future__ import annotations

import re

from evidence.question import Mention

Span = tuple[int, int]  # start and end in the text

_ASKING = (
    r"do|does|did|is|are|was|will|would|can|could|should|has|have|what|whats|what's|which|who"
    r"|whos|who's|how|hows|how's|why|when|where|any"
)
_BREAK = re.compile(
    r"(?<=[.?!])\s+|\s[-–—]\s|, (?=(?:so|but|and) (?:does|is|can|what|how|should)\b)"
)
_JOINED = re.compile(
    rf",? (?:and|also|plus|&|\+)(?: (?:also|then|if so|if yes))*,? "
    rf"(?=(?:(?:at|in|for|by|with|after|on) (?=what|which|how))?(?:{_ASKING})\b)"
    r"|, (?=(?:sources?|refs?|references?|evidence|dose|dosing|side effects|risks?|cost|rate"
    r"|(?:for )?how (?:fast|long|much|often|soon|quickly))\W*$)",
    re.IGNORECASE,
)
_TELLING = re.compile(r", (?:and|&) (?=(?:what|which|how|when|who|why)\b)", re.IGNORECASE)
_ASKS = re.compile(
    rf"^(so |and |but |ok |anyway |please |pls |also )*({_ASKING}|anyone|am i|tell me"
    r"|i want to know|wondering)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(rf", (?:so |and |but )?(?:{_ASKING})\b", re.IGNORECASE)
_LEADING = re.compile(
    r"\W*(?:(?:and|also|plus|then|but|so|if so|if yes|if not)\b\W*)+", re.IGNORECASE
)


def first_question(text: str) -> Span | None:
    """The first question among several sentences, else the last sentence; None for a single one."""
    spans = _sentences(text)
    if len(spans) < 2:
        return None
    asked = [span for span in spans if _is_question(text, span)]
    return asked[0] if asked else spans[-1]


def two_questions(text: str) -> tuple[Span, Span] | None:
    """The first two questions of a message, sentences or joined clauses; None for fewer."""
    asked = [
        clause
        for span in _sentences(text)
        if _is_question(text, span) or _TELLING.search(text, *span)
        for clause in _clauses(text, span)
    ]
    return (asked[0], asked[1]) if len(asked) > 1 else None


def cut(text: str, mentions: list[Mention], span: Span) -> tuple[str, list[Mention]]:
    """A part of a text, and the mentions in it with their places there."""
    start, end = span
    inside = [
        each.copy(update={"start": each.start - start, "end": each.end - start})
        for each in mentions
        if start <= each.start and each.end <= end
    ]
    return text[start:end], inside


def _sentences(text: str) -> list[Span]:
    return _split(text, (0, len(text)), _BREAK)


def _clauses(text: str, span: Span) -> list[Span]:
    """The questions of a sentence; the second and later ones without their "and"."""
    first, *others = _split(text, span, _JOINED)
    asks = _is_question(text, first) or _WITHIN.search(text, *first)
    if asks or _TELLING.search(text, *span):
        return [first, *others]  # "clots with IVIG, and which rate lowers the risk"
    return [span]


def _split(text: str, span: Span, at: re.Pattern[str]) -> list[Span]:
    spans, start = [], span[0]
    for match in at.finditer(text, *span):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, span[1]))
    return [_trimmed(text, each) for each in spans if text[each[0] : each[1]].strip()]


def _trimmed(text: str, span: Span) -> Span:
    """The span without a leading "and" or "also"."""
    leading = _LEADING.match(text, *span)
    return (leading.end(), span[1]) if leading and leading.end() < span[1] else span


def _is_question(text: str, span: Span) -> bool:
    said = text[span[0] : span[1]].strip()
    asked = said.rpartition(": ")[2]  # "IVIG in CIDP: which trials, and how sure are they"
    return said.endswith("?") or bool(_ASKS.match(said) or _ASKS.match(asked))
