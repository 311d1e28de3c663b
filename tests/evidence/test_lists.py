"""Lists over the record: by direction, certainty, specialty and approval, in order and length;
and a class of diseases that answers by its members."""

from __future__ import annotations

import re

import pytest

from components.gazetteer import Gazetteer
from evidence.lookup import RANK
from evidence.store import Store
from tests.evidence.talk import Talk

GOOD, BAD = {"benefit", "similar"}, {"no-benefit", "harm", "worse"}


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


@pytest.mark.parametrize(
    ("text", "specialty", "some"),
    [
        ("which skin diseases does it help", "dermatology", {"dermatomyositis", "pemphigus"}),
        ("which neurological conditions does it help", "neurology", {"cidp", "gbs", "mmn"}),
        ("which muscle diseases does it help", "muscle", {"dermatomyositis", "myasthenia-gravis"}),
        ("which neuropathies does it help", "neuropathy", {"cidp", "gbs", "mmn"}),
        ("which blood diseases does it help", "haematology", {"itp", "fnait"}),
        ("does it help any eye conditions", "ophthalmology", {"thyroid-eye-disease"}),
        ("which pregnancy problems does it help", "reproductive medicine", {"fnait", "gald"}),
        ("which infections is it good for", "infection", {"measles-post-exposure"}),
    ],
)
def test_a_list_keeps_to_the_specialty(
    talk: Talk, text: str, specialty: str, some: set[str]
) -> None:
    answer = talk.says(text, "evidence_list")
    found = {each["condition"] for each in answer["findings"]}
    assert some <= found
    for each in found:
        condition = talk.store.conditions[each]
        assert specialty in (condition.group, *condition.also), each
    assert {each["direction"] for each in answer["findings"]} <= GOOD
    assert answer["text"].startswith("This list is about")


def test_where_it_does_not_help_within_a_specialty(talk: Talk) -> None:
    answer = talk.says("which neurological diseases does it not help", "evidence_list")
    found = {each["condition"] for each in answer["findings"]}
    assert "alzheimer-disease" in found and not {"neonatal-sepsis", "asthma"} & found
    assert {each["direction"] for each in answer["findings"]} <= BAD


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("where is the evidence strong?", {"high", "moderate"}),
        ("strongest evidence for which disease", {"high", "moderate"}),
        ("which conditions have high certainty", {"high"}),
        ("conditions with moderate certainty", {"moderate"}),
        ("where is the certainty low", {"low"}),
        ("which ones are of very low certainty", {"very-low"}),
    ],
)
def test_a_list_keeps_to_the_certainty(talk: Talk, text: str, levels: set[str]) -> None:
    answer = talk.says(text, "evidence_list")
    assert {each["certainty"] for each in answer["findings"]} == levels


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("in which diseases is it approved but the evidence low?", {"low"}),
        ("which approved uses have good evidence?", {"high", "moderate"}),
    ],
)
def test_what_is_approved_is_listed_by_certainty(talk: Talk, text: str, levels: set[str]) -> None:
    answer = talk.says(text, "evidence_list")
    assert {each["certainty"] for each in answer["findings"]} == levels
    for each in answer["findings"]:
        assert ("FDA", "approved") in {(one["agency"], one["status"]) for one in each["status"]}


def test_the_weakest_come_first_where_they_are_asked_for(talk: Talk) -> None:
    answer = talk.says("where is the evidence weakest", "evidence_list")
    assert answer["findings"][0]["certainty"] == "very-low"


def test_a_list_is_short_ordered_and_goes_on(talk: Talk) -> None:
    first = talk.says("which conditions does it help?", "evidence_list")
    ranks = [[level.value for level in RANK].index(f["certainty"]) for f in first["findings"]]
    assert ranks == sorted(ranks) and len(ranks) == 12
    assert first["findings"][0]["condition"] == "cidp"
    rest = talk.says("show the rest", "more")
    left = re.search(r"(\d+) more\.", first["text"])
    assert left and int(left.group(1)) == len(rest["findings"])


def test_the_mark_of_approval_is_not_lent_to_other_people(talk: Talk) -> None:
    first = talk.says("which conditions does it help?", "evidence_list")["text"]
    rest = talk.says("show the rest", "more")["text"]
    assert "ITP (children) ✓" in first
    assert "ITP (pregnancy)" in rest and "ITP (pregnancy) ✓" not in rest
    assert "Kawasaki disease (fever after the first dose) ✓" not in first + rest


def test_what_it_is_off_label_for_is_not_what_it_is_approved_for(talk: Talk) -> None:
    for intent in ("evidence_list", "approval"):
        answer = talk.says("what is it used off-label for?", intent)
        assert answer["kind"] == "evidence_list" and answer["findings"]
        for each in answer["findings"]:
            fda = {one["status"] for one in each["status"] if one["agency"] == "FDA"}
            assert fda == {"off-label"} and each["direction"] in GOOD
        assert "a clinician may still judge it appropriate" in answer["text"].lower()
    europe = talk.says("what is it off-label for in Europe?", "evidence_list")
    assert "gbs" not in {each["condition"] for each in europe["findings"]}


# --- a class without claims of its own ------------------------------------------------------


@pytest.mark.parametrize("name", ["inflammatory neuropathy", "immunodeficiency"])
@pytest.mark.parametrize("intent", ["efficacy", "dosing", "approval", "timing", "guideline"])
def test_a_class_answers_by_its_members(talk: Talk, name: str, intent: str) -> None:
    answer = talk.says(f"what is on record on ivig in {name}?", intent)
    (asked,) = answer["conditions"]
    if intent == "guideline" and name == "immunodeficiency":
        assert answer["kind"] == "no_record"
        return
    assert answer["kind"] == intent and "depends on which kind" in answer["text"]
    for claim in answer["claims"]:
        condition = talk.store.claims[claim].condition
        assert condition in talk.store.family(asked)[1:], claim


def test_a_large_class_tells_the_surest_first_and_what_is_unclear_in_one_line(talk: Talk) -> None:
    answer = talk.says("does ivig help inflammatory neuropathy", "efficacy")
    levels = [each["certainty"] for each in answer["findings"]]
    assert len(levels) > 12
    lines = [line for line in answer["text"].split("Sources:")[0].split("\n") if line[:1] == "•"]
    assert len(lines) == len(levels) - levels.count("very-low") + 1
    told = [re.findall(r"Certainty: (very low|\w+)", line)[0] for line in lines[:-1]]
    assert told[:2] == ["high", "moderate"] and set(told[2:]) == {"low"}
    assert "it is not clear on record whether IVIG helps" in answer["text"]
    assert "Miller Fisher syndrome" in lines[-1]
