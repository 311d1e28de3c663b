"""An intent that nobody could mean in this place gives way to the next likeliest."""

from __future__ import annotations

import pytest

from evidence.question import Conversation, Mention, Question, Request
from evidence.settling import settled

TALK = Conversation(
    last=Request(kind="efficacy", text="x", treatments=("ivig",), conditions=("cidp",)),
    treatments=("ivig",),
    conditions=("cidp",),
)


def question(text: str, *ranking: tuple[str, float], unfamiliar: float = 0.0) -> Question:
    intent, confidence = ranking[0]
    return Question(
        text=text, intent=intent, confidence=confidence, ranking=ranking, unfamiliar=unfamiliar
    )


def test_in_a_talk_an_unsure_out_of_scope_gives_way() -> None:
    asked = question("fine, whose word is that", ("out_of_scope", 0.4), ("evidence_basis", 0.3))
    after = settled(asked, TALK)
    assert after.intent == "evidence_basis" and after.confidence == pytest.approx(0.5)
    assert settled(asked, Conversation()) == asked


@pytest.mark.parametrize(("sure", "strange"), [(0.8, 0.0), (0.4, 0.9)])
def test_what_is_surely_outside_or_strange_stays_outside(sure: float, strange: float) -> None:
    ranking = (("out_of_scope", sure), ("evidence_basis", 0.2))
    asked = question("is it snowing in oslo", *ranking, unfamiliar=strange)
    assert settled(asked, TALK) == asked


@pytest.mark.parametrize("intent", ["choose", "more", "repeat", "follow_up"])
def test_nothing_goes_on_with_nothing(intent: str) -> None:
    asked = question("the longer of these two then", (intent, 0.6), ("definition", 0.2))
    assert settled(asked, Conversation()).intent == "definition"
    assert settled(asked, TALK) == asked


def test_an_unsure_greeting_of_many_words_is_no_greeting() -> None:
    asked = question("could we change brands halfway", ("start_over", 0.4), ("administration", 0.2))
    assert settled(asked, Conversation()).intent == "administration"
    short = question("hi there", ("greet", 0.4), ("definition", 0.2))
    assert settled(short, Conversation()) == short


def test_without_another_candidate_the_intent_stays() -> None:
    asked = question("the longer of these two then", ("choose", 0.6), ("emergency_stroke", 0.3))
    assert settled(asked, Conversation()) == asked


def test_an_unsure_message_without_a_name_stays_with_the_last_kind() -> None:
    asked = question("Brussels?", ("capabilities", 0.3), ("efficacy", 0.2), ("follow_up", 0.2))
    assert settled(asked, TALK).intent == "efficacy"
    strange = asked.copy(update={"unfamiliar": 0.5})
    assert settled(strange, TALK).intent == "capabilities"
    assert settled(asked, Conversation()).intent == "capabilities"


def test_an_unsure_list_gives_way_in_a_talk_on_a_disease_but_not_to_chat() -> None:
    ranking = (("evidence_list", 0.4), ("capabilities", 0.3), ("alternatives", 0.1))
    after = settled(question("and what would work", *ranking), TALK)
    assert after.intent == "alternatives" and after.confidence == pytest.approx(1 / 3)
    assert settled(question("what would work", *ranking), Conversation()).intent == "evidence_list"


def test_where_an_emergency_is_in_doubt_no_share_is_handed_on() -> None:
    ranking = (("evidence_list", 0.4), ("emergency_stroke", 0.3), ("safety", 0.1))
    asked = question("and my arm", *ranking).copy(update={"doubt": "stroke"})
    assert settled(asked, TALK).confidence == pytest.approx(1 / 6)


def test_an_unsure_message_out_of_scope_brings_no_disease() -> None:
    asked = question("they said it is CLL time", ("out_of_scope", 0.4), ("dosing", 0.1))
    named = (Mention(kind="condition", id="cll", text="CLL", start=16, end=19),)
    assert settled(asked.copy(update={"mentions": named}), TALK).intent == "dosing"
