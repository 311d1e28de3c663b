"""Conversations as Rasa would have them kept, without Rasa's model."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from service.settings import ROOT
from service.stores.conversations import Conversations

LISTEN = "action_listen"


def opened(address: str, monkeypatch: pytest.MonkeyPatch) -> FailSafeTrackerStore:
    """The store at the address, in the wrapper that Rasa puts around every store."""
    monkeypatch.setenv("DATABASE_URL", address)
    return FailSafeTrackerStore(Conversations(Domain.load(str(ROOT / "domain.yml"))))


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'conversations.db'}"


def session() -> list[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted(LISTEN)]


def turn(text: str, topic: str | None = None) -> list[Event]:
    """A question and its answer; what it was about is remembered, unless there is no topic."""
    answer = {"kind": "efficacy", "text": f"On {text}.", "conditions": [topic]}
    events: list[Event] = [
        UserUttered(text, {"name": "efficacy", "confidence": 0.9}, message_id=f"id-of-{text}"),
        ActionExecuted("action_answer"),
        BotUttered(f"On {text}.", {"custom": None}),
        BotUttered(None, {"custom": {"data": answer}}),
    ]
    if topic is not None:
        events.append(SlotSet("conversation", {"conditions": [topic]}))
    return [*events, ActionExecuted(LISTEN)]


async def say(store: FailSafeTrackerStore, sender: str, *events: Event) -> None:
    """Handle events as Rasa does: load the conversation, add to it, save it."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    for event in [*(() if tracker.events else session()), *events]:
        tracker.update(event)
    await store.save(tracker)


async def texts(store: FailSafeTrackerStore, sender: str, whole: bool = False) -> list[str]:
    """What the person said, as far as it is loaded; nothing of a conversation that is not kept."""
    read = store.retrieve_full_tracker if whole else store.retrieve
    tracker = await read(sender)
    if tracker is None:
        return []
    return [each.text for each in tracker.events if isinstance(each, UserUttered)]
