"""An urgent message gets its emergency whatever else it may be; any other never does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from components.classifier import SILENT, URGENCY, urgency_of
from components.linker import READING
from components.urgency import NOTHING, PREFIX, Urgency, bare, intent_of, settle
from evidence import snapshots
from evidence.store import Store

Ranking = list[dict[str, Any]]


@pytest.fixture
def urgency(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Urgency]:
    monkeypatch.setenv("EVIDENCE_SNAPSHOTS", str(tmp_path))
    snapshots.open_snapshot.cache_clear()
    snapshots.save(store)
    yield Urgency.create(Urgency.get_default_config(), None, None, None)  # type: ignore[arg-type]
    snapshots.open_snapshot.cache_clear()


def ranked(*pairs: tuple[str, float]) -> Ranking:
    return [{"name": name, "confidence": confidence} for name, confidence in pairs]


def intent(urgency: Urgency, store: Store, text: str, ranking: Ranking, level: float) -> str:
    message = Message({TEXT: text})
    message.set(READING, {"record": store.hash, "mentions": [], "length": len(text)})
    message.set(INTENT_RANKING_KEY, ranking)
    message.set(URGENCY, level)
    (done,) = urgency.process([message])
    return str(done.get(INTENT)["name"])


def test_an_urgent_message_gets_the_likeliest_emergency() -> None:
    ranking = ranked(("efficacy", 0.6), ("emergency_stroke", 0.25), ("emergency_dvt", 0.15))
    assert settle(ranking, True)["name"] == "emergency_stroke"


def test_any_other_gets_the_likeliest_that_is_no_emergency() -> None:
    ranking = ranked(("emergency_stroke", 0.6), ("safety", 0.3), ("efficacy", 0.1))
    assert settle(ranking, False)["name"] == "safety"


@pytest.mark.parametrize(
    ("text", "alarms"), [("x", False), (" . ", False), ("sos", True), ("🆘", True)]
)
def test_one_letter_alarms_nobody(urgency: Urgency, store: Store, text: str, alarms: bool) -> None:
    ranking = ranked(("emergency_stroke", 0.6), ("safety", 0.3))
    assert intent(urgency, store, text, ranking, 0.9).startswith(PREFIX) is alarms


def test_without_a_ranking_nothing_is_guessed() -> None:
    for urgent in (True, False):
        assert settle([], urgent) == {"name": NOTHING, "confidence": 1.0}


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["efficacy", "safety", "emergency_stroke", "emergency_dvt", "greet"]),
            st.floats(0, 1),
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_what_is_chosen_is_an_emergency_exactly_where_it_is_urgent(
    pairs: list[tuple[str, float]], urgent: bool
) -> None:
    chosen = settle(ranked(*pairs), urgent)["name"]
    assert chosen == NOTHING or chosen.startswith(PREFIX) is urgent


def test_the_component_settles_by_its_threshold(urgency: Urgency, store: Store) -> None:
    ranking = ranked(("safety", 0.6), ("emergency_dvt", 0.4))
    threshold = float(Urgency.get_default_config()["threshold"])
    text = "something that no phrase of the store says"
    assert intent(urgency, store, text, ranking, threshold) == "emergency_dvt"
    assert intent(urgency, store, text, ranking, threshold - 0.01) == "safety"


def test_where_no_voice_finds_an_emergency_there_is_at_most_a_doubt() -> None:
    unlike_all = urgency_of(emergency=-0.7, other=-0.9, alarm=0.0, sharpness=4.0)
    config = Urgency.get_default_config()
    assert unlike_all == SILENT and config["doubt"] <= SILENT < config["threshold"]
    assert urgency_of(-0.7, -0.9, 0.3, 4.0) > config["threshold"]  # the alarm finds one
    assert urgency_of(0.1, -0.4, -0.2, 4.0) > config["threshold"]  # the kinds do
    assert urgency_of(-0.9, 0.9, -1.0, 4.0) < 0.05


def test_a_wards_question_needs_more_to_be_an_emergency(urgency: Urgency, store: Store) -> None:
    ranking = ranked(("timing", 0.6), ("emergency_bleeding_low_platelets", 0.4))
    question = "plt 4, wet purpura, theatre tonight. expected time to response?"
    config = Urgency.get_default_config()
    between = (config["threshold"] + config["asked"]) / 2
    assert intent(urgency, store, question, ranking, between) == "timing"
    assert intent(urgency, store, question, ranking, config["asked"]).startswith(PREFIX)
    assert intent(urgency, store, "plt 4, what do i do now", ranking, between).startswith(PREFIX)


def test_a_wards_question_short_of_an_emergency_is_a_doubt(urgency: Urgency, store: Store) -> None:
    message = Message({TEXT: "plt 4, wet purpura, theatre tonight. expected time to response?"})
    message.set(READING, {"record": store.hash, "mentions": [], "length": 1})
    ranking = ranked(("timing", 0.6), ("emergency_bleeding_low_platelets", 0.4))
    message.set(INTENT_RANKING_KEY, ranking)
    message.set(URGENCY, 0.6)
    urgency.process([message])
    assert message.get(READING)["doubt"] == "bleeding-low-platelets"


def test_every_phrase_of_the_store_is_recognised_whatever_the_classifier_says(
    urgency: Urgency, store: Store
) -> None:
    calm = ranked(("smalltalk", 0.99), ("emergency_dvt", 0.01))
    several: dict[str, set[str]] = {}
    for emergency in store.emergencies.values():
        for phrase in emergency.phrases:
            several.setdefault(phrase.lower(), set()).add(intent_of(emergency.id))
    for phrase, intents in several.items():
        for typed in (phrase, phrase.upper(), f"  {phrase}!!"):
            assert intent(urgency, store, typed, calm, 0.0) in intents, typed


def test_a_phrase_belongs_to_one_emergency(store: Store) -> None:
    seen: dict[str, str] = {}
    twice = []
    for emergency in store.emergencies.values():
        for phrase in emergency.phrases:
            first = seen.setdefault(phrase.lower(), emergency.id)
            if first != emergency.id:
                twice.append((phrase, first, emergency.id))
    assert twice == []


def test_a_phrase_is_recognised_however_cannot_is_written(urgency: Urgency, store: Store) -> None:
    calm = ranked(("smalltalk", 0.99), ("emergency_dvt", 0.01))
    phrases = [phrase for each in store.emergencies.values() for phrase in each.phrases]
    assert any("cannot" in phrase or "can't" in phrase for phrase in phrases)
    for phrase in phrases:
        for way in ("can't", "cant", "can not", "Can’t"):
            typed = phrase.replace("cannot", way).replace("can't", way)
            assert intent(urgency, store, typed, calm, 0.0).startswith(PREFIX), typed


def test_only_the_word_i_is_left_out_of_a_phrase() -> None:
    assert bare("I can't go on") == bare("cannot go on") == bare("i cant go on")
    assert bare("he can't go on") != bare("cannot go on")
    assert bare("I fainted") == "i fainted"
    assert bare("I") == "i" and bare("") == ""


def test_bare_phrases_belong_to_one_emergency(store: Store) -> None:
    owners: dict[str, set[str]] = {}
    for each in store.emergencies.values():
        for phrase in each.phrases:
            owners.setdefault(bare(phrase), set()).add(each.id)
    assert {phrase: ids for phrase, ids in owners.items() if len(ids) > 1} == {}


def test_a_message_that_is_no_phrase_is_left_to_the_classifier(
    urgency: Urgency, store: Store
) -> None:
    calm = ranked(("efficacy", 0.9), ("emergency_dvt", 0.1))
    for text in ("does ivig help cidp", "", "side effects"):
        assert intent(urgency, store, text, calm, 0.0) == "efficacy"


def test_a_message_without_a_ranking_is_not_lost(urgency: Urgency, store: Store) -> None:
    message = Message({TEXT: "hm"})
    message.set(READING, {"record": store.hash, "mentions": [], "length": 2})
    (done,) = urgency.process([message])
    assert done.get(INTENT)["name"] == NOTHING


def test_between_doubt_and_threshold_the_reading_names_the_emergency(
    urgency: Urgency, store: Store
) -> None:
    ranking = ranked(("safety", 0.7), ("emergency_dvt", 0.3))
    settings = Urgency.get_default_config()
    levels = {0.0: None, settings["doubt"]: "dvt", settings["threshold"]: None}
    for level, named in levels.items():
        message = Message({TEXT: "something that no phrase of the store says"})
        message.set(READING, {"record": store.hash, "mentions": [], "length": 9})
        message.set(INTENT_RANKING_KEY, ranking)
        message.set(URGENCY, level)
        (done,) = urgency.process([message])
        assert done.get(READING).get("doubt") == named, level
