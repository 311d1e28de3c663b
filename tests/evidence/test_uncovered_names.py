"""Names outside the record: compared with what is inside, tried before, or only mentioned."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.store import Store
from tests.evidence.talk import Talk, read


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


@pytest.mark.parametrize(
    ("text", "condition", "drug"),
    [
        ("is tacrolimus better than immunoglobulins in CIDP", "cidp", "tacrolimus"),
        ("would azathioprine work out better than ivig for my MG", "myasthenia-gravis", "azath"),
        ("pemphigus: mycophenolate versus immunoglobulin", "pemphigus", "mycophenolate"),
        ("bullous pemphigoid doxycycline vs ivig", "bullous-pemphigoid", "doxycycline"),
    ],
)
def test_a_comparison_with_what_is_not_covered_stays_one(
    talk: Talk, text: str, condition: str, drug: str
) -> None:
    answer = talk.says(text, "comparison")
    assert read(answer) == ("comparison", ["ivig"], [condition])
    assert answer["comparators"] == [] and len(answer["unknown"]) == 1
    first, *rest = answer["text"].split("\n\n")
    assert drug in first and "no record" in first
    assert "no record" not in " ".join(rest)
    assert all(each["comparator"] != drug for each in answer["findings"])


def test_a_claim_that_speaks_of_the_other_side_is_not_denied(talk: Talk) -> None:
    answer = talk.says("tacrolimus against ivig for rasmussen encephalitis", "comparison")
    assert answer["kind"] == "comparison" and "can't compare" not in answer["text"]
    assert "no record of its own on tacrolimus" in answer["text"]


def test_without_a_disease_there_is_nothing_to_say_beside(talk: Talk) -> None:
    answer = talk.says("is bortezomib better than ivig", "comparison")
    assert answer["kind"] == "no_record" and "bortezomib" in answer["text"]


@pytest.mark.parametrize(
    ("text", "intent", "condition", "history"),
    [
        ("urticaria every day and dapsone did nothing", "efficacy", "chronic-urticaria", "dapsone"),
        ("MMN, cyclophosphamide stopped, now what dose", "dosing", "mmn", "cyclophosphamide"),
        ("bullous pemphigoid despite full dose doxycycline", "efficacy", "bullous-pemphigoid", ""),
        ("cannot tolerate azathioprine, myasthenia", "efficacy", "myasthenia-gravis", "azath"),
        ("methotrexate and ciclosporin both failed in eczema", "efficacy", "atopic-dermatitis", ""),
        (
            "c. diff after fidaxomicin and vancomycin",
            "efficacy",
            "clostridioides-difficile",
            "",
        ),
    ],
)
def test_what_was_tried_before_is_not_what_is_asked(
    talk: Talk, text: str, intent: str, condition: str, history: str
) -> None:
    answer = talk.says(text, intent)
    assert answer["kind"] == intent
    assert (answer["treatments"], answer["conditions"]) == (["ivig"], [condition])
    assert answer["unknown"] and history in answer["text"]


def test_a_story_tells_of_drugs_that_its_question_does_not_ask_about(talk: Talk) -> None:
    answer = talk.says("CIDP. they spoke of tacrolimus and of leflunomide. ivig?", "comparison")
    assert read(answer) == ("efficacy", ["ivig"], ["cidp"])
    assert len(answer["unknown"]) == 2


def test_a_premed_outside_the_record_is_asked_about_for_the_infusion(talk: Talk) -> None:
    answer = talk.says("is hydrocortisone a usual premed", "administration")
    assert answer["kind"] == "administration"


@pytest.mark.parametrize(
    "text",
    [
        "does azathioprine work for myasthenia",
        "tacrolimus after methotrexate failed in myasthenia",
        "how long after alemtuzumab does MS relapse",
        "is cyclophosphamide not an option in MMN",
        "omalizumab for urticaria",
    ],
)
def test_a_drug_that_is_asked_about_is_still_the_subject(talk: Talk, text: str) -> None:
    answer = talk.says(text, "efficacy")
    assert answer["kind"] == "unknown_concept" and answer["treatments"] == []


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("CIDP, myeloma screen negative, ivig helpful?", "cidp"),
        ("sensory ganglionopathy, Sjogren antibodies neg. does ivig help", "sensory-neuropathy"),
        ("h/o kawasaki disease, now myocarditis. ivig?", "myocarditis"),
        ("does ivig lower the risk of sepsis in CLL", "cll"),
        ("my coach says ALS is really a sepsis, does ivig help ALS", "als"),
        ("never had GBS. does ivig help MMN", "mmn"),
    ],
)
def test_other_illnesses_are_not_asked_about(talk: Talk, text: str, condition: str) -> None:
    assert talk.says(text, "efficacy")["conditions"] == [condition]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("ivig in seronegative Sjogren", ["sjogren-syndrome"]),
        ("does ivig help GBS and CIDP", ["gbs", "cidp"]),
        ("sepsis risk with GBS and with CIDP", ["gbs", "cidp"]),
        ("lupus neg, does ivig help", ["lupus"]),
    ],
)
def test_what_is_asked_about_stays(talk: Talk, text: str, conditions: list[str]) -> None:
    assert talk.says(text, "efficacy")["conditions"] == conditions


def test_a_second_question_that_only_names_a_treatment(talk: Talk) -> None:
    answer = talk.says("Lambert-Eaton here. Is ivig worth a go? plasma exchange?", "efficacy")
    assert read(answer) == ("efficacy", ["ivig", "plasma-exchange"], ["lems"])


def test_the_class_of_a_disease_beside_it_is_no_other_disease(talk: Talk) -> None:
    answer = talk.says("poly JIA and ivig, does it help with the arthritis", "efficacy")
    assert answer["conditions"] == ["polyarticular-jia"] and answer["unknown"] == []


@pytest.mark.parametrize("intent", ["out_of_scope", "safety", "follow_up"])
@pytest.mark.parametrize(
    ("text", "name"),
    [("IVIG for blorgitis", "blorgitis"), ("ivig in zenkhaus syndrome?", "zenkhaus")],
)
def test_a_disease_that_nobody_knows_is_told_by_name(
    store: Store, gazetteer: Gazetteer, text: str, name: str, intent: str
) -> None:
    told = Talk(store, gazetteer).says(text, intent, 1.0)
    assert told["kind"] == "unknown_concept"
    assert name in told["text"]
