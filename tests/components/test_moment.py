"""The signs of danger now, which a question about the same thing does not have."""

from __future__ import annotations

import numpy as np
import pytest

from components.moment import SIGNS, alarming, asks_calmly, moment_of


@pytest.mark.parametrize("text", ["", "?!", "ok", "x" * 5000, "ÄÖ ☃"])
def test_any_text_has_as_many_signs(text: str) -> None:
    signs = moment_of(text)
    assert signs.shape == (1, SIGNS) and signs.dtype == np.float32
    assert np.all(signs >= 0) and np.all(signs <= 1.5)


@pytest.mark.parametrize(
    ("danger", "question"),
    [
        ("my tongue is getting thick right now", "can it make a tongue thick?"),
        ("he's shaking, bp 80/40", "is shaking common?"),
        ("HELP SHE FAINTED", "how often do people faint?"),
    ],
)
def test_danger_and_a_question_about_it_differ(danger: str, question: str) -> None:
    assert np.abs(moment_of(danger) - moment_of(question)).sum() >= 3


def test_apostrophes_make_no_difference() -> None:
    assert np.array_equal(moment_of("she's getting worse"), moment_of("shes getting worse"))


@pytest.mark.parametrize(
    ("dangerous", "harmless"),
    [
        ("sats 85", "sats 97"),
        ("spo2 dropped, o2 now 82%", "o2 now 96%"),
        ("bp 74/40 on the cuff", "bp 124/78 on the cuff"),
        ("bp 214/120", "bp 138/80"),
        ("temp 39.4 tonight", "temp 36.7 tonight"),
        ("plt 4", "plt 140"),
        ("hr 150", "hr 72"),
        ("gcs 9", "gcs 15"),
        ("fvc 12 ml/kg", "fvc 62 ml/kg"),
    ],
)
def test_a_reading_alarms_by_its_number(dangerous: str, harmless: str) -> None:
    assert alarming(dangerous) and not alarming(harmless)


@pytest.mark.parametrize(
    ("danger", "calm"),
    [
        ("my chest feels crushed", "my chest felt crushed in 2015, all good since"),
        ("he has hives on the pump", "if he ever had hives on the pump"),
        ("she fainted on the drip", "false alarm, she hadn't fainted on the drip"),
        ("the patient's lips swell", "exam: the patient's lips swell"),
        ("my calf is hot", "my calf was hot last year"),
        ("my arm is numb", "thanks, my arm is back to normal"),
    ],
)
def test_danger_and_what_is_over_to_come_or_made_up_differ(danger: str, calm: str) -> None:
    assert np.abs(moment_of(danger) - moment_of(calm)).sum() >= 2


def test_talk_of_neither_body_nor_death_is_told_apart() -> None:
    plain, bodily, deathly = (
        moment_of(text)[0] for text in ("lost my card", "lost my breath", "lost the will to live")
    )
    assert not np.array_equal(plain, bodily) and not np.array_equal(plain, deathly)
    assert not np.array_equal(bodily, deathly)


@pytest.mark.parametrize(
    ("veiled", "innocent"),
    [
        ("i keep the rope in the shed, i'm a burden", "i keep the mower in the shed"),
        ("he gave his tools away and wrote letters", "he gave a talk and wrote a chapter"),
        ("my pills are counted, no point any more", "my hours are counted, no job any more"),
    ],
)
def test_means_farewells_and_endings_are_signs(veiled: str, innocent: str) -> None:
    assert np.abs(moment_of(veiled) - moment_of(innocent)).sum() >= 3


@pytest.mark.parametrize(
    "text",
    [
        "plt 4, theatre tonight. Expected time to rise?",
        "BSA 40% day 2, ciclosporin instead?",
        "crisis, tubed. exchange vs ivig",
        "16 kg, shocked: dose in the trials?",
    ],
)
def test_a_ward_asks_calmly(text: str) -> None:
    assert asks_calmly(text)


@pytest.mark.parametrize(
    "text",
    [
        "plt 4, bleeding, what do i do, which dose?",
        "my plt is 4, how long does it take?",
        "pt bp 70/40, help, adrenaline dose?",
        "bp 60/30 and grey on the drip",
        "how long does it take?",
        "",
    ],
)
def test_who_asks_for_help_or_of_oneself_does_not_ask_calmly(text: str) -> None:
    assert not asks_calmly(text)


@pytest.mark.parametrize(
    "text",
    [
        "ITP plt 3 pt just fitted and GCS 6, how soon does ivig work",
        "pt on day 2 of ivig collapsing, dose of fluids?",
        "34 yo, sats 84, ivig running, when to give adrenaline",
    ],
)
def test_no_ward_asks_calmly_of_what_is_sudden(text: str) -> None:
    assert not asks_calmly(text)
