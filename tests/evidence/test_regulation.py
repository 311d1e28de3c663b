"""Approvals by brand, agency and year; off-label use; guidelines by body; what is new."""

from __future__ import annotations

import re

import pytest

from components.gazetteer import Gazetteer
from evidence.model import Approval, Guideline
from evidence.store import Store
from tests.evidence.talk import Talk


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


def approvals(talk: Talk, text: str, intent: str = "approval") -> list[Approval]:
    """The approvals that the answer states."""
    stated = (talk.store.claims[each] for each in talk.says(text, intent)["claims"])
    return [each for each in stated if isinstance(each, Approval)]


# --- approvals ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("is Panzyga approved for CIDP?", {"Panzyga"}),
        ("when was gammagard liquid approved for mmn?", {"Gammagard Liquid"}),
        ("is hizentra approved for cidp?", {"Hizentra"}),
        ("is octagam approved for dermatomyositis?", {"Octagam 10%"}),
    ],
)
def test_a_brand_is_answered_by_itself(talk: Talk, text: str, products: set[str]) -> None:
    assert {each.product for each in approvals(talk, text)} == products


def test_a_brand_that_is_not_on_record_for_a_use_is_not_given_anothers(talk: Talk) -> None:
    answer = talk.says("is Privigen approved for MMN?", "approval")
    assert "no record of an approval of Privigen" in answer["text"].split("\n")[0]
    assert "Gammagard Liquid" in answer["text"]


def test_what_a_brand_is_approved_for(talk: Talk) -> None:
    found = approvals(talk, "what is privigen approved for?")
    assert {each.product for each in found} == {"Privigen"}
    assert {each.condition for each in found} == {"cidp", "itp", "primary-immunodeficiency"}
    every = approvals(talk, "what is gammagard approved for?")
    assert {each.product for each in every} == {
        "Gammagard Liquid", "Gammagard Liquid ERC", "Gammagard S/D",
    }  # fmt: skip


def test_approvals_tell_agency_brand_and_year(talk: Talk) -> None:
    answer = talk.says("what is ivig approved for?", "approval")
    assert "FDA, MMN: Gammagard Liquid (2012)." in answer["text"]
    assert "EMA, CIDP: IVIG labels as a class (2019)." in answer["text"]
    assert "EU, dermatomyositis: Octagam 10% (2021)." in answer["text"]
    assert "as of 22 November 2026" in answer["text"]


def test_approvals_of_a_year_and_since_a_year(talk: Talk) -> None:
    assert {each.year for each in approvals(talk, "what was approved in 2021?")} == {2021}
    since = approvals(talk, "which ivig approvals are there since 2023?")
    assert since and min(each.year or 0 for each in since) >= 2023


def test_an_approval_is_told_with_the_day_it_holds(talk: Talk) -> None:
    for text in ("is ivig approved for gbs in Europe?", "when was Privigen approved for cidp?"):
        assert "as of 22 November 2026" in talk.says(text, "approval")["text"]
    said = talk.says("is ivig approved for lupus?", "approval")["text"]
    assert "This holds as of" not in said  # its sentences name the day


def test_products_are_those_under_the_skin_too(talk: Talk) -> None:
    products = {each.product for each in approvals(talk, "which products are approved for CIDP?")}
    assert {"Privigen", "Gamunex-C", "Hizentra", "HyQvia"} <= products
    by_vein = {each.product for each in approvals(talk, "which ivig brands are approved for CIDP?")}
    assert "Privigen" in by_vein and not by_vein & {"Hizentra", "HyQvia"}


def test_an_agency_is_subject_enough(talk: Talk) -> None:
    answer = talk.says("what did the FDA approve in 2024?", "approval", 0.6)
    assert answer["kind"] == "approval" and "Yimmugo" in answer["text"]


def test_approvals_of_an_agency(talk: Talk) -> None:
    assert {each.agency for each in approvals(talk, "is ivig FDA approved for CIDP?")} == {"FDA"}
    europe = approvals(talk, "is ivig approved for dermatomyositis in Europe?")
    assert [each.agency for each in europe] == ["EU"]


@pytest.mark.parametrize("intent", ["approval", "evidence_list"])
def test_which_neurological_conditions_it_is_approved_for(talk: Talk, intent: str) -> None:
    found = approvals(talk, "which neurological conditions is it approved for?", intent)
    assert {each.condition for each in found} == {"cidp", "mmn", "dermatomyositis", "gbs"}
    assert {each.status for each in found} == {"approved"}


def test_gbs_is_off_label_in_the_us_and_labelled_in_europe(talk: Talk) -> None:
    found = {each.agency: each.status for each in approvals(talk, "is ivig approved for GBS?")}
    assert found == {"EMA": "approved", "FDA": "off-label"}


def test_off_label_is_said_with_its_day_and_not_as_forbidden(talk: Talk) -> None:
    said = talk.says("is ivig off-label for lupus?", "approval")["text"]
    assert "not approved by the FDA" in said and "may still judge it appropriate" in said
    assert "22 November 2026" in said


# --- guidelines -----------------------------------------------------------------------------


def positions(talk: Talk, text: str) -> list[Guideline]:
    """The guideline claims that the answer states."""
    stated = (talk.store.claims[each] for each in talk.says(text, "guideline")["claims"])
    return [each for each in stated if isinstance(each, Guideline)]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("what does the AAN say about ivig in GBS?", "American Academy of Neurology"),
        ("AANEM on ivig in mmn", "Neuromuscular"),
        ("EAN guideline on ivig in cidp", "European Academy"),
        ("what do Australian rules say on ivig in gbs", "Australia"),
        ("what do European guidelines say about ivig in mmn", "European"),
    ],
)
def test_a_guideline_is_that_of_the_body_asked_for(talk: Talk, text: str, body: str) -> None:
    found = positions(talk, text)
    assert found and all(body in each.body for each in found)


def test_a_body_without_a_position_is_told_before_others(talk: Talk) -> None:
    answer = talk.says("what do UK guidelines say about ivig in cidp?", "guideline")
    assert answer["text"].startswith("I have no position of that body or country on record.")


@pytest.mark.parametrize("condition", ["myositis", "mmn"])
def test_a_body_that_the_record_does_not_know_is_told_too(talk: Talk, condition: str) -> None:
    answer = talk.says(f"what does EULAR say about ivig in {condition}?", "guideline")
    assert answer["text"].startswith("I have no position of that body or country on record.")


def test_a_guideline_on_many_diseases_is_answered_without_one(talk: Talk) -> None:
    answer = talk.says("is the AAN guideline on ivig still valid?", "guideline")
    assert answer["claims"] == ["ivig-aan-2012-retired"] and "retired" in answer["text"]
    assert talk.says("what do guidelines say?", "guideline")["kind"] == "clarify"


def test_guidelines_come_newest_first_retired_last_and_called_so(talk: Talk) -> None:
    found = positions(talk, "what do guidelines say about ivig in dermatomyositis?")
    assert [each.retired for each in found] == sorted(each.retired for each in found)
    current = [each.year for each in found if not each.retired]
    assert current == sorted(current, reverse=True)
    said = talk.says("what did the AAN say on ivig in cidp?", "guideline")["text"]
    assert "retired" in said and "2012" in said


def test_more_guidelines_are_counted_and_shown(talk: Talk) -> None:
    first = talk.says("what do guidelines say about ivig in gbs?", "guideline")
    left = re.search(r"(\d+) more\.", first["text"])
    rest = talk.says("show the rest", "more")
    assert left and int(left.group(1)) == len(rest["claims"])
    assert not set(first["claims"]) & set(rest["claims"])


# --- what is new ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["what's new since 2021?", "what changed since 2023?"])
def test_news_are_dated_named_and_newest_first(talk: Talk, text: str) -> None:
    since = int(re.findall(r"\d{4}", text)[0])
    answer = talk.says(text, "updates")
    years = [int(each) for each in re.findall(r"^• (\d{4}), ", answer["text"], re.MULTILINE)]
    assert len(years) == 5 and years == sorted(years, reverse=True) and min(years) >= since
    assert "last reviewed on 22 November 2026" in answer["text"]
    assert "retired" in answer["text"]  # what is no longer in force
    rest = talk.says("show the rest", "more")
    assert rest["kind"] == "updates" and not set(rest["claims"][:-1]) & set(answer["claims"][:5])


def test_news_of_a_condition_hold_findings_guidelines_and_approvals(talk: Talk) -> None:
    answer = talk.says("what's new in CIDP since 2021?", "updates")
    types = {talk.store.claims[each].type for each in answer["claims"]}
    assert {"efficacy", "approval", "guideline"} <= types
    conditions = {talk.store.claims[each].condition for each in answer["claims"]}
    assert conditions <= set(talk.store.family("cidp"))


@pytest.mark.parametrize("text", ["what's new this year?", "what changed last month?"])
def test_news_of_this_year_are_of_this_year(talk: Talk, text: str) -> None:
    answer = talk.says(text, "updates")
    years = set(re.findall(r"^• (\d{4}), ", answer["text"], re.MULTILINE))
    assert years == {str(talk.store.date.year)}


def test_nothing_newer_is_said_so(talk: Talk) -> None:
    answer = talk.says("what's new in ALS since 2020?", "updates")
    assert "Nothing on record is newer than 2020." in answer["text"]


def test_a_new_rule_on_an_old_study_is_no_new_finding(talk: Talk) -> None:
    talk.says("what's new in skin diseases since 2021?", "updates")
    found = talk.says("what's new in mucous membrane pemphigoid since 2021?", "updates")
    assert "mmp-ivig" not in found["claims"] and "mmp-australia-2025" in found["claims"]
