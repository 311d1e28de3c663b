"""Misspelt everyday words are read as they were meant; correct words are left alone."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dose it hlep", "dose it help"),
        ("is it a saef infuson", "is it a safe infusion"),
        ("chst pain and the drip is runing", "chest pain and the drip is running"),
        ("trtmnt", "treatment"),  # no vowels
        ("pleeease help", "please help"),
        ("qorks for how lonh", "works for how long"),
        ("medicatoin for yeasr", "medication for years"),
    ],
)
def test_what_a_slip_meant(gazetteer: Gazetteer, typed: str, meant: str) -> None:
    assert gazetteer.respeller.respelt(typed, ())[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "can i go out for a walk on a cute little lease",
        "isn't it odd that she couldn't and shouldn't",
        "a randomised, authorised programme of the haematology centre in colour",
        "my meds and sats were fine at the neuro clinic",
        "teprotumumab and eculizumab",
        "¿cuánto dura el tratamiento de la enfermedad?",
    ],
)
def test_correct_words_stay(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.respeller.respelt(text, ())[0] == text


def test_names_keep_their_words_and_find_their_places(gazetteer: Gazetteer) -> None:
    text = "dose ivig hlep wiht myasthnia gravis"
    respelt, mentions = gazetteer.respeller.respelt(text, gazetteer.link(text))
    assert [respelt[each.start : each.end] for each in mentions] == ["ivig", "myasthnia gravis"]
    assert respelt.startswith("dose ivig help with")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plsama exchange or waiting", "plasma-exchange"),  # one word of two is right
        ("obptic neuritis", "optic-neuritis"),
        ("compelx regional pian syndrome", "crps"),
        ("motor neurone diseaes", "als"),
    ],
)
def test_a_name_of_several_words_is_found_by_its_righted_words(
    gazetteer: Gazetteer, text: str, found: str
) -> None:
    assert [(each.id, each.corrected) for each in gazetteer.link(text)] == [(found, True)]


@pytest.mark.parametrize(
    "text", ["staretd last week", "somone told me", "how meny peple", "give it instaed", "a lyric"]
)
def test_a_misspelt_everyday_word_is_no_name(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.link(text) == ()
