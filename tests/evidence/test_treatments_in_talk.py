"""Treatments in a talk: what only looks like one, what is not covered, which of two is safer."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.store import Store
from tests.evidence.talk import Talk

NONE = "no comparison of their side effects on record"


@pytest.fixture
def talk(store: Store, gazetteer: Gazetteer) -> Talk:
    return Talk(store, gazetteer)


def test_im_is_no_route_where_it_speaks_of_oneself(talk: Talk) -> None:
    talk.says("does IVIG help CIDP?", "efficacy")
    assert "imig" not in talk.says("im 82kg how much", "dosing")["treatments"]
    assert talk.says("or im?", "follow_up")["treatments"] == ["imig"]


def test_a_drug_beside_one_that_is_not_covered_is_not_set_against_ivig(talk: Talk) -> None:
    answer = talk.says("is rituximab better than azathioprine for myasthenia", "comparison")
    assert answer["treatments"] == ["rituximab"] and answer["comparators"] == []
    assert "azathioprine" in answer["text"]


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("IVIG or plasma exchange for GBS?", "fewer side effects"),
        ("IVIG or SCIG for CIDP?", "fewer side effects"),
        (
            "IVIG or steroids for LGI1 encephalitis?",
            "no comparison of their side effects on record",
        ),
    ],
)
def test_which_is_safer_is_answered_by_harms_or_says_that_none_are_compared(
    talk: Talk, first: str, told: str
) -> None:
    talk.says(first, "comparison")
    answer = talk.says("which is safer", "comparison")
    assert told in answer["text"]
    none_compared = NONE in answer["text"]
    assert none_compared is (told == NONE)
    assert "their side effects" not in talk.says("which works better", "comparison")["text"]
