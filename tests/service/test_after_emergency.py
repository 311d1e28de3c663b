"""The action reads in the tracker what an emergency's fixed response could not remember."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import SLOT, AnswerAction
from components.gazetteer import Gazetteer
from evidence import snapshots
from evidence.store import Store

EMERGENCY = "emergency_bleeding_low_platelets"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store, gazetteer: Gazetteer) -> Any:
    """The contract's object for a message, after a tracker's events."""
    monkeypatch.setenv("EVIDENCE_SNAPSHOTS", str(tmp_path))
    monkeypatch.setenv("EVIDENCE_GAPS", "off")
    snapshots.save(store)

    def read(text: str, intent: str) -> dict[str, Any]:
        mentions = [json.loads(each.json()) for each in gazetteer.link(text)]
        reading = {
            "record": store.hash, "text": text, "length": len(text), "unfamiliar": 0.0,
            "mentions": mentions,
        }  # fmt: skip
        return {"text": text, "intent": {"name": intent, "confidence": 0.9}, "reading": reading}

    def answer(before: list[tuple[str, str] | dict[str, Any]], text: str, intent: str) -> Any:
        events = [
            {"event": "user", "parse_data": read(*each)} if isinstance(each, tuple) else each
            for each in before
        ]
        slots = [each["value"] for each in events if each["event"] == "slot"]
        message = read(text, intent)
        events.append({"event": "user", "parse_data": message})
        state = {
            "sender_id": "a", "slots": {SLOT: slots[-1] if slots else None}, "events": events,
            "latest_message": message, "latest_input_channel": "rest",
        }  # fmt: skip
        dispatcher = CollectingDispatcher()
        tracker = Tracker.from_dict(state)  # type: ignore[arg-type]
        asyncio.run(AnswerAction().run(dispatcher, tracker, {}))  # type: ignore[typeddict-item]
        return dispatcher.messages[-1]["custom"]["data"]

    return answer


def test_what_the_emergency_was_about_is_asked_about(ask: Any) -> None:
    told = ask([("ITP, the gums are bleeding", EMERGENCY)], "how soon does it rise", "timing")
    assert (told["kind"], told["conditions"]) == ("timing", ["itp"])


def test_what_was_remembered_since_counts(ask: Any) -> None:
    slot = {"event": "slot", "name": SLOT, "value": {"conditions": ["cidp"]}}
    told = ask([("ITP, the gums are bleeding", EMERGENCY), slot], "how soon?", "timing")
    assert told["conditions"] == ["cidp"]


def test_a_crisis_leaves_nothing(ask: Any) -> None:
    told = ask([("my ITP, I want to end it", "emergency_self_harm")], "how soon?", "timing")
    assert told["conditions"] == []
