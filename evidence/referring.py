"""Words that mean a treatment or disease by what was said before: a route, "both"."""

from __future__ import annotations

import re

from evidence.names import fold
from evidence.question import Conversation, Mention, Question

SHORT = 6  # words of a message in which a route alone is a treatment
_PRODUCTS = ("ivig", "scig")
_INTO_A_VEIN = re.compile(r"\b(intravenous(ly)?|iv|in(to)? (a|the) vein|by drip|the drip)\b")
_BOTH = re.compile(r"\b(both|the two|each of (them|those)|either of (them|those|the two))\b")


def with_route(question: Question, conversation: Conversation) -> Question:
    """ "And intravenous?" after a question on immunoglobulin names IVIG."""
    last = conversation.last
    if last is None or last.treatments[:1] not in [(each,) for each in _PRODUCTS]:
        return question
    match = _INTO_A_VEIN.search(fold(question.text))
    if not match or question.ids("treatment") or len(question.text.split()) > SHORT:
        return question
    start, end = match.span()
    route = Mention(
        kind="treatment", id="ivig", text=question.text[start:end], start=start, end=end
    )
    mentions = sorted([*question.mentions, route], key=lambda each: each.start)
    return question.copy(update={"mentions": tuple(mentions)})


def both_conditions(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """The last two diseases asked about, where the message says "both"; () otherwise.

    After a comparison "both" means its treatments.
    """
    last = conversation.last
    if last is None or last.comparators or not _BOTH.search(fold(question.text)):
        return ()
    if len(conversation.conditions) != 1 or not conversation.earlier:
        return ()
    return (*conversation.earlier, *conversation.conditions)
