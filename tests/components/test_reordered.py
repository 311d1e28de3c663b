"""Names whose words stand in another order are found; the same words by chance are not."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.question import Mention

IN_ANOTHER_ORDER = [
    ("is it any use in neuropathy with sarcoidosis", "neurosarcoidosis"),
    ("the nerve pain of my diabetes", "diabetic-painful-polyneuropathy"),
    ("ivig for sclerosis multiple", "multiple-sclerosis"),
    ("encephalitis of autoimmune origin", "autoimmune-encephalitis"),
    ("inflammation in the optic nerve", "optic-neuritis"),
    ("autoimmune diseases of the CNS", "cns-autoimmune"),
    ("the syndrome of Guillain-Barré", "gbs"),
    ("polyneuropathy in MGUS", "paraproteinaemic-neuropathy"),
    ("IgM MGUS PN", "igm-paraproteinaemic-neuropathy"),
    ("antibodies to calcium channels", "lems"),
    ("disease of the motor neurones", "als"),
    ("thigh wasting of diabetes", "diabetic-amyotrophy"),
]
ORDINARY = """
this person is stiff with cold
the motor of my boat is broken
complex regional politics
covid long before the infusion
the nerve of him
my diabetic uncle has a painful back
a regional train, complex ticket pain
the brain drain. autoimmune is a long word
fibre broadband is slow
dads race at the school fair
my dads infusion was late
he walks 0.8 m/s on the treadmill
I got a perm at the salon
we sang a Celine Dion song
can i have me drip at home
they diagnosed me with a cold
""".strip().splitlines()


def conditions(mentions: tuple[Mention, ...]) -> list[str | None]:
    return [each.id for each in mentions if each.kind == "condition"]


@pytest.mark.parametrize(("text", "concept"), IN_ANOTHER_ORDER)
def test_a_name_is_found_with_its_words_in_another_order(
    gazetteer: Gazetteer, text: str, concept: str
) -> None:
    assert conditions(gazetteer.link(text)) == [concept]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_name_no_condition(gazetteer: Gazetteer, text: str) -> None:
    assert conditions(gazetteer.link(text)) in ([], ["covid-19"])


def test_an_uncovered_disease_is_found_in_another_order(gazetteer: Gazetteer) -> None:
    (mention,) = gazetteer.link("a palsy of Bell")
    assert (mention.kind, mention.name) == ("uncovered", "Bell's palsy")


def test_what_is_absent_or_came_before_is_not_turned_round(gazetteer: Gazetteer) -> None:
    """ "MMN without block" is no "block without MMN", "GBS after COVID" no "COVID after GBS"."""
    assert conditions(gazetteer.link("covid after GBS")) == ["covid-19", "gbs"]


def test_a_name_does_not_reach_over_the_end_of_a_sentence(gazetteer: Gazetteer) -> None:
    assert "neurosarcoidosis" not in conditions(gazetteer.link("no neuropathy. Sarcoidosis?"))


def test_the_place_of_a_turned_name_is_told(gazetteer: Gazetteer) -> None:
    (mention,) = gazetteer.link("is neuropathy in sarcoidosis helped")
    assert mention.text == "neuropathy in sarcoidosis" and not mention.corrected
