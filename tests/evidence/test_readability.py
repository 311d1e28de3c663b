"""How whole answers read in the plain register: short sentences, an easy grade."""

from __future__ import annotations

import re
import statistics

import pytest

from evidence.language import MAX_WORDS, reading_grade, sentences, with_easy_names, word_count
from evidence.store import Store
from evidence.wording import Register
from tests.evidence.answers import Asked, easy_names

HIGHEST, HIGHEST_MEDIAN = 10.0, 8.0
LISTED = re.compile(r"• [^:]+: [^,]+(, [^,]+){5,}$")
"""A line of a list that names one product or disease after the other."""
LONGEST_ITEM = 9  # words


@pytest.fixture(scope="module")
def plain(asked: list[Asked]) -> list[Asked]:
    """The answers for everybody."""
    return [each for each in asked if each.style is Register.PLAIN]


@pytest.fixture(scope="module")
def easy(store: Store) -> list[tuple[str, str]]:
    """Names that count as one easy word, each with its lower-case form."""
    return [(name, name.lower()) for name in easy_names(store)]


def named_in(text: str, easy: list[tuple[str, str]]) -> list[str]:
    lower = text.lower()
    return [name for name, folded in easy if folded in lower]


def test_every_plain_answer_reads_at_grade_ten_at_most_and_eight_in_the_middle(
    plain: list[Asked], easy: list[tuple[str, str]]
) -> None:
    texts = {
        " ".join(one.text.lstrip("• ") for one in each.draft.sentences): str(each) for each in plain
    }
    graded = sorted(
        ((reading_grade(text, named_in(text, easy)), about) for text, about in texts.items()),
        reverse=True,
    )
    assert len(graded) > 1000
    assert statistics.median(grade for grade, _ in graded) <= HIGHEST_MEDIAN
    hard = [each for each in graded if each[0] > HIGHEST]
    assert not hard, hard[:20]


def is_list(text: str) -> bool:
    """Whether a line only names things: it is read like a table, not like a sentence."""
    items = text.split(":", 1)[-1].split(", ")
    return bool(LISTED.match(text)) and all(word_count(each) <= LONGEST_ITEM for each in items)


def test_no_plain_answer_has_a_sentence_of_more_than_25_words(
    plain: list[Asked], easy: list[tuple[str, str]]
) -> None:
    """Names count as one word: a list of ten trials or brands is no long sentence."""
    long = {}
    for each in plain:
        for sentence in each.draft.sentences:
            if is_list(sentence.text):
                continue
            for part in sentences(sentence.text.lstrip("• ")):
                if word_count(part) > MAX_WORDS:
                    words = word_count(with_easy_names(part, named_in(part, easy)))
                    if words > MAX_WORDS:
                        long[part] = (words, str(each))
    assert not long, long


def test_a_grade_is_not_raised_by_a_name_at_the_beginning_of_a_sentence() -> None:
    text = "It may help. Polymyositis may get better. It is rare."
    assert reading_grade(text, ["Polymyositis"]) == pytest.approx(
        reading_grade("It may help. It may get better. It is rare.")
    )


def test_symbols_are_no_words() -> None:
    assert word_count("Certainty: low ⊕⊕◯◯ (our reading) – so far.") == 6
