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
    ],
)
def test_everyday_words_are_no_names(gazetteer: Gazetteer, said: str) -> None:
    assert [each for each in gazetteer.link(said) if each.kind != "term"] == []
