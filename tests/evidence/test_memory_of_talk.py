"""What a talk remembers: every disease that came up, where it began, what was only told of."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.store import Store
from tests.evidence.talk import Talk, read


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


# --- diseases in the order in which they came up --------------------------------------------


@pytest.mark.parametrize(
    ("text", "disease"),
    [
        ("approved for the first one?", "dermatomyositis"),
        ("is the second one approved?", "polymyositis"),
        ("licensed for the former?", "polymyositis"),
        ("licensed for the latter?", "necrotizing-myopathy"),
        ("ok, back to mine. is it approved?", "dermatomyositis"),
        ("and the one I started with, is it approved?", "dermatomyositis"),
        ("approved for the immune mediated necrotising one?", "necrotizing-myopathy"),
    ],
)
def test_any_disease_of_the_talk_can_be_pointed_at(talk: Talk, text: str, disease: str) -> None:
    talk.says("is IVIG on label for dermatomyositis?", "approval")
    talk.says("and polymyositis", "follow_up")
    talk.says("and immune-mediated necrotizing myopathy", "follow_up")
    assert read(talk.says(text, "approval")) == ("approval", ["ivig"], [disease])


def test_all_three_are_all_that_came_up(talk: Talk) -> None:
    talk.says("does IVIG help GBS?", "efficacy")
    talk.says("and CIDP?", "follow_up")
    talk.says("MMN?", "follow_up")
    told = talk.says("does it work in all three of them?", "efficacy")
    assert read(told) == ("efficacy", ["ivig"], ["gbs", "cidp", "mmn"])


def test_any_of_those_are_both_treatments(talk: Talk) -> None:
    talk.says("does ravulizumab work in myasthenia gravis?", "efficacy")
    talk.says("zilucoplan?", "follow_up")
    told = talk.says("any of those in GBS", "follow_up")
    assert read(told)[1:] == (["ravulizumab", "zilucoplan"], ["gbs"])


def test_a_new_talk_remembers_no_disease(talk: Talk) -> None:
    talk.says("does IVIG help GBS?", "efficacy")
    talk.says("and CIDP?", "follow_up")
    talk.says("start over", "start_over")
    assert talk.says("approved for the first one?", "approval")["conditions"] == []


# --- what is taken out, or only told of -----------------------------------------------------


def test_a_side_or_a_disease_is_swapped(talk: Talk) -> None:
    talk.says("is IVIG better than plasma exchange in CIDP?", "comparison")
    told = talk.says("swap CIDP for GBS", "follow_up")
    assert (told["kind"], told["conditions"]) == ("comparison", ["gbs"])
    told = talk.says("now replace plasma exchange with steroids", "comparison")
    sides = [*told["treatments"], *told["comparators"]]
    assert (told["kind"], sides, told["conditions"]) == (
        "comparison", ["ivig", "corticosteroids"], ["gbs"],
    )  # fmt: skip
    told = talk.says("drop IVIG, just the steroids", "follow_up")
    assert read(told) == ("efficacy", ["corticosteroids"], ["gbs"])


@pytest.mark.parametrize(
    "text",
    [
        "does it work for CIDP? prednisone no more works",
        "CIDP and prednisone gave me diabetes, does it help",
    ],
)
def test_a_drug_that_is_only_told_of_is_not_asked_about(talk: Talk, text: str) -> None:
    assert read(talk.says(text, "efficacy")) == ("efficacy", ["ivig"], ["cidp"])


def test_what_somebody_got_is_no_side_of_a_comparison(talk: Talk) -> None:
    told = talk.says("NMDAR encephalitis, got steroids, next IVIG or plasma exchange", "comparison")
    assert [*told["treatments"], *told["comparators"]] == ["ivig", "plasma-exchange"]


def test_a_drug_outside_the_record_is_no_answer_to_a_question_of_safety(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    assert (
        talk.says("my dentist gave me amoxicillin, does that clash", "safety")["kind"] == "safety"
    )


# --- turns to another question --------------------------------------------------------------


def test_after_safety_a_new_disease_is_asked_about_for_effect(talk: Talk) -> None:
    talk.says("does IVIG help POTS?", "efficacy")
    talk.says("is it safe?", "safety")
    told = talk.says("what about small fibre neuropathy then", "follow_up")
    assert read(told) == ("efficacy", ["ivig"], ["small-fibre-neuropathy"])


def test_a_harm_in_a_new_disease_is_still_a_harm(talk: Talk) -> None:
    talk.says("does IVIG help POTS?", "efficacy")
    talk.says("is it safe?", "safety")
    assert talk.says("any danger in CIDP?", "follow_up")["kind"] == "safety"


def test_after_advice_a_new_name_is_asked_about_for_effect(talk: Talk) -> None:
    talk.says("should I take IVIG for eczema?", "personal_advice")
    assert talk.says("and dermatomyositis", "follow_up")["kind"] == "efficacy"
    talk.says("should I take it?", "personal_advice")
    assert talk.says("and in children", "follow_up")["kind"] == "efficacy"


def test_among_what_is_approved_asks_for_an_approval(talk: Talk) -> None:
    talk.says("which diseases is Privigen approved for?", "evidence_list")
    assert talk.says("is CIDP among them?", "follow_up")["kind"] == "approval"


def test_a_situation_alone_goes_on(talk: Talk) -> None:
    talk.says("IVIG for myasthenia gravis?", "efficacy")
    told = talk.says("crisis", "out_of_scope")
    assert read(told) == ("efficacy", ["ivig"], ["myasthenia-gravis"])


@pytest.mark.parametrize("text", ["kids vs adults?", "children or older people?"])
def test_groups_of_people_alone_ask_who_benefits(talk: Talk, text: str) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    assert talk.says(text, "out_of_scope", 0.7)["kind"] in ("predictors", "no_record")


def test_what_an_association_tells_of_itself_is_no_list(talk: Talk) -> None:
    text = "I give a talk at our GBS and CIDP group. List everything that IVIG is approved for."
    assert read(talk.says(text, "evidence_list")) == ("evidence_list", ["ivig"], [])


# --- one more treatment, another way in, another disease ------------------------------------


@pytest.mark.parametrize(
    "text", ["plus prednisone?", "and adding prednisone to it?", "+ prednisone"]
)
def test_one_more_treatment_stands_beside_the_one_that_is_talked_of(talk: Talk, text: str) -> None:
    talk.says("does IVIG help GBS?", "efficacy")
    told = talk.says(text, "follow_up")
    sides = [*told["treatments"], *told["comparators"]]
    assert (told["kind"], sides) == ("comparison", ["ivig", "prednisone"])
    assert talk.says("what dose?", "dosing")["treatments"] == ["ivig"]


def test_a_new_drug_takes_the_place_of_the_other_one(talk: Talk) -> None:
    talk.says("efgartigimod vs IVIG in myasthenia gravis?", "comparison")
    told = talk.says("and rozanolixizumab", "follow_up")
    assert {*told["treatments"], *told["comparators"]} == {"ivig", "rozanolixizumab"}


@pytest.mark.parametrize("text", ["which one first then?", "and which is best?"])
def test_which_is_best_is_asked_of_the_two_treatments(talk: Talk, text: str) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("and rituximab?", "follow_up")
    told = talk.says(text, "choose")
    assert [*told["treatments"], *told["comparators"]] == ["ivig", "rituximab"]
    assert told["kind"] == "comparison"


def test_as_well_as_the_drip(talk: Talk) -> None:
    talk.says("does SCIG help CIDP?", "efficacy")
    told = talk.says("does that work just as well?", "efficacy")
    assert (told["kind"], told["comparators"]) == ("comparison", ["ivig"])


@pytest.mark.parametrize("text", ["SC instead?", "or under my skin", "and subq?"])
def test_under_the_skin(talk: Talk, text: str) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    told = talk.says(text, "follow_up")
    assert "scig" in told["treatments"] + told["comparators"]


def test_each_is_both(talk: Talk) -> None:
    talk.says("IVIG or plasma exchange in myasthenia gravis?", "comparison")
    told = talk.says("how fast does each work", "timing")
    assert told["treatments"] == ["ivig", "plasma-exchange"]


def test_infusions_are_no_tablets(talk: Talk) -> None:
    talk.says("does IVIG help MMN?", "efficacy")
    talk.says("and steroids?", "follow_up")
    told = talk.says("what happens when the infusions are stopped?", "timing")
    assert read(told) == ("timing", ["ivig"], ["mmn"])


@pytest.mark.parametrize(
    ("first", "text", "disease"),
    [
        ("does IVIG help Sjögren?", "and the neuropathy that comes with it?", "sjogren-neuropathy"),
        ("IVIG for small fibre neuropathy?", "and due to Sjögren's?", "sjogren-neuropathy"),
        ("IVIG in lupus?", "her kidneys are affected too", "lupus-nephritis"),
    ],
)
def test_the_talk_narrows_a_disease(talk: Talk, first: str, text: str, disease: str) -> None:
    talk.says(first, "efficacy")
    assert read(talk.says(text, "follow_up")) == ("efficacy", ["ivig"], [disease])


@pytest.mark.parametrize("intent", ["efficacy", "predictors", "alternatives"])
def test_a_talk_on_harms_asks_for_no_disease(talk: Talk, intent: str) -> None:
    talk.says("what are the side effects of IVIG?", "safety")
    assert talk.says("does a slower drip help against that?", intent)["kind"] == "safety"


@pytest.mark.parametrize("text", ["back to mine", "ok, back to my disease"])
def test_back_alone_is_no_farewell(talk: Talk, text: str) -> None:
    talk.says("does IVIG help GBS?", "efficacy")
    talk.says("and CIDP?", "follow_up")
    assert read(talk.says(text, "goodbye")) == ("efficacy", ["ivig"], ["gbs"])


def test_a_slower_drip_is_no_treatment_of_the_disease(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("who gets headaches from it?", "safety")
    assert talk.says("does a slower drip help", "efficacy")["kind"] == "safety"


@pytest.mark.parametrize("text", ["does it help?", "what else works?"])
def test_whether_it_helps_still_asks_for_a_disease(talk: Talk, text: str) -> None:
    talk.says("what are the side effects of IVIG?", "safety")
    assert talk.says(text, "efficacy")["kind"] == "clarify"
