"""How people name what they have and what they are given: one example of each way."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("said", "concept"),
    [
        ("haemolytic disease of the foetus", "haemolytic-disease-of-newborn"),
        ("coronary aneurysms after KD", "kawasaki-disease"),
        ("hypogam in CLL", "cll"),
        ("post CAR-T hypogam", "secondary-immunodeficiency"),
        ("lost four babies", "recurrent-miscarriage"),
        ("embryos that won't stick", "implantation-failure"),
        ("bacteria that eat flesh", "necrotising-soft-tissue-infection"),
        ("pemphigoid affecting my eyes", "mucous-membrane-pemphigoid"),
        ("platelets fell after a blood transfusion", "post-transfusion-purpura"),
        ("antibodies of other people by vein", "ivig"),
        ("immunoglobulin in my belly", "scig"),
        ("eye drops made from immunoglobulin", "topical-ig"),
        ("IVIG in pill form", "oral-ig"),
        ("filtering out the antibodies", "plasma-exchange"),
        ("IgM neuropathy without MAG antibodies", "igm-paraproteinaemic-neuropathy"),
        ("anti-HPA-1a after transfusing two units", "post-transfusion-purpura"),
        ("anti-HPA-1a in pregnancy", "fnait"),
        ("MOG-positive transverse myelitis", "mogad"),
        ("chemo hypogamma", "secondary-immunodeficiency"),
        ("refractory BP with bullae", "bullous-pemphigoid"),
        ("an immunoglobulin injection after measles contact", "imig"),
        ("an immunoglobulin injection every week", "scig"),
        ("inflamed vessels of the nerves", "vasculitic-neuropathy"),
        ("dexa for low platelets", "dexamethasone"),
    ],
)
def test_a_name_as_people_say_it(gazetteer: Gazetteer, said: str, concept: str) -> None:
    assert concept in [each.id for each in gazetteer.link(f"what about {said}")]


@pytest.mark.parametrize(
    "said",
    [
        "I lost four umbrellas this year",
        "gamma rays from space",
        "the common variable in the equation",
        "ten patients were waiting",
        "wash my hands before the meal",
        "put eyedrops in the eye",
        "the paint is peeling off",
        "my paediatrician says so",
        "my BP dropped and the nurse took readings",
        "a dexa scan of the hip",
        "the cannula gave me a line sepsis",
        "her dads are coming",
    ],
)
def test_everyday_words_are_no_names(gazetteer: Gazetteer, said: str) -> None:
    assert [each for each in gazetteer.link(said) if each.kind != "term"] == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("West Nile left him weak", "West Nile virus infection"),
        ("systemic capillary leak", "systemic capillary leak syndrome"),
        ("prev PE", "pulmonary embolism"),
        ("CANOMAD", "chronic ataxic neuropathy with ophthalmoplegia and cold agglutinins"),
        ("hydrocortisone", "hydrocortisone"),
    ],
)
def test_what_is_not_covered_is_named(gazetteer: Gazetteer, said: str, name: str) -> None:
    assert [each.name for each in gazetteer.link(f"ivig and {said}") if not each.id] == [name]


def test_words_of_a_name_with_others_missing_misspell_nothing(gazetteer: Gazetteer) -> None:
    assert [each.id for each in gazetteer.link("generalised weakness and ivig")] == ["ivig"]


def test_a_number_before_a_comma_opens_no_name(gazetteer: Gazetteer) -> None:
    assert [each.id for each in gazetteer.link("EF of 20%, immunoglobulin?")] == ["ivig"]
    assert [each.id for each in gazetteer.link("20% immunoglobulin")] == ["scig"]


def test_steroids_that_failed_are_no_treatment_asked_about(gazetteer: Gazetteer) -> None:
    found = gazetteer.link("ivig in steroid-refractory dermatomyositis")
    assert [each.id for each in found] == ["ivig", "dermatomyositis"]
