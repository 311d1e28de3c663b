""" "The pure sensory one", "I have the IgG type", "if it was IgG": which disease that means.

A relative of the disease that is spoken of; after a list or a class, one of its members.
"""

from __future__ import annotations

import re

from evidence.ambiguity import records_of
from evidence.names import cue_key, fold, key
from evidence.pointing import ORDINALS
from evidence.question import Conversation, Mention, Question, Request
from evidence.store import Store

LONGEST = 14  # words of a message that turns to a relative in passing
_KINDS = r"(?:one|ones|type|kind|form|version|variant|variety|sort|subtype)\b"
_KIND_OF = (  # with an article, else as the first words; else as what "it" would be
    re.compile(rf"\b(?:the|a|an|my|his|her|other) ((?:[\w-]+ ){{1,3}}?{_KINDS})"),
    re.compile(rf"(?:^\W*|, )((?:and )?(?:[\w-]+ ){{1,2}}?{_KINDS})"),
    re.compile(
        r"\bif (?:it|its|hers|his|mine|he|she)\W?(?: is| was| were| has|s) ((?:[\w-]+ ?){1,3}?)"
        r"(?=\W*$| ?,| (?:instead|rather|and not|not)\b)"
    ),
)
_KIND = re.compile(rf" {_KINDS}$")
_ARTICLES = {
    "and", "the", "a", "an", "my", "his", "her", "only", "just", "more", "next", "same", "which",
    "what", "that", "this", "any", "some", "every", "each", "no",
    *ORDINALS,
}  # fmt: skip


def with_variant(store: Store, question: Question, conversation: Conversation) -> Question:
    """The question with the relative of the last disease that "the … one" names, as a mention.

    Only where exactly one relative has these words in its name and the last disease has not.
    """
    last = conversation.last
    if last is None or question.ids("condition"):
        return question
    text = fold(question.text)
    match = next((found for each in _KIND_OF if (found := each.search(text))), None)
    if not match or len(text.split()) > LONGEST:
        return question
    phrase = key(match.group(1))
    meant = next((_relative(store, each, phrase) for each in conversation.conditions[:1]), None)
    meant = meant or _member(store, _listed(store, last, conversation), phrase)
    if not meant:
        return question
    start, end = match.span(1)
    named = Mention(kind="condition", id=meant, text=question.text[start:end], start=start, end=end)
    apart = [each for each in question.mentions if each.end <= start or each.start >= end]
    mentions = tuple(sorted([*apart, named], key=lambda each: each.start))
    return question.copy(update={"mentions": mentions})


def with_situation(store: Store, question: Question, conversation: Conversation) -> Question:
    """ "Crisis?" after "IVIG in myasthenia": a situation of the disease, and nothing else."""
    words = key(question.text)
    cues = {
        cue_key(name)
        for disease in conversation.conditions
        for situation in store.conditions[disease].situations
        for name in (*situation.cues, *situation.aliases, situation.name)
    }
    bare = re.sub(r"^(and |in |for |during |a |an |the )+", "", words)
    if conversation.last is None or not {words, bare} & cues:
        return question
    return question.copy(update={"intent": "follow_up", "confidence": 1.0})


def names_variant(question: Question) -> bool:
    """Whether it speaks of a form of the disease, known or not: "and in the axonal form"."""
    match = _KIND_OF[0].search(fold(question.text))
    return bool(match) and bool(
        re.match(r"\W*(and |but |what about |how about )*(in|for|with)\b", fold(question.text))
    )


def _relative(store: Store, disease: str, phrase: str) -> str | None:
    """The one relative that "sensory form" is a cue of, or whose name alone has these words."""
    relatives = _relatives(store, disease)
    cued = [each for each in relatives if _is_cue(store, each, phrase)]
    if len(cued) == 1:
        return cued[0]
    words = _telling(phrase)
    if not words or _has(store, disease, words):
        return None
    return _member(store, relatives, phrase)


def _member(store: Store, diseases: tuple[str, ...], phrase: str) -> str | None:
    """The only one of these diseases whose name has the words of the phrase."""
    words = _telling(phrase)
    found = [each for each in diseases if words and _has(store, each, words)]
    return found[0] if len(found) == 1 else None


def _telling(phrase: str) -> set[str]:
    return set(_KIND.sub("", phrase).split()) - _ARTICLES


def _listed(store: Store, last: Request, conversation: Conversation) -> tuple[str, ...]:
    """The diseases that were listed or offered, and those that a name of the question may mean."""
    listed = list(dict.fromkeys(each for one in conversation.offered for each in one.conditions))
    meant = [
        reading.id
        for name in last.ambiguous
        for record in records_of(store, name.name or name.text)
        for reading in record.readings
    ]
    several = listed if len(listed) > 1 else []
    return tuple(dict.fromkeys([*several, *(each for each in meant if each in store.conditions)]))


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
