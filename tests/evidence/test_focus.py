"""Stories: the names in the question outrank those around it."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.dialogue import resolve
from evidence.question import Conversation, Question, Request
from evidence.store import Store


def read(
    store: Store, gazetteer: Gazetteer, text: str, intent: str, before: Conversation | None = None
) -> Request:
    question = Question(text=text, intent=intent, confidence=0.9, mentions=gazetteer.link(text))
    return resolve(store, question, before or Conversation()).request


@pytest.mark.parametrize(
    ("text", "treatments"),
    [
        ("Prednisone wrecked my sleep. Is IVIG any use in pemphigus?", ("ivig",)),
        (
            "I have CIDP, on steroids and had plasma exchange. Anything in IVIG? I wonder.",
            ("ivig",),
        ),
        ("Is rituximab any use in anti-MAG neuropathy? My wife had IVIG.", ("rituximab",)),
        ("IVIG after rituximab in pemphigus", ("ivig",)),
    ],
)
def test_treatments_of_the_question(
    store: Store, gazetteer: Gazetteer, text: str, treatments: tuple[str, ...]
) -> None:
    assert read(store, gazetteer, text, "efficacy").treatments == treatments


def test_a_class_gives_way_to_its_member(store: Store, gazetteer: Gazetteer) -> None:
    text = "does ivig help inclusion body myositis, the inflammatory myopathy"
    assert read(store, gazetteer, text, "efficacy").conditions == ("inclusion-body-myositis",)


def test_a_vignette_that_ends_in_a_name_asks_whether_it_helps(
    store: Store, gazetteer: Gazetteer
) -> None:
    request = read(store, gazetteer, "Pemphigus, steroids failed twice. IVIG?", "safety")
    assert (request.kind, request.treatments) == ("efficacy", ("ivig",))


CIDP = Request(kind="efficacy", text="x", treatments=("ivig",), conditions=("cidp",))


def test_a_condition_is_remembered_over_other_questions(store: Store, gazetteer: Gazetteer) -> None:
    safety = Request(kind="safety", text="x", treatments=("ivig",))
    before = Conversation(last=safety, treatments=("ivig",), conditions=("cidp",), quiet=1)
    assert read(store, gazetteer, "and what dose?", "dosing", before).conditions == ("cidp",)


def test_a_condition_goes_stale(store: Store, gazetteer: Gazetteer) -> None:
    safety = Request(kind="safety", text="x", treatments=("ivig",))
    before = Conversation(last=safety, treatments=("ivig",), conditions=("cidp",), quiet=9)
    assert read(store, gazetteer, "is it any good?", "efficacy", before).kind == "clarify"


def test_the_third_of_a_list(store: Store, gazetteer: Gazetteer) -> None:
    listed = Request(kind="evidence_list", text="x", treatments=("ivig",))
    offered = tuple(CIDP.copy(update={"conditions": (each,)}) for each in ("gbs", "cidp", "mmn"))
    before = Conversation(last=listed, treatments=("ivig",), offered=offered)
    request = read(store, gazetteer, "what dose for the third one on that list", "dosing", before)
    assert request.conditions == ("mmn",)


def test_the_same_as_the_last(store: Store, gazetteer: Gazetteer) -> None:
    last = Request(kind="definition", text="x", treatments=("efgartigimod",))
    before = Conversation(last=last, treatments=("efgartigimod",))
    request = read(store, gazetteer, "is it the same as ivig?", "definition", before)
    assert (request.kind, request.treatments, request.comparators) == (
        "comparison",
        ("efgartigimod",),
        ("ivig",),
    )
