"""What a question asked that the record could not answer: ids and medical words, no free word.

A gap never holds what somebody typed. It is built from the names that were linked (by id, or by
the name under which an uncovered disease is known), from fixed topics, and from words that stand
in lower case in the record's own names. So a name, an address or a number cannot get in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evidence.answer import Answer
from evidence.answers.plain import TOPICS
from evidence.model import Record
from evidence.names import key, words
from evidence.question import Mention, Question
from evidence.store import Store

UNANSWERED = ("no_record", "unknown_concept", "clarify", "out_of_scope")
SHORTEST = 4  # letters of a word that is counted
_COMMON = """
with without from after before during other this that than like more less what when where
your their have having been long short high late early back hand hands help used using
disease diseases syndrome disorder treatment therapy condition
"""


class Gap(Record):
    """One thing that was asked for in vain. `about` says what `item` is."""

    asked: str  # the question kind that was read
    outcome: str  # the kind of the answer
    about: str  # pair, condition, treatment, uncovered, topic, word, or nothing
    item: str


def gaps_of(store: Store, question: Question, answer: Answer) -> tuple[Gap, ...]:
    """What this question asked in vain; () where it was answered."""
    if answer.kind not in UNANSWERED:
        return ()
    found = [*_linked(answer), *_named(question), *_topics(question, answer)]
    found += [("word", word) for word in _loose_words(store, question)]
    return tuple(
        Gap(asked=question.intent, outcome=answer.kind, about=about, item=item)
        for about, item in dict.fromkeys(found or [("nothing", "")])
    )


def _linked(answer: Answer) -> list[tuple[str, str]]:
    """The ids of the answer: pairs where it has both, else what it has."""
    if not answer.conditions:
        return [("treatment", each) for each in answer.treatments]
    if not answer.treatments:
        return [("condition", each) for each in answer.conditions]
    return [
        ("pair", f"{treatment} in {condition}")
        for treatment in answer.treatments
        for condition in answer.conditions
    ]


def _named(question: Question) -> list[tuple[str, str]]:
    """Uncovered diseases and drugs, and words with two meanings, by the name on record."""
    return [
        ("uncovered", key(each.name or each.text))
        for each in question.mentions
        if each.kind in ("uncovered", "ambiguous") and each.covers != "unrecognised"
    ]


def _topics(question: Question, answer: Answer) -> list[tuple[str, str]]:
    if answer.kind != "no_record":
        return []
    return [
        ("topic", topic)
        for topic, pattern in TOPICS.items()
        if re.search(pattern, question.text, re.IGNORECASE)
    ]


def _loose_words(store: Store, question: Question) -> list[str]:
    """The medical words of the message that no link covers, in the order of the alphabet."""
    vocabulary = _vocabulary(store)
    linked = [each for each in question.mentions if each.covers != "unrecognised"]
    return sorted(
        {
            word
            for word, start, end in words(question.text)
            if word in vocabulary and not any(_within(each, start, end) for each in linked)
        }
    )


def _within(mention: Mention, start: int, end: int) -> bool:
    return mention.start <= start and end <= mention.end


def _vocabulary(store: Store) -> frozenset[str]:
    """Words that the record writes in lower case in the names of what it knows.

    Words with a capital are left out, since a disease may be called after a person.
    """
    if store.hash not in _vocabularies:
        _vocabularies.clear()  # a training replaces a store, and the old one is asked no more
        _vocabularies[store.hash] = _lower_words(_names(store))
    return _vocabularies[store.hash]


_vocabularies: dict[str, frozenset[str]] = {}  # by the store's hash


def _names(store: Store) -> Iterator[str]:
    for table in (store.conditions, store.treatments, store.terms):
        for each in table.values():
            yield from (each.name, *each.aliases, *each.lay_names)
    for record in store.uncovered:
        yield from (record.name, *record.aliases)


def _lower_words(names: Iterable[str]) -> frozenset[str]:
    found = re.findall(r"(?<![\w'’-])[a-z]+(?![\w'’])", "\n".join(names))
    words_of_names = {word for word in found if len(word) >= SHORTEST}
    return frozenset(words_of_names - set(_COMMON.split()))
