""" "The pure sensory one", "I have the IgG type": a relative of the disease that is spoken of."""

from __future__ import annotations

import re

from evidence.names import fold, key
from evidence.question import Conversation, Mention, Question
from evidence.store import Store

LONGEST = 14  # words of a message that turns to a relative in passing
_KIND_OF = re.compile(
    r"(?:^\W*|, |\b(?:and|the|a|an|my|his|her|other) )((?:[\w-]+ ){1,4}?)"
    r"(?:one|ones|type|kind|form|version|variant|variety|sort|subtype)\b"
)
_ARTICLES = {"and", "the", "a", "an", "my", "his", "her", "other", "only", "just", "more"}


def with_variant(store: Store, question: Question, conversation: Conversation) -> Question:
    """The question with the relative of the last disease that "the … one" names, as a mention.

    Only where exactly one relative has these words in its name and the last disease has not.
    """
    last = conversation.last
    disease = next(iter(conversation.conditions), None)
    if last is None or disease is None or question.ids("condition"):
        return question
    match = _KIND_OF.search(fold(question.text))
    if not match or len(question.text.split()) > LONGEST:
        return question
    wanted = set(key(match.group(1)).split()) - _ARTICLES
    if not wanted:
        return question
    found = [each for each in _relatives(store, disease) if _has(store, each, wanted)]
    if len(found) != 1 or _has(store, disease, wanted):
        return question
    start, end = match.span(1)
    named = Mention(
        kind="condition", id=found[0], text=question.text[start:end].strip(), start=start, end=end
    )
    apart = [each for each in question.mentions if each.end <= start or each.start >= end]
    mentions = tuple(sorted([*apart, named], key=lambda each: each.start))
    return question.copy(update={"mentions": mentions})


def _relatives(store: Store, disease: str) -> tuple[str, ...]:
    """The diseases below it, below its parent, and those that a word beside these names means."""
    above = (disease, *store.ancestors(disease)[:1])
    near = [each for one in above for each in store.children(one)]
    near += [each.id for one in above for each in store.narrower(one)]
    return tuple(each for each in dict.fromkeys(near) if each != disease)


def _has(store: Store, disease: str, words: set[str]) -> bool:
    """Whether all these words stand in one of its names."""
    return any(words <= set(key(name).split()) for name in store.conditions[disease].names)
