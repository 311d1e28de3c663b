"""Words that mean a treatment or disease by what was said before: a route, "both", "that"."""

from __future__ import annotations

import re
from typing import Literal

from evidence.names import fold
from evidence.pointing import asks_what_it_is
from evidence.question import Conversation, Mention, Question, Request

SHORT = 6  # words of a message in which a route alone is a treatment
LONGEST = 16  # words of one that chooses between routes, or turns from another route to the drip
_PRODUCTS = ("ivig", "scig", "imig", "oral-ig", "topical-ig")
_ROUTES = {
    "ivig": re.compile(
        r"(?<!from )(?<!after )(?<!off )\b(intravenous(ly)?|iv(?!\W*(to\b|→|->))"
        r"|in(to)? (a|the|my|your) veins?|(by|the|a) drip)\b"
    ),
    "imig": re.compile(  # "im" begins many a sentence about oneself
        r"\b(intramuscular(ly)?|in(to)? (a|the|my|your) (muscle|bum|buttocks?|bottom|thigh)"
        r"|(?:and|or|vs|by|the|not|is|than) im"
        r"|im (?:ig|shots?|injections?|route|version|or|vs)|the im (?:one|dose))\b"
    ),
    "scig": re.compile(r"\b(under|beneath) (the |my |your |his |her )?skin\b|\bsub ?cut\b"),
    "oral-ig": re.compile(
        r"\b(one|version|form|kind|stuff) (that )?(you|u|i|we|he|she) (can |could )?(drink|swallow)"
        r"|\bdrinkable\b|\boral (one|version|form)\b"
    ),
    "topical-ig": re.compile(
        r"\bdrops? (made )?(of|from|with|out of) (it|ig|igg|antibod\w+|the (same )?(stuff|thing))\b"
        r"|\b(in|as) (eye ?)?drops\b"
    ),
}
_BOTH = re.compile(
    r"\b(both|the two|each of (them|those)|either of (them|those|the two)"
    r"|(which|neither) of (these|those|them|the two))\b"
)
_ALL = re.compile(r"\b(all (three|four|of (these|those|them))|any of (these|those|them))\b")
_WHICH = re.compile(r"^\W*(and |so |ok |but )*which one (do|does|is|has|would)\b")
_OF_PEOPLE = re.compile(
    r"\bboth (of )?(my|his|her|their|our|your|legs?|arms?|hands?|feet|eyes?|ears?|sides?|knees?"
    r"|hips?|kidneys?|lungs?|times|kids|children|boys|girls|parents|doctors|of (us|you))\b"
)
_TOGETHER = re.compile(
    r"\b(both|the two|them|these|those)\b.*\b(together|at (once|the same time)|after (another|the"
    r" other|each other)|in a row|back to back|combined?|in (combination|sequence|turn)"
    r"|simultaneously)\b"
)
_OPENING = r"^\W*(?:(?:so|ok|okay|and|but|sorry|er|um|wait|right|then)\W+)*"
_WHAT_IS_IT = re.compile(
    _OPENING + r"(?:what|wat|wot|wut)\W?(?:s|z|is|are)?\s+(?:it|that|this|those|these|they)"
    r"(?:\s+(?:exactly|actually|then|anyway|again|even|please|mean|thing|stuff))*\W*$"
)
_THING = re.compile(
    r"\b(it|its|that|this|they|them|the (stuff|thing|drug|medicine|medication|product|drip"
    r"|infusion|liquid|bottle|bag))\b"
)
_MATTER = re.compile(r"\b(it|in|made|from|of|contains?)\b|\bthe \w+$")  # no disease is meant


def with_route(question: Question, conversation: Conversation) -> Question:
    """ "And intravenous?", "into the muscle vs IV" after a question on immunoglobulin."""
    last = conversation.last
    if last is None or last.treatments[:1] not in [(each,) for each in _PRODUCTS]:
        return question
    length = len(question.text.split())
    if question.ids("treatment") or length > LONGEST:
        return question
    places = {each: way.search(fold(question.text)) for each, way in _ROUTES.items()}
    routes = [
        Mention(kind="treatment", id=each, text=match.group(), start=match.start(), end=match.end())
        for each, match in places.items()
        if match
    ]
    turns = last.treatments[0] != "ivig" and bool(places["ivig"])
    if not routes or (length > SHORT and len(routes) == 1 and not turns):
        return question
    mentions = sorted([*question.mentions, *routes], key=lambda each: each.start)
    return question.copy(update={"mentions": tuple(mentions)})


def with_thing(question: Question, conversation: Conversation) -> Question:
    """ "So what is that?" in a talk: the treatment or disease that it must mean is named."""
    last = conversation.last
    text = fold(question.text)
    plainly = bool(_WHAT_IS_IT.match(text))
    explains = question.intent == "definition" and len(question.text.split()) <= SHORT
    if last is None or asks_what_it_is(question) or not (plainly or explains):
        return question
    if question.mentions and not (plainly and all(each.corrected for each in question.mentions)):
        return question
    kind, meant = _thing(last, conversation, text)
    if not meant or not _THING.search(text):
        return question
    named = Mention(kind=kind, id=meant, text="")  # it has no place of its own in the text
    update = {"intent": "definition", "confidence": 1.0, "mentions": (named,)}
    return question.copy(update=update)


def _thing(
    last: Request, conversation: Conversation, text: str
) -> tuple[Literal["treatment", "condition"], str]:
    """What "it" or "that" is: the treatment named last, else the disease; "" for neither."""
    if last.comparators:
        return "treatment", conversation.treatments[-1]
    treatments = last.treatments or conversation.treatments[-1:]
    other = last.treatments[:1] not in ((), (_PRODUCTS[0],))
    if treatments and (other or not last.conditions or _MATTER.search(text)):
        return "treatment", treatments[0]
    return "condition", next(iter(last.conditions), "")


def both_conditions(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """The last two diseases asked about, where the message says "both"; () otherwise.

    "All three" are all that came up. After a comparison "both" means its treatments.
    """
    last, text = conversation.last, fold(question.text)
    if last is None or last.comparators:
        return ()
    if _ALL.search(text) and len(conversation.diseases) > 2 and len(conversation.treatments) < 2:
        return conversation.diseases
    if not _BOTH.search(text):
        return ()
    if len(conversation.conditions) != 1 or not conversation.earlier:
        return ()
    return (*conversation.earlier, *conversation.conditions)


def both_treatments(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """The last two treatments, where the message says "both" of them; () otherwise."""
    text = fold(question.text)
    two = len(conversation.treatments) == 2 and not question.ids("treatment")
    says = _BOTH.search(text) or _ALL.search(text) or _WHICH.search(text)
    if not two or not says or _OF_PEOPLE.search(text):
        return ()
    return () if both_conditions(question, conversation) else conversation.treatments


def asks_together(question: Question, conversation: Conversation) -> bool:
    """ "Could they do both, one after the other?": the two treatments beside each other."""
    named = question.ids("treatment") or question.ids("condition")
    two = len(conversation.treatments) == 2 and not named
    return two and bool(_TOGETHER.search(fold(question.text)))
