""" "Says who?" is asked of what was said last, whatever that was about."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.store import Store
from tests.evidence.talk import Talk, read


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


@pytest.mark.parametrize(
    ("first", "intent"),
    [
        ("what dose of IVIG in CIDP?", "dosing"),
        ("how often is IVIG given in CIDP?", "timing"),
        ("is IVIG approved for CIDP?", "approval"),
        ("what do guidelines say about IVIG in CIDP?", "guideline"),
        ("can IVIG cause clots?", "safety"),
        ("how is IVIG given at home?", "administration"),
        ("how does IVIG work?", "mechanism"),
        ("what is MMN?", "definition"),
    ],
)
@pytest.mark.parametrize("text", ["says who?", "Source for that?", "where does that come from"])
def test_the_sources_are_those_of_the_answer_before(
    talk: Talk, first: str, intent: str, text: str
) -> None:
    said = talk.says(first, intent)
    told = talk.says(text, "evidence_basis")
    assert told["kind"] == "evidence_basis"
    assert (told["treatments"], told["conditions"]) == (said["treatments"], said["conditions"])
    assert told["claims"] == said["claims"]
    assert {each["id"] for each in told["sources"]} == {each["id"] for each in said["sources"]}
    again = talk.says(text, "evidence_basis")
    assert again["claims"] == said["claims"]


def test_which_trials_is_asked_of_the_effect(talk: Talk) -> None:
    talk.says("what dose of IVIG in CIDP?", "dosing")
    told = talk.says("any trials?", "evidence_basis")
    assert [each["condition"] for each in told["findings"]] == ["cidp"]


def test_an_answer_without_a_source_leaves_the_question_to_the_effect(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("what does it cost?", "no_record")
    told = talk.says("says who?", "evidence_basis")
    assert read(told) == ("evidence_basis", ["ivig"], ["cidp"])
    assert told["findings"]


def test_the_talk_goes_on_with_what_was_asked(talk: Talk) -> None:
    talk.says("what dose of IVIG in CIDP?", "dosing")
    talk.says("says who?", "evidence_basis")
    assert read(talk.says("and in MMN?", "follow_up")) == ("dosing", ["ivig"], ["mmn"])


@pytest.mark.parametrize(
    ("first", "intent", "bound"),
    [
        ("what dose of IVIG in CIDP?", "dosing", "not a dose for you"),
        ("what dose of IVIG for children with CIDP?", "dosing", "children"),
    ],
)
def test_what_bounds_an_answer_is_said_again_with_it(
    talk: Talk, first: str, intent: str, bound: str
) -> None:
    assert bound in talk.says(first, intent)["text"]
    assert bound in talk.says("says who?", "evidence_basis")["text"]
