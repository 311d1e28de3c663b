"""Turns in this process and in Rasa's own records; rates; tokens; settings; thumbs."""

from __future__ import annotations

import asyncio
import os
import stat
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels import feedback, turns, web_settings
from channels.feedback import Feedback, Opinion
from channels.rates import Rate
from channels.storage import BadSetting
from channels.tokens import Tokens, secret_in
from channels.turns import Turn, Turns

ANSWER = {"data": {"kind": "efficacy", "text": "It helps."}}


def test_the_oldest_turns_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "KEPT", 2)

    async def ask() -> Turns:
        kept = Turns()

        async def work() -> Turn:
            return Turn("hi", {})

        for number in "abc":
            await kept.once("one", number, work)
        return kept

    kept = asyncio.run(ask())
    assert kept.known("one", "a") is None
    assert kept.known("one", "c") == Turn("hi", {})


def test_turns_are_forgotten_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "KEPT_SECONDS", 0.2)

    async def ask() -> list[Turn | None]:
        kept = Turns()

        async def work() -> Turn:
            return Turn("hi", {})

        await kept.once("one", "a", work)
        at_once = kept.known("one", "a")
        await asyncio.sleep(0.5)
        return [at_once, kept.known("one", "a")]

    assert asyncio.run(ask()) == [Turn("hi", {}), None]


def test_a_turn_is_found_in_rasas_own_record() -> None:
    async def look(*ids: str) -> list[Turn | None]:
        store = InMemoryTrackerStore(Domain.empty())
        tracker = DialogueStateTracker("web-1", None)
        for event in (
            UserUttered("one", input_channel="web", message_id="message-1"),
            BotUttered("It helps.", {"custom": None}),
            BotUttered(None, {"custom": ANSWER}),
            UserUttered("two", input_channel="web", message_id="message-2"),
        ):
            tracker.update(event)
        await store.save(tracker)
        agent = SimpleNamespace(tracker_store=store, lock_store=InMemoryLockStore())
        return [await turns.recorded(agent, "web-1", each) for each in ids]

    found = asyncio.run(look("message-1", "message-2", "message-3"))
    assert found == [Turn("one", ANSWER["data"]), None, None]


def test_a_rate_fills_up_again_with_time() -> None:
    now = [0.0]
    rate = Rate(2, clock=lambda: now[0])
    assert [rate.wait("a") for _ in range(3)] == [0, 0, 31]
    assert rate.wait("b") == 0
    now[0] = 30.0
    assert [rate.wait("a"), rate.wait("a") > 0] == [0, True]


def test_a_rate_of_nothing_is_no_limit() -> None:
    rate = Rate(0)
    assert {rate.wait("a") for _ in range(1000)} == {0}


def test_a_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret"
    first = secret_in(path)
    assert len(first) >= 32 and secret_in(path) == first
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert os.listdir(path.parent) == ["secret"]


def test_a_token_holds_with_its_own_secret_only() -> None:
    token = Tokens(b"a" * 32).new()
    assert Tokens(b"a" * 32).conversation(token) == token.split(".")[0]
    assert Tokens(b"b" * 32).conversation(token) is None


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("WEB_ORIGINS", "clinic.example"),
        ("WEB_ORIGINS", "https://clinic.example/page"),
        ("WEB_ORIGINS", "https://a.example, https://*.example"),
        ("WEB_SECRET", "short"),
        ("WEB_RATE", "many"),
        ("WEB_RATE", "-1"),
        ("WEB_PROXIES", "1.5"),
        ("FEEDBACK_DATABASE", "mysql://user:hunter2@host/a"),
        ("DATA_FOLDER", "/proc/nothing"),
    ],
)
def test_a_setting_without_meaning_is_named(tmp_path: Path, setting: str, value: str) -> None:
    with pytest.raises(BadSetting, match=setting) as caught:
        web_settings.read({"DATA_FOLDER": str(tmp_path), setting: value})
    assert "hunter2" not in str(caught.value)


def test_origins_are_read_as_browsers_send_them(tmp_path: Path) -> None:
    given = {"DATA_FOLDER": str(tmp_path), "WEB_ORIGINS": "https://Clinic.example/, http://a:80"}
    assert web_settings.read(given).origins == ("https://clinic.example", "http://a:80")


def test_thumbs_are_forgotten_after_thirty_days(tmp_path: Path) -> None:
    kept = Feedback(f"sqlite:///{tmp_path / 'feedback.db'}")
    for number, days in enumerate((0, 29, 31)):
        given = feedback.now() - timedelta(days=days)
        opinion = Opinion(given, "up", None, None, "efficacy", "cidp", "ivig", None)
        kept.save("one", str(number), opinion)
    assert [(feedback.now() - each.given).days for each in kept.recent()] == [0, 29]
    assert len(kept.recent(limit=1)) == 1
