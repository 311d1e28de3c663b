""" "The pure sensory one", "I have the IgG type": a relative of the disease that is spoken of."""

from __future__ import annotations

import re

from evidence.names import cue_key, fold, key
from evidence.question import Conversation, Mention, Question
from evidence.store import Store

LONGEST = 14  # words of a message that turns to a relative in passing
_KINDS = r"(?:one|ones|type|kind|form|version|variant|variety|sort|subtype)\b"
_KIND_OF = (  # with an article, else as the first words
    re.compile(rf"\b(?:the|a|an|my|his|her|other) ((?:[\w-]+ ){{1,3}}?{_KINDS})"),
    re.compile(rf"(?:^\W*|, )((?:and )?(?:[\w-]+ ){{1,2}}?{_KINDS})"),
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
    text = fold(question.text)
    match = next((found for each in _KIND_OF if (found := each.search(text))), None)
    if not match or len(text.split()) > LONGEST:
        return question
    meant = _relative(store, disease, key(match.group(1)))
    if not meant:
        return question
    start, end = match.span(1)
    named = Mention(kind="condition", id=meant, text=question.text[start:end], start=start, end=end)
    apart = [each for each in question.mentions if each.end <= start or each.start >= end]
    mentions = tuple(sorted([*apart, named], key=lambda each: each.start))
    return question.copy(update={"mentions": mentions})


def _relative(store: Store, disease: str, phrase: str) -> str | None:
    """The one relative that "sensory form" is a cue of, or whose name alone has these words."""
    relatives = _relatives(store, disease)
    cued = [each for each in relatives if _is_cue(store, each, phrase)]
    if len(cued) == 1:
        return cued[0]
    words = set(phrase.split()[:-1]) - _ARTICLES
    if not words or _has(store, disease, words):
        return None
    found = [each for each in relatives if _has(store, each, words)]
    return found[0] if len(found) == 1 else None


def _is_cue(store: Store, disease: str, phrase: str) -> bool:
    narrows = store.conditions[disease].narrows
    cues = narrows.cues if narrows else ()
    return any(f" {cue_key(cue)} " in f" {phrase} " for cue in cues)


def _relatives(store: Store, disease: str) -> tuple[str, ...]:
    """The diseases below it, below its parent, and those that a word beside these names means."""
    above = (disease, *store.ancestors(disease)[:1])
    near = [each for one in above for each in store.children(one)]
    near += [each.id for one in above for each in store.narrower(one)]
    return tuple(each for each in dict.fromkeys(near) if each != disease)


def _has(store: Store, disease: str, words: set[str]) -> bool:
    """Whether all these words stand in one of its names."""
    return any(words <= set(cue_key(name).split()) for name in store.conditions[disease].names)
