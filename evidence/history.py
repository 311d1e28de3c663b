"""Drugs and procedures outside the record that a message only tells of as tried before.

"Hives every day, omalizumab failed": asked is what immunoglobulin does for the hives, not what
omalizumab does. The same is told of treatments inside the record (`told_of`).
"""

from __future__ import annotations

import re

from evidence.names import fold
from evidence.question import Mention, Question
from evidence.sentences import Span, first_question

_BEFORE = re.compile(
    r"\b(despite|in spite of|post|(?<!long )(?<!soon )(?<!happens )(?<!happen )after|failed|failing"
    r"|failure (of|on)|tried|s/p|refractory to|resistant to|(no|poor) response to|unresponsive to"
    r"|(not|never|isnt|isn't) responding to|(didnt|didn't|never|did not) respond(ed)? to"
    r"|intoleran(t of|t to|ce of|ce to)|contraindications? (to|for)|allergic to|allergy to"
    r"|(cant|can't|cannot|can not|wont|won't|couldnt|couldn't|unable to)"
    r" (take|tolerate|have|use|get|stand|stomach)"
    r"|on top of|came off|taken off|stopped|had to stop|gave up|scared of|afraid of|terrified of"
    r"|no luck with|ran out of|sick from|(already|been|still|now|currently) on"
    r"|\b(got|had|received|(was|were|been) given))"
    r"(\W+(the|my|his|her|full|high|low|max|maximal|maximum|intensive|double|triple|dose|doses|of"
    r"|several|both|all|oral|iv|long|term|optimal|adequate|and|or|\d+))*\W*$"
)
_LISTED = (
    r"(?:\W|\b(?:and|or|then|plus|both|all|has|have|had|just|also|already|now|only|it|too)\b)*"
)
_AFTER = re.compile(
    rf"^{_LISTED}\b(failed|failing|failure|stopped|did(nt|n't| not| nothing)|never (work|help)ed"
    r"|(does|do|is|are|was|were)(nt|n't| not) (an option|(work|help|touch|hold|enough|tolerat)\w*)"
    r"|does nothing|no (good|help|use|effect|response|joy|luck|better|difference)|useless"
    r"|not (tolerated|working|helping|enough|an option|available|possible|helped|worked|cutting it"
    r"|touching it|holding it|doing (much|anything))"
    r"|nothing|wore off|worn off|exhausted|done|tried|refused|declined|contraindicated"
    r"|unavailable|shortage|intoleran(t|ce)|toxicity|wrecked|scares?|frightens?|terrifies|pukes?"
    r"|no (more|longer) (work|help)\w*|quit working"
    r"|(makes?|made|gives?|gave) (me|him|her|us))\b"
)
_ASKS = re.compile(
    r"\b(is|are|does|do|did|can|could|will|would|should|has|have|was|why|how|what about|if)\W*$"
)


def asked_unknown(question: Question) -> tuple[Mention, ...]:
    """The drugs and procedures outside the record that are asked about: not those tried before.

    Nor those that only a story tells, whose question names a treatment of its own.
    """
    named = _unknown_treatments(question)
    if not question.ids("condition"):
        return named  # "omalizumab failed": there is nothing else to be asked about
    asked = None if question.intent == "comparison" else _question_of_story(question)
    return tuple(
        each
        for each in named
        if not _is_history(question, each) and (asked is None or _is_in(each, asked))
    )


def told_of(question: Question) -> frozenset[str]:
    """Treatments of the record that the words beside them only tell of: "prednisone gave me …"."""
    return frozenset(
        each.id
        for each in question.mentions
        if each.kind == "treatment" and each.id and _is_history(question, each)
    )


def without_told(question: Question) -> Question:
    """A story without the drugs outside the record that its question does not name."""
    asked = _question_of_story(question)
    if asked is None:
        return question
    told = [each for each in _unknown_treatments(question) if not _is_in(each, asked)]
    kept = tuple(each for each in question.mentions if each not in told)
    return question.copy(update={"mentions": kept})


def _unknown_treatments(question: Question) -> tuple[Mention, ...]:
    return tuple(
        each
        for each in question.mentions
        if each.kind == "uncovered" and each.covers == "treatment"
    )


def _question_of_story(question: Question) -> Span | None:
    """Where a story asks its question, if that names a treatment of the record."""
    span = first_question(question.text)
    named = span and any(
        each.kind == "treatment" and _is_in(each, span) for each in question.mentions
    )
    return span if named else None


def _is_in(mention: Mention, span: Span) -> bool:
    return span[0] <= mention.start and mention.end <= span[1]


def _is_history(question: Question, mention: Mention) -> bool:
    """Whether the words beside a name tell what became of it."""
    text = fold(question.text)
    for each in question.mentions:
        if each.kind in ("treatment", "uncovered"):
            text = f"{text[: each.start]}{' ' * (each.end - each.start)}{text[each.end :]}"
    before, after = text[: mention.start], text[mention.end :]
    told = _BEFORE.search(before) or _AFTER.match(after)
    return bool(told) and not _ASKS.search(before)
