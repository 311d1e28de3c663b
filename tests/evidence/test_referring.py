"""A route, "both", "it" and a place in a list mean what was said before."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.store import Store
from tests.evidence.talk import Talk, read


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


def test_a_route_alone_is_a_treatment(talk: Talk) -> None:
    talk.says("does SCIG help CIDP?", "efficacy")
    assert read(talk.says("and intravenous?", "follow_up")) == ("efficacy", ["ivig"], ["cidp"])


def test_a_route_is_none_where_the_talk_is_about_something_else(talk: Talk) -> None:
    talk.says("does rituximab help CIDP?", "efficacy")
    assert read(talk.says("and intravenous?", "follow_up"))[1] == ["rituximab"]


def test_both_means_the_last_two_diseases(talk: Talk) -> None:
    talk.says("what dose in CIDP?", "dosing")
    talk.says("MMN?", "follow_up")
    _, _, conditions = read(talk.says("is it licensed for both", "approval"))
    assert conditions == ["cidp", "mmn"]


def test_both_after_a_comparison_means_its_treatments(talk: Talk) -> None:
    talk.says("does IVIG help MMN?", "efficacy")
    talk.says("IVIG or plasma exchange for CIDP?", "comparison")
    assert read(talk.says("how fast are both", "timing"))[2] == ["cidp"]


def test_it_after_an_explanation_of_two_is_the_first(talk: Talk) -> None:
    talk.says("is cuvitru just ivig under another name", "definition")
    assert talk.says("is it done at home", "administration")["treatments"] == ["scig"]


def test_a_place_in_a_list_of_approvals(talk: Talk) -> None:
    listed = talk.says("which diseases is IVIG approved for?", "evidence_list")
    assert listed["suggestions"]
    second = talk.remembered["offered"][1]["conditions"]
    assert talk.says("does the second one need a high dose", "dosing")["conditions"] == second


def test_what_could_not_be_answered_is_asked_of_the_next_disease(talk: Talk) -> None:
    assert talk.says("what dose is used in gout?", "dosing")["kind"] == "unknown_concept"
    assert read(talk.says("and CIDP?", "follow_up")) == ("dosing", ["ivig"], ["cidp"])


@pytest.mark.parametrize(
    ("text", "intent", "kind"),
    [
        ("how long does one infusion usually run", "timing", "administration"),
        ("how long to do an infusion", "timing", "administration"),
        ("how long after an infusion do the arms hold up", "timing", "timing"),
        ("does it work", "mechanism", "efficacy"),
        ("how does it work", "mechanism", "mechanism"),
    ],
)
def test_words_that_tell_two_kinds_apart(talk: Talk, text: str, intent: str, kind: str) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    assert talk.says(text, intent, confidence=0.6)["kind"] == kind


def test_a_harm_in_the_story_does_not_make_its_question_one_of_safety(talk: Talk) -> None:
    text = "The flare hurt my lungs and liver last winter. Is IVIG worth it for my myositis?"
    assert talk.says(text, "safety", confidence=0.5)["kind"] != "safety"
