"""What is counted when a question is not answered: ids and medical words, and nothing else."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.assistant import reply
from evidence.gaps import Gap, gaps_of
from evidence.gapstore import KEPT, counts, note, place
from evidence.names import key
from evidence.question import Conversation, Question
from evidence.store import Store

if TYPE_CHECKING:
    from components.gazetteer import Gazetteer

TODAY = date(2026, 11, 24)


def found(store: Store, gazetteer: Gazetteer, text: str, intent: str) -> set[tuple[str, str]]:
    """(about, item) of what is counted for a message."""
    question = Question(text=text, intent=intent, mentions=gazetteer.link(text))
    answer, _ = reply(store, question, Conversation())
    return {(each.about, each.item) for each in gaps_of(store, question, answer)}


def test_an_answered_question_is_no_gap(store: Store, gazetteer: Gazetteer) -> None:
    assert found(store, gazetteer, "does IVIG help CIDP?", "efficacy") == set()


def test_an_uncovered_disease_is_counted_by_name(store: Store, gazetteer: Gazetteer) -> None:
    assert ("uncovered", "gout") in found(store, gazetteer, "does IVIG help gout?", "efficacy")


def test_a_pair_without_record_is_counted_by_ids(store: Store, gazetteer: Gazetteer) -> None:
    said = found(store, gazetteer, "what dose of IVIG in epilepsy", "dosing")
    assert ("pair", "ivig in epilepsy") in said
    assert {about for about, _ in said} <= {"pair", "word"}


def test_a_topic_that_is_not_recorded_is_counted(store: Store, gazetteer: Gazetteer) -> None:
    assert ("topic", "cost") in found(store, gazetteer, "what does ivig cost", "no_record")


def test_words_are_those_of_the_store_that_is_asked(store: Store, gazetteer: Gazetteer) -> None:
    """Another store, as after a training, has words of its own."""
    named = store.terms["iga"].copy(update={"name": "a gremlin"})
    other = replace(store, terms={"iga": named}, snapshot="another")
    for asked, expected in ((store, set()), (other, {("word", "gremlin")}), (store, set())):
        said = found(asked, gazetteer, "is there a gremlin", "no_record")
        assert {each for each in said if each[0] == "word"} == expected


@pytest.mark.parametrize(
    "message",
    [
        "my name is Addison Graves, I live at 12 Sweet Street, Kawasaki",
        "Rasmussen here, born 03/04/1961, phone +44 7700 900123, anna.graves@example.org",
        "I am mr sjogren and my policy number is AB-123456",
        "guillain barre stiff told me so, ask dr miller fisher",
        "my neighbour lambert eaton of 5 Rose Lane is rude",
    ],
)
def test_names_addresses_and_numbers_are_never_counted(
    store: Store, gazetteer: Gazetteer, message: str
) -> None:
    """Only names on record, and words that the record itself writes in lower case."""
    for intent in ("out_of_scope", "efficacy", "no_record"):
        for about, item in found(store, gazetteer, message, intent):
            assert not any(character.isdigit() for character in item), (about, item)
            if about == "word":
                for name in ("addison", "graves", "sweet", "sjogren", "miller", "rose", "anna"):
                    assert name != item


@settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.text(max_size=80), st.sampled_from(["out_of_scope", "efficacy", "dosing", "no_record"]))
def test_whatever_is_typed_only_names_on_record_are_counted(
    store: Store, gazetteer: Gazetteer, text: str, intent: str
) -> None:
    known = {*store.conditions, *store.treatments, "", "cost", "supply", "course"}
    names = {key(name) for each in store.uncovered for name in (each.name, *each.aliases)}
    names |= {key(each.text) for each in store.ambiguous}
    words = {
        word
        for table in (store.conditions, store.treatments, store.terms)
        for each in table.values()
        for name in each.names
        for word in name.split()
    }
    words |= {word for name in names for word in name.split()}
    lower = {part for word in words for part in key(word).split()}
    for about, item in found(store, gazetteer, text, intent):
        parts = item.split(" in ") if about == "pair" else [item]
        for part in parts:
            allowed = {"word": lower, "uncovered": names}.get(about, known)
            assert part in allowed, (about, part)


# --- the file -------------------------------------------------------------------------------


def gap(item: str = "gout", about: str = "uncovered") -> Gap:
    return Gap(asked="efficacy", outcome="unknown_concept", about=about, item=item)


def test_counts_add_up_over_days_and_are_dropped_after_thirty(tmp_path: Path) -> None:
    path = tmp_path / "below" / "gaps.sqlite"
    for days in (KEPT, KEPT - 1, 1, 0, 0):
        note([gap(), gap("headache", "word")], path, TODAY - timedelta(days=days))
    assert [(each.item, each.count) for each in counts(path, date(2000, 1, 1))] == [
        ("gout", 4),
        ("headache", 4),
    ]
    assert [each.count for each in counts(path, TODAY)] == [2, 2]


def test_the_file_is_for_its_owner_alone_and_keeps_no_order(tmp_path: Path) -> None:
    path = tmp_path / "gaps.sqlite"
    note([gap()], path, TODAY)
    assert path.stat().st_mode & 0o077 == 0
    with sqlite3.connect(path) as database:
        columns = [row[1] for row in database.execute("pragma table_info(gaps)")]
    assert columns == ["day", "asked", "outcome", "about", "item", "count"]


def test_the_setting_names_the_file_or_turns_counting_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EVIDENCE_GAPS", str(tmp_path / "g"))
    assert place() == tmp_path / "g"
    monkeypatch.setenv("EVIDENCE_GAPS", " Off ")
    assert place() is None
    monkeypatch.delenv("EVIDENCE_GAPS")
    default = place()
    assert default is not None and default.parts[-2:] == ("logs", "gaps.sqlite")
