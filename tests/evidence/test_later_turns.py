"""Later turns of a talk: what a message leaves out is what was spoken of before."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.store import Store
from tests.evidence.talk import Talk, read

IGA = "igg-iga-paraproteinaemic-neuropathy"


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


# --- relatives of the disease that is spoken of ---------------------------------------------


@pytest.mark.parametrize(
    ("first", "text", "disease"),
    [
        ("does IVIG help CIDP?", "hers is the purely motor type", "cidp-motor"),
        ("IVIG for MADSAM?", "and the sensory form", "cidp-sensory"),
        ("IVIG for IgM MGUS neuropathy?", "mine was the IgA kind", IGA),
    ],
)
def test_a_relative_is_named_by_what_tells_it_apart(
    talk: Talk, first: str, text: str, disease: str
) -> None:
    talk.says(first, "efficacy")
    assert read(talk.says(text, "follow_up")) == ("efficacy", ["ivig"], [disease])


def test_no_relative_is_guessed(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    assert talk.says("and the cheaper kind", "follow_up")["conditions"] == ["cidp"]


# --- what "that" is -------------------------------------------------------------------------


def test_what_is_that_after_a_comparison_is_the_treatment_named_last(talk: Talk) -> None:
    talk.says("is IVIG or plasma exchange better in GBS?", "comparison")
    assert read(talk.says("wot is that", "follow_up")) == ("definition", ["plasma-exchange"], [])


def test_what_is_that_after_a_question_on_ivig_is_the_disease(talk: Talk) -> None:
    talk.says("does IVIG help MMN?", "efficacy")
    assert read(talk.says("sorry, what is that?", "definition")) == ("definition", [], ["mmn"])


def test_what_it_is_made_of_is_asked_of_the_treatment(talk: Talk) -> None:
    talk.says("does IVIG help MMN?", "efficacy")
    told = talk.says("what goes in the bottle", "definition", 0.5)
    assert read(told) == ("definition", ["ivig"], [])


def test_something_else_is_not_explained(talk: Talk) -> None:
    talk.says("does IVIG help MMN?", "efficacy")
    text = "The boiler in our kitchen flashes twice, what does that mean?"
    assert talk.says(text, "definition")["kind"] == "out_of_scope"


# --- places ---------------------------------------------------------------------------------


def test_what_the_second_one_is(talk: Talk) -> None:
    talk.says("rituximab or plasma exchange for anti-MAG neuropathy?", "comparison")
    told = talk.says("what is the second one", "choose")
    assert read(told) == ("definition", ["plasma-exchange"], [])
    assert talk.says("how quickly does it act", "timing")["treatments"] == ["plasma-exchange"]


def test_a_disease_on_a_list_is_explained(talk: Talk) -> None:
    talk.says("which diseases is IVIG approved for?", "evidence_list")
    listed = talk.remembered["offered"][1]["conditions"]
    told = talk.says("what's the second one on this list about?", "more")
    assert (told["kind"], told["conditions"]) == ("definition", listed)


def test_a_new_treatment_for_the_first_one_then_for_the_other(talk: Talk) -> None:
    talk.says("does IVIG help MMN and CIDP?", "efficacy")
    told = talk.says("how about steroids for the second one", "follow_up")
    assert read(told) == ("efficacy", ["corticosteroids"], ["cidp"])
    assert talk.says("and the other one", "follow_up")["conditions"] == ["mmn"]


def test_the_treatment_that_the_talk_opened_with(talk: Talk) -> None:
    talk.says("does rituximab help myasthenia gravis?", "efficacy")
    talk.says("and efgartigimod?", "follow_up")
    told = talk.says("what are the side effects of the first one I asked about?", "safety")
    assert told["treatments"] == ["rituximab"]


# --- a new name -----------------------------------------------------------------------------


def test_after_a_source_the_question_before_it_is_asked_again(talk: Talk) -> None:
    talk.says("what dose of IVIG in CIDP?", "dosing")
    talk.says("where is that from", "evidence_basis")
    assert read(talk.says("and MMN?", "follow_up")) == ("dosing", ["ivig"], ["mmn"])


def test_after_a_word_was_explained_the_question_goes_on(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("demyelination?", "definition")
    told = talk.says("and rituximab", "follow_up")
    assert (told["treatments"], told["conditions"]) == (["rituximab"], ["cidp"])
    assert talk.remembered["last"]["kind"] == "efficacy"


def test_a_treatment_alone_keeps_the_disease_over_a_question_that_needed_none(talk: Talk) -> None:
    talk.says("does plasma exchange help myasthenia gravis?", "efficacy")
    talk.says("is it risky", "safety")
    told = talk.says("versus IVIG", "comparison")
    assert told["conditions"] == ["myasthenia-gravis"]


def test_after_who_responds_a_treatment_is_asked_about_for_effect(talk: Talk) -> None:
    talk.says("who responds to IVIG in CIDP?", "predictors")
    talk.says("and steroids", "follow_up")
    assert talk.remembered["last"]["kind"] == "efficacy"


def test_one_of_the_treatments_that_were_listed(talk: Talk) -> None:
    talk.says("which treatments help CIDP?", "alternatives")
    told = talk.says("is rituximab among those", "definition", 0.5)
    assert (told["treatments"], told["conditions"]) == (["rituximab"], ["cidp"])


@pytest.mark.parametrize("text", ["steroids any safer?", "are steroids quicker"])
def test_a_comparative_sets_a_treatment_beside_the_last(talk: Talk, text: str) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    told = talk.says(text, "efficacy")
    sides = [*told["treatments"], *told["comparators"]]
    assert (told["kind"], sides) == ("comparison", ["ivig", "corticosteroids"])


def test_a_comparative_after_a_comparison_keeps_both_sides(talk: Talk) -> None:
    talk.says("SCIG or IVIG for CIDP?", "comparison")
    told = talk.says("fewer headaches?", "safety")
    assert (told["kind"], told["comparators"]) == ("comparison", ["ivig"])


@pytest.mark.parametrize(
    "text", ["the neurologist says it is MMN", "turned out to be MMN, sorry", "it's MMN now"]
)
def test_a_statement_that_brings_a_disease_goes_on(talk: Talk, text: str) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    told = talk.says(text, "no_record", 0.4, ("alternatives", 0.3))
    assert read(told) == ("efficacy", ["ivig"], ["mmn"])


def test_a_question_that_brings_a_disease_is_its_own(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    told = talk.says("what else do they give for MMN?", "alternatives", 0.6)
    assert told["kind"] == "alternatives"


def test_what_is_set_aside_rather_than_asked(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    told = talk.says("and if it is MMN rather than CIDP", "alternatives", 0.5, ("follow_up", 0.4))
    assert read(told) == ("efficacy", ["ivig"], ["mmn"])


def test_a_repeat_with_a_name_is_about_that_name(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    assert read(talk.says("tell me again about MMN", "repeat"))[2] == ["mmn"]


def test_which_of_these_means_both_diseases(talk: Talk) -> None:
    talk.says("does IVIG help MMN?", "efficacy")
    talk.says("and CIDP", "follow_up")
    told = talk.says("which of these is it licensed for", "evidence_list", 0.8, ("approval", 0.15))
    assert (told["kind"], told["conditions"]) == ("approval", ["mmn", "cidp"])


def test_what_is_new_stays_with_the_disease(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    assert talk.says("anything published lately?", "updates")["conditions"] == ["cidp"]


def test_routes_are_compared(talk: Talk) -> None:
    talk.says("is immunoglobulin given after measles contact?", "efficacy")
    told = talk.says("IV vs into the muscle", "comparison")
    assert (told["treatments"], told["comparators"]) == (["ivig"], ["imig"])


def test_a_register_is_switched_by_somebody_who_names_a_trade(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    told = talk.says("more technical please, I do physio", "register_clinical", 0.5)
    assert read(told) == ("efficacy", ["ivig"], ["cidp"])


# --- one message ----------------------------------------------------------------------------


def test_a_group_of_people_alone_is_asked_what_for(talk: Talk) -> None:
    assert talk.says("and toddlers?", "follow_up")["kind"] == "clarify"
    talk.remembered = {}
    assert talk.says("and my sofa?", "follow_up")["kind"] == "out_of_scope"


def test_a_vaccine_is_not_the_disease_that_it_prevents(talk: Talk) -> None:
    talk.says("is IVIG safe?", "safety")
    assert talk.says("is the covid booster fine with it", "safety")["conditions"] == []


def test_a_name_in_brackets_makes_plain_what_stood_before(talk: Talk) -> None:
    told = talk.says("low platelets in my son (FNAIT), does IVIG help?", "efficacy")
    assert told["conditions"] == ["fnait"]
    told = talk.says("does IVIG help ITP and FNAIT?", "efficacy")
    assert told["conditions"] == ["itp", "fnait"]


def test_what_somebody_takes_and_would_stop_is_asked_about(talk: Talk) -> None:
    text = "Mum is on prednisolone for pemphigoid. Could she drop it once the IVIG begins?"
    assert "prednisolone" in talk.says(text, "personal_advice")["treatments"]


def test_a_single_disease_is_no_list(talk: Talk) -> None:
    told = talk.says("what does your record hold on IVIG in MMN?", "evidence_list")
    assert told["kind"] == "efficacy"


@pytest.mark.parametrize(
    ("text", "intent", "kind"),
    [
        ("how quickly is that felt", "safety", "timing"),
        ("at what rate, how fast does it go in", "administration", "administration"),
        ("do they give it each month or what", "administration", "timing"),
        ("any proof?", "certainty", "evidence_basis"),
        ("how strong is the evidence", "certainty", "certainty"),
        ("who said so", "predictors", "evidence_basis"),
        ("would it slow things down", "predictors", "efficacy"),
        ("does age matter there", "predictors", "predictors"),
        ("what do doctors usually prescribe", "administration", "alternatives"),
        ("could it make things worse", "safety", "efficacy"),
    ],
)
def test_words_outweigh_an_unsure_intent(talk: Talk, text: str, intent: str, kind: str) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says(text, intent, 0.6)
    assert talk.remembered["last"]["kind"] == kind


def test_a_sure_intent_outweighs_the_words(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("any proof?", "certainty", 0.9)
    assert talk.remembered["last"]["kind"] == "certainty"
