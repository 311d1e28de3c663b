"""The parts of a message that count: the whole, what a story asks, the first of two questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.learning import Read, masked, signs_of
from components.linear import Weighed
from evidence.sentences import cut, first_question, two_questions

QUESTION = 0.5  # weight of a story's question beside the whole story
FIRST = 1.0  # weight of the first of two questions beside the whole message


class Seen(NamedTuple):
    """A text, its masked words as they are weighed, and the signs of its shape and moment."""

    read: Read
    words: list[Weighed]
    signs: NDArray[np.float32]


class Parts(NamedTuple):
    """A message and what is cut out of it."""

    whole: Seen
    question: Seen | None  # what a story asks
    both: tuple[Seen, Seen] | None  # two questions
    second: tuple[int, int]  # where the second stands


class Heard(NamedTuple):
    """What a classifier makes of the parts: margins of the intents."""

    whole: NDArray[np.float32]  # of the whole message; the last is that of urgent
    kinds: NDArray[np.float32]  # of what is asked first
    second: NDArray[np.float32] | None  # of what is asked second


def parts_of(read: Read, weigh: Callable[[str], list[Weighed]]) -> Parts:
    """The message and its parts, ready for a classifier; `weigh`: how it weighs masked words."""
    text, mentions = read
    asked, both = first_question(text), two_questions(text)

    def seen(part: Read) -> Seen:
        plain = masked(*part)
        return Seen(part, weigh(plain), signs_of([part], [plain])[0])

    return Parts(
        seen(read),
        seen(cut(text, mentions, asked)) if asked else None,
        (seen(cut(text, mentions, both[0])), seen(cut(text, mentions, both[1]))) if both else None,
        both[1] if both else (0, 0),
    )


def heard_by(margins_of: Callable[[Seen], NDArray[np.float32]], parts: Parts) -> Heard:
    """What a classifier hears; what a story's question says counts beside the whole story."""
    whole = margins_of(parts.whole)
    kinds = whole[:-1]
    if parts.question:
        kinds = (kinds + QUESTION * margins_of(parts.question)[:-1]) / (1 + QUESTION)
    if not parts.both:
        return Heard(whole, kinds, None)
    first, second = (margins_of(each)[:-1] for each in parts.both)
    return Heard(whole, (kinds + FIRST * first) / (1 + FIRST), second)


def lead(kinds: NDArray[np.float32]) -> float:
    """By how much the greatest margin exceeds all others."""
    next_best, best = np.partition(kinds, -2)[-2:]
    return float(best - next_best)
