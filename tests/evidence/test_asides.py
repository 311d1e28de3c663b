"""Messages that are no question by themselves, and places and words that mean a disease."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from components.urgency import intent_of
from evidence.question import Conversation
from evidence.recalling import with_emergency
from evidence.store import Store
from tests.evidence.talk import Talk, read


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


@pytest.mark.parametrize(
    "text",
    ["but if that hasn't helped?", "so what if the weakness returns", "and when it stops working"],
)
def test_if_it_fails_what_else_there_is(talk: Talk, text: str) -> None:
    talk.says("how fast does IVIG work in CIDP?", "timing")
    told = talk.says(text, "follow_up")
    assert read(told)[::2] == ("alternatives", ["cidp"])


@pytest.mark.parametrize(
    "text", ["what if he never gets it", "if it is not approved", "what happens when I stop it"]
)
def test_other_ifs_are_what_they_were_read_as(talk: Talk, text: str) -> None:
    talk.says("how fast does IVIG work in CIDP?", "timing")
    talk.says(text, "timing")
    assert talk.remembered["last"]["kind"] == "timing"


def test_a_missed_dose_is_a_matter_of_time(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("what if we skip one", "follow_up")
    assert talk.remembered["last"]["kind"] == "timing"


def test_a_circumstance_asks_whether_it_is_safe(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    told = talk.says("the woman is in her second trimester", "out_of_scope", 0.4)
    assert (told["kind"], told["treatments"]) == ("safety", ["ivig"])


def test_a_circumstance_asks_the_last_question_for_these_people(talk: Talk) -> None:
    talk.says("what dose of IVIG in CIDP?", "dosing")
    told = talk.says("it is for a child", "out_of_scope", 0.4)
    assert read(told)[::2] == ("dosing", ["cidp"])


def test_a_sure_statement_about_something_else_stays_out(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    assert talk.says("the heart of Paris is lovely", "out_of_scope")["kind"] == "out_of_scope"


def test_a_lesser_form_is_asked_about_for_effect(talk: Talk) -> None:
    talk.says("does IVIG help dermatomyositis?", "efficacy")
    talk.says("side effects?", "safety")
    told = talk.says("and in somebody with only the rash", "follow_up")
    assert read(told) == ("efficacy", ["ivig"], ["dermatomyositis"])


def test_a_new_disease_after_how_it_is_given(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("how is it given?", "administration")
    assert talk.says("and gout, too?", "follow_up")["kind"] == "unknown_concept"


def test_little_sure_of_leaving_the_talk(talk: Talk) -> None:
    talk.says("does SCIG help MMN?", "efficacy")
    told = talk.says("the ratio from iv", "out_of_scope", 0.6, ("dosing", 0.3))
    assert talk.remembered["last"]["kind"] == "dosing" and told["treatments"] == ["scig"]


# --- places and words -----------------------------------------------------------------------


def test_the_first_of_two_diseases_asked_about_in_turn(talk: Talk) -> None:
    talk.says("does IVIG help MMN?", "efficacy")
    talk.says("POTS?", "follow_up")
    told = talk.says("which studies were in the first one", "evidence_basis")
    assert told["conditions"] == ["mmn"]


def test_a_word_means_the_listed_disease_that_has_it(talk: Talk) -> None:
    talk.says("which neurological diseases does IVIG help?", "evidence_list")
    told = talk.says("how certain is the stiff one", "certainty")
    assert told["conditions"] == ["stiff-person-syndrome"]


def test_a_word_means_one_of_a_class(talk: Talk) -> None:
    told = talk.says("does IVIG help autoimmune blistering diseases?", "efficacy")
    assert told["kind"] == "clarify" and "pemphigus" in told["text"]
    told = talk.says("the mucous membrane kind", "choose")
    assert told["conditions"] == ["mucous-membrane-pemphigoid"]


def test_a_word_that_several_have_chooses_none(talk: Talk) -> None:
    talk.says("does IVIG help autoimmune blistering diseases?", "efficacy")
    assert talk.says("the purple one", "choose")["conditions"] == []


def test_an_offer_is_chosen_by_its_word(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    assert talk.says("the dose one please", "choose")["kind"] == "dosing"


def test_what_it_would_be_is_a_relative(talk: Talk) -> None:
    talk.says("does IVIG help IgM paraproteinaemic neuropathy?", "efficacy")
    told = talk.says("but if it is IgA, not IgM", "follow_up")
    assert told["conditions"] == ["igg-iga-paraproteinaemic-neuropathy"]


def test_more_is_asked_of_a_place_than_to_choose_it(talk: Talk) -> None:
    talk.says("IVIG or eculizumab for myasthenia gravis?", "comparison")
    told = talk.says("how dear is the second one", "choose", 0.9, ("no_record", 0.05))
    assert (told["kind"], told["treatments"]) == ("no_record", ["eculizumab"])


# --- after an emergency ---------------------------------------------------------------------


def test_the_names_of_an_emergency_are_remembered(store: Store, gazetteer: Gazetteer) -> None:
    talk = Talk(store, gazetteer)
    mentions = gazetteer.link("ITP and the gums are bleeding, IVIG?")
    for emergency in store.emergencies.values():
        after = with_emergency(store, intent_of(emergency.id), mentions, Conversation())
        remembered = after.conditions == ("itp",) and after.treatments == ("ivig",)
        assert remembered is (emergency.urgency != "crisis")
    after = with_emergency(store, "emergency_bleeding_low_platelets", mentions, Conversation())
    talk.remembered = after.dict(exclude_defaults=True)
    assert read(talk.says("how soon do platelets rise", "timing")) == ("timing", ["ivig"], ["itp"])


def test_an_emergency_without_names_changes_nothing(store: Store) -> None:
    before = Conversation(conditions=("cidp",), quiet=2)
    assert with_emergency(store, "emergency_anaphylaxis", (), before) is before
    assert with_emergency(store, "efficacy", (), before) is before
