"""Two questions of different kinds in one message: the first is answered, the second offered.

The contract's rule 6 (answer/1). Two questions of one kind are one question about several pairs.
"""

from __future__ import annotations

from evidence.dialogue import resolve
from evidence.draft import Offer
from evidence.fragments import is_bare
from evidence.language import banned_words
from evidence.offers import question_of
from evidence.question import Conversation, Mention, Question
from evidence.store import Store
from evidence.wording import capitalise

LONGEST = 75  # letters of a button, on the channel that takes the fewest
SURE = 0.4  # least confidence of a second question's intent
_NOT_OFFERED = ("out_of_scope", "smalltalk", "clarify", "unknown_concept", "capabilities")


def first_asked(question: Question) -> Question:
    """The first question alone, with the names that only the second one gives it.

    A second one that is a name alone asks the first again: "IVIG worth it? plasma exchange?".
    """
    second = question.second
    if second is None or second.intent == question.intent:
        return question
    if is_bare(_part(question, second.start, second.end)):
        return question.copy(update={"second": None})
    before = [each for each in question.mentions if each.end <= second.start]
    have = {each.kind for each in before}
    lent = [each for each in question.mentions if each.end > second.start]
    own = have | {"treatment"} if second.intent == "comparison" else have
    kept = before + [each for each in lent if each.kind not in own]
    return question.copy(update={"mentions": tuple(kept)})


def second_offer(
    store: Store, question: Question, answered: str, conversation: Conversation
) -> Offer | None:
    """The second question to send by a click, where it is of another kind than the answered one."""
    second = question.second
    if second is None or second.confidence < SURE:
        return None
    if is_bare(_part(question, second.start, second.end)):
        return None
    asked = question.text[second.start : second.end].strip(" ,;.-–—")
    part = Question(
        text=asked,
        intent=second.intent,
        confidence=second.confidence,
        mentions=tuple(_mentions(question, second.start, second.end)),
    )
    request = resolve(store, part, conversation).request
    if request.kind == answered or request.kind in _NOT_OFFERED:
        return None
    if (len(asked) > LONGEST or banned_words(asked)) and request.treatments and request.conditions:
        condition = store.concept(request.conditions[0]).label
        asked = question_of(store, request.kind, request.treatments[0], condition)
    title = capitalise(asked.rstrip(" ?!.")) + "?"
    # "it cures GBS, right?" is answered when asked; it is no sentence to offer.
    fit = len(title) <= LONGEST and not banned_words(title)
    return Offer(title, request) if fit else None


def _part(question: Question, start: int, end: int) -> Question:
    """A part of the question, as a question of its own."""
    mentions = tuple(_mentions(question, start, end))
    return question.copy(update={"text": question.text[start:end], "mentions": mentions})


def _mentions(question: Question, start: int, end: int) -> list[Mention]:
    return [
        each.copy(update={"start": each.start - start, "end": each.end - start})
        for each in question.mentions
        if start <= each.start and each.end <= end
    ]
