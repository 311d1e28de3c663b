"""Whom an answer is about, and what can go wrong: groups of people, harms, vaccines, routes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from components.gazetteer import Gazetteer
from evidence.model import Safety
from evidence.store import Store
from tests.evidence.talk import Talk, pairs
from tests.evidence.tiny import LIMP, problems

NONE_APART = "I have no separate record on IVIG"


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


# --- groups of people -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "then", "situation"),
    [
        ("gbs", "and in children?", "children"),
        ("itp", "what about kids?", "child"),
        ("itp", "if pregnant?", "pregnancy"),
        ("itp", "and in adults?", "adult"),
        ("mogad", "and in children?", "children"),
    ],
)
def test_a_group_with_a_record_of_its_own_gets_it(
    talk: Talk, condition: str, then: str, situation: str
) -> None:
    talk.says(f"does ivig help {condition}?", "efficacy")
    answer = talk.says(then, "follow_up")
    assert [each[2] for each in pairs(answer)] == [situation]
    assert NONE_APART not in answer["text"]


@pytest.mark.parametrize(
    ("condition", "then", "group"),
    [
        ("cidp", "and in children?", "children"),
        ("cidp", "what about pregnancy?", "pregnancy"),
        ("dermatomyositis", "and in kids?", "children"),
        ("gbs", "in the elderly?", "older people"),
        ("mmn", "if breastfeeding?", "breastfeeding"),
        ("kawasaki disease", "and in adults?", "adults"),
    ],
)
def test_a_group_without_one_is_told_so_before_the_general_record(
    talk: Talk, condition: str, then: str, group: str
) -> None:
    general = talk.says(f"does ivig help {condition}?", "efficacy")
    answer = talk.says(then, "follow_up")
    assert answer["kind"] == "efficacy" and answer["findings"] == general["findings"]
    said = answer["text"].split(NONE_APART)[1]
    assert f"in {group}. This is the general record; it may not hold for this group." in said
    assert answer["text"].index(NONE_APART) < answer["text"].index("Certainty:")


def test_one_group_after_the_other_is_not_mixed_up(talk: Talk) -> None:
    talk.says("does ivig help itp?", "efficacy")
    assert pairs(talk.says("and in children?", "follow_up")) == [("ivig", "itp", "child")]
    older = talk.says("and in older people?", "follow_up")
    assert pairs(older) == [("ivig", "itp", "adult")] and NONE_APART in older["text"]
    assert pairs(talk.says("if pregnant?", "follow_up")) == [("ivig", "itp", "pregnancy")]


@pytest.mark.parametrize(
    "text",
    [
        "does ivig help kawasaki disease in children",
        "does ivig help multisystem inflammatory syndrome in children",
        "does ivig help childhood encephalitis",
        "does ivig help fnait in pregnancy",
    ],
)
def test_a_record_that_is_about_the_group_is_given_as_theirs(talk: Talk, text: str) -> None:
    answer = talk.says(text, "efficacy")
    assert answer["findings"] and NONE_APART not in answer["text"]


def test_a_group_is_offered_the_question_of_safety(talk: Talk) -> None:
    talk.says("does ivig help cidp?", "efficacy")
    offered = talk.says("if pregnant?", "follow_up")["suggestions"][0]["payload"]
    assert "safety" in offered and "pregnancy" in offered
    answer = talk.says(offered, "safety")
    assert answer["claims"] == ["ivig-safety-pregnancy"]


# --- harms, boxed warnings first ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("is it safe with kidney disease?", ["ivig-safety-kidney", "ivig-safety-kidney-risk"]),
        ("I had a clot before, is ivig ok?", ["ivig-safety-clots", "ivig-safety-clots-risk"]),
        (
            "is ivig dangerous for older people?",
            ["ivig-safety-clots", "ivig-safety-kidney", "ivig-safety-older-people"],
        ),
        ("how likely is a blood clot on ivig?", ["ivig-safety-clots"]),
        ("what are the boxed warnings of ivig?", ["ivig-safety-clots", "ivig-safety-kidney"]),
        ("can I have ivig with IgA deficiency?", ["ivig-safety-iga-deficiency"]),
        ("ivig and breastfeeding?", ["ivig-safety-breastfeeding"]),
        ("is ivig safe in pregnancy?", ["ivig-safety-pregnancy"]),
        ("is ivig safe for children?", ["ivig-safety-children"]),
        (
            "is it safe for my 80 year old mother?",
            ["ivig-safety-clots", "ivig-safety-kidney", "ivig-safety-older-people"],
        ),
        (
            "ivig at 72 years old, any extra risk?",
            ["ivig-safety-clots", "ivig-safety-kidney", "ivig-safety-older-people"],
        ),
        ("can ivig cause kidney failure?", ["ivig-safety-kidney"]),
    ],
)
def test_a_harm_or_a_group_at_risk_gets_its_own_claims_first_the_boxed(
    talk: Talk, text: str, claims: list[str]
) -> None:
    answer = talk.says(text, "safety")
    assert answer["kind"] == "safety" and answer["claims"][: len(claims)] == claims
    assert len(answer["claims"]) <= 4


def test_no_answer_on_safety_puts_a_boxed_warning_after_something_else(talk: Talk) -> None:
    questions = [
        cue for claim in talk.store.of_type(Safety) if claim.treatment == "ivig"
        for cue in claim.cues
    ]  # fmt: skip
    for cue in [*questions, "side effects", "is it safe"]:
        answer = talk.says(f"what about {cue} with ivig", "safety")
        claims = [talk.store.claims[each] for each in answer["claims"]]
        boxed = [isinstance(each, Safety) and each.boxed for each in claims]
        assert boxed == sorted(boxed, reverse=True), (cue, answer["claims"])


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("headache two days later", "ivig-safety-headache"),
        ("rash a week after the infusion", "ivig-safety-allergic"),
        ("dark urine days after ivig", "ivig-safety-haemolysis"),
    ],
)
def test_a_symptom_with_its_time_gets_both_and_the_way_to_help(
    talk: Talk, text: str, claim: str
) -> None:
    answer = talk.says(text, "safety")
    assert set(answer["claims"]) == {claim, "ivig-safety-timing-of-reactions"}
    assert "get medical help" in answer["text"]


def test_harms_that_trials_measured_in_the_disease_stand_beside_the_general_ones(
    talk: Talk,
) -> None:
    answer = talk.says("side effects of ivig in dermatomyositis", "safety")
    assert "dm-ivig-harms" in answer["claims"] and "ivig-safety-clots" in answer["claims"]
    assert "probably increases side effects" in answer["text"]


def test_who_reads_that_steroids_do_no_good_is_told_not_to_stop_them(talk: Talk) -> None:
    for condition in ("mmn", "motor CIDP", "gbs"):
        answer = talk.says(f"do steroids help {condition}?", "efficacy")
        assert "Do not stop or change it before speaking to the prescriber." in answer["text"]
    assert "Do not stop" not in talk.says("does ivig help mmn?", "efficacy")["text"]


# --- vaccines, routes, how it is given ------------------------------------------------------


def test_live_vaccines_wait_by_the_dose(talk: Talk) -> None:
    said = talk.says("when can he have MMR after ivig?", "safety")["text"]
    for months, dose in ((8, "0.3 to 0.4 g per kg"), (10, "1 g per kg"), (11, "2 g per kg")):
        assert re.search(rf"{months} months[^.]*after {re.escape(dose)}", said), said
    assert "UK advice is 3 months" in said


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("MMR after 2 g/kg how many months", "timing"),
        ("how long to wait with the chickenpox jab", "timing"),
        ("when can she have live vaccines", "safety"),
    ],
)
def test_a_vaccine_is_answered_without_naming_the_infusion(
    talk: Talk, text: str, intent: str
) -> None:
    answer = talk.says(text, intent, 0.6)
    assert answer["kind"] == "safety" and answer["claims"][0] == "ivig-safety-live-vaccines"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("can I breastfeed on ivig?", ["ivig-safety-breastfeeding"]),
        ("can I have ivig at home?", ["ivig-home"]),
        ("is it ok for my 80 year old dad", ["ivig-safety-clots", "ivig-safety-kidney",
                                             "ivig-safety-older-people"]),
        ("should I have ivig with kidney disease?", ["ivig-safety-kidney",
                                                     "ivig-safety-kidney-risk"]),
        ("should I have ivig?", []),
        ("should I stop ivig at home?", []),
        ("should I have ivig for my headache?", []),
    ],
)  # fmt: skip
def test_who_asks_for_themselves_hears_what_holds_in_general(
    talk: Talk, text: str, claims: list[str]
) -> None:
    """And who to ask; never more than that where stopping or a symptom is asked about."""
    answer = talk.says(text, "personal_advice")
    assert answer["kind"] == "personal_advice" and answer["claims"] == claims
    assert "can look at your own case" in answer["text"]


def test_ivig_against_scig_says_where_they_were_compared_and_how_they_differ(talk: Talk) -> None:
    answer = talk.says("ivig vs scig", "comparison")
    compared = {each["condition"] for each in answer["findings"]}
    assert {"cidp", "mmn", "primary-immunodeficiency"} <= compared
    assert "ivig-vein-or-skin" in answer["claims"]
    one = talk.says("ivig or scig for cidp?", "comparison")
    assert pairs(one) == [("ivig", "cidp", None)] and "about as effective" in one["text"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("how is it given?", "drip into a vein"),
        ("how long does an infusion take?", "several hours"),
        ("can I have it at home?", "[Hh]ome infusion"),
        ("what tests before ivig?", "kidneys"),
        ("how is scig given?", "under the skin"),
        ("how is plasma exchange done?", "machine"),
    ],
)
def test_how_it_is_given(talk: Talk, text: str, words: str) -> None:
    answer = talk.says(text, "administration")
    assert answer["kind"] == "administration" and re.search(words, answer["text"])


# --- the store ------------------------------------------------------------------------------


def test_a_specialty_that_nobody_can_ask_for_is_told(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, (LIMP, "group: neurology", "group: neurologie"))
    assert found.key == "group" and found.nearest == "neurology"


def test_a_warning_that_is_to_come_first_must_be_on_record(tmp_path: Path) -> None:
    warned = """claims:
  - id: limp-safety
    type: safety
    topic: falls
    first: [no-such-warning]
    basis: product label
    statement: {plain: Take care., clinical: Take care.}
    sources: [limp-review]
    reviewed: 2026-01-10
    review_due: 2028-01-10
    reviewed_by: [somebody]
"""
    (found,) = problems(tmp_path, (LIMP, "claims:\n", warned))
    assert found.key == "first" and "no-such-warning" in found.message
