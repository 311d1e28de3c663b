"""Which treatment a later question is about: the immunoglobulin of the talk, or both sides."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.store import Store
from tests.evidence.talk import Talk, read


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


def sides(data: dict[str, object]) -> set[str]:
    return {*data["treatments"], *data["comparators"]}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "intent"),
    [("how soon is it noticed", "timing"), ("usual amount?", "dosing"), ("pregnancy?", "safety")],
)
def test_after_a_comparison_a_question_is_about_the_immunoglobulin(
    talk: Talk, text: str, intent: str
) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("are steroids better than that", "comparison")
    told = talk.says(text, intent)
    assert told["treatments"][:1] == ["ivig"] or "ivig" in told["treatments"]
    assert intent == "safety" or told["treatments"] == ["ivig"]


def test_a_talk_that_began_with_another_drug_stays_with_it(talk: Talk) -> None:
    talk.says("does efgartigimod help myasthenia gravis?", "efficacy")
    talk.says("does it beat IVIG", "comparison")
    assert talk.says("is it licensed for CIDP", "approval")["treatments"] == ["efgartigimod"]


def test_advice_on_another_drug_does_not_change_the_subject(talk: Talk) -> None:
    talk.says("does IVIG help dermatomyositis?", "efficacy")
    talk.says("shall I come off my prednisone", "personal_advice")
    assert talk.says("are blood clots common", "safety")["treatments"] == ["ivig"]


def test_what_donors_bring_is_asked_of_the_immunoglobulin(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("and rituximab?", "follow_up")
    assert talk.says("could one catch HIV that way", "safety")["treatments"] == ["ivig"]
    assert talk.says("and rituximab?", "follow_up")["treatments"] == ["rituximab"]
    assert talk.says("is it risky", "safety")["treatments"] == ["rituximab"]


@pytest.mark.parametrize(
    ("text", "intent"), [("who claims that", "evidence_basis"), ("how certain", "certainty")]
)
def test_sources_and_certainty_of_a_comparison_are_of_both_sides(
    talk: Talk, text: str, intent: str
) -> None:
    talk.says("IVIG or plasma exchange for GBS?", "comparison")
    told = talk.says(text, intent)
    assert (told["kind"], sides(told)) == (intent, {"ivig", "plasma-exchange"})
    assert told["claims"]
    again = talk.says("and in myasthenia?", "follow_up")
    assert sides(again) == {"ivig", "plasma-exchange"}
    assert again["conditions"] == ["myasthenia-gravis"]


def test_harms_after_a_comparison_are_those_of_both_sides(talk: Talk) -> None:
    talk.says("IVIG or rituximab for pemphigus?", "comparison")
    assert sides(talk.says("what harms are known", "safety")) == {"ivig", "rituximab"}


def test_certainty_of_one_of_two_is_of_that_one(talk: Talk) -> None:
    talk.says("IVIG or plasma exchange for GBS?", "comparison")
    assert sides(talk.says("how certain is the second one", "certainty")) == {"plasma-exchange"}


def test_whether_it_helps_another_disease_is_asked_of_both(talk: Talk) -> None:
    talk.says("SCIG or IVIG for MMN?", "comparison")
    told = talk.says("and CIDP, does it help", "follow_up")
    assert (told["kind"], sides(told)) == ("efficacy", {"scig", "ivig"})


def test_a_talk_on_scig_stays_with_it_over_diseases(talk: Talk) -> None:
    talk.says("does SCIG help MMN?", "efficacy")
    told = talk.says("And how much per week was given for CIDP in these trials?", "dosing")
    assert read(told) == ("dosing", ["scig"], ["cidp"])


def test_the_drip_is_ivig_in_a_talk_on_scig(talk: Talk) -> None:
    talk.says("does SCIG help MMN?", "efficacy")
    told = talk.says("somebody told us of CIDP, is there any good in the drip", "efficacy")
    assert told["treatments"] == ["ivig"]
    talk.says("does SCIG help MMN?", "efficacy")
    assert talk.says("after switching from iv", "dosing")["treatments"] == ["scig"]


def test_a_choice_of_routes(talk: Talk) -> None:
    talk.says("does immunoglobulin work after measles contact?", "efficacy")
    told = talk.says("would that go into the muscle, or is it by drip", "administration")
    assert sides(told) == {"ivig", "imig"}


# --- what is compared -----------------------------------------------------------------------


def test_instead_compares_where_the_record_does(talk: Talk) -> None:
    talk.says("does IVIG help GBS?", "efficacy")
    told = talk.says("plasma exchange instead", "follow_up")
    assert (told["kind"], told["comparators"]) == ("comparison", ["plasma-exchange"])
    talk.says("does IVIG help autism?", "efficacy")
    talk.says("rituximab instead", "follow_up")
    assert talk.remembered["last"]["kind"] == "efficacy"


@pytest.mark.parametrize("text", ["might one do both together", "can the two be given in a row"])
def test_both_together_are_the_two_that_were_named(talk: Talk, text: str) -> None:
    talk.says("IVIG or plasma exchange for GBS?", "comparison")
    talk.says("what does the second one entail", "choose", 0.8)
    told = talk.says(text, "administration")
    assert (told["kind"], sides(told)) == ("comparison", {"ivig", "plasma-exchange"})
    told = talk.says("and in Miller Fisher the same?", "follow_up")
    assert sides(told) == {"ivig", "plasma-exchange"}


def test_both_legs_are_no_treatments(talk: Talk) -> None:
    talk.says("IVIG or plasma exchange for GBS?", "comparison")
    told = talk.says("how soon do both my legs recover", "timing")
    assert told["treatments"] == ["ivig"]


def test_has_it_been_compared(talk: Talk) -> None:
    talk.says("does IVIG help GBS?", "efficacy")
    told = talk.says("did anybody compare it with plasma exchange", "safety")
    assert (told["kind"], told["comparators"]) == ("comparison", ["plasma-exchange"])


def test_advice_goes_on_with_what_is_known_of_another_drug(talk: Talk) -> None:
    talk.says("would IVIG suit my myasthenia?", "personal_advice")
    assert talk.says("and plasma exchange?", "follow_up")["kind"] != "personal_advice"
    assert talk.remembered["last"]["kind"] == "efficacy"


def test_what_somebody_said_of_a_drug_is_asked_about(talk: Talk) -> None:
    talk.says("does IVIG help MMN?", "efficacy")
    talk.says("my brother swears by rituximab", "out_of_scope")
    last = talk.remembered["last"]
    assert (last["kind"], last["treatments"]) == ("efficacy", ["rituximab"])
