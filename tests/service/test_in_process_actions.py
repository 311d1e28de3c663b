"""Actions in Rasa's own process: the same as over HTTP, and only where Rasa is the one we know."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.settings import ROOT
from service.shortcuts import known
from service.training import Training
from tests.server import Service, running_service

CONVERSATION = [
    "does IVIG help CIDP?",
    "and GBS",
    "what dose",
    "how sure are you",
    "ivgi for gullain bare",
    "does it help gout?",
    "I have chest pain and the drip is running",
    "and for the second one?",
    "hello",
    "what is the weather in Paris",
    "/restart",
]
FAILING = """
from rasa_sdk import Action

class Failing(Action):
    def name(self):
        return "action_answer"

    async def run(self, dispatcher, tracker, domain):
        raise KeyError(tracker.latest_message["text"])
"""


@pytest.fixture(scope="module")
def in_process(trained_model: Path) -> Iterator[Service]:
    """The service as the launcher starts it, without an action server."""
    with running_service(trained_model, module="service.bot") as running:
        yield running


@pytest.mark.model
def test_the_answers_are_the_same_over_both_paths(in_process: Service, service: Service) -> None:
    for message in CONVERSATION:
        assert in_process.say("both", message) == service.say("both", message), message


@pytest.mark.model
def test_an_exception_in_an_action_gives_the_sentence(trained_model: Path, tmp_path: Path) -> None:
    for name in ("service", "components", "evidence", "channels", "knowledge", "credentials.yml"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "actions").mkdir()
    (tmp_path / "actions" / "__init__.py").write_text(FAILING)
    with running_service(trained_model, module="service.bot", folder=tmp_path) as running:
        answer = running.ask("anna", "does IVIG help CIDP?")
        assert answer["kind"] == "unavailable"
        assert "won't guess" in answer["text"]
        assert running.ask("anna", "I want to kill myself")["kind"] == "crisis"


def test_a_rejection_is_rasas_own(tmp_path: Path) -> None:
    from rasa.core.actions.action import ActionExecutionRejection
    from rasa_sdk.executor import ActionExecutor
    from rasa_sdk.interfaces import ActionExecutionRejection as FromAction

    from service.shortcuts.actions import InProcess

    def rejects(dispatcher: Any, tracker: Any, domain: Any) -> None:
        raise FromAction("some_action", "not now")

    executor = ActionExecutor()
    executor.register_function("some_action", rejects)
    call = {"next_action": "some_action", "tracker": {"sender_id": "anna"}}
    with pytest.raises(ActionExecutionRejection, match="not now"):
        asyncio.run(InProcess(executor).request(call))


def test_events_are_what_an_action_server_gets() -> None:
    from rasa.shared.core.events import SlotSet, UserUttered

    from service.shortcuts.actions import Events

    events = [UserUttered("hello", input_channel="rest"), SlotSet("conversation", {"style": 1})]
    read = Events(events)
    assert len(read) == 2
    assert list(read) == [event.as_dict() for event in events]
    assert next(reversed(read))["name"] == read[-1:][0]["name"] == "conversation"
    assert read[0] is read[0]  # written out once


def test_the_installed_rasa_is_the_one_that_is_known() -> None:
    assert known.strangers(known.ACTIONS) == []


def test_a_changed_and_a_missing_file_are_strangers() -> None:
    changed = {"rasa/version.py": "0" * 64, "rasa/none.py": "", "nobody/knows.py": ""}
    assert known.strangers(changed) == list(changed)


def test_another_rasa_gets_an_action_server_and_a_sentence(training: Training) -> None:
    code = "from service import action_server as a, settings; print(a.needed(settings.read({})))"
    asked = subprocess.run(
        [sys.executable, "-c", code], cwd=training.root, capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "True"
    assert asked.stderr.startswith("rasa/core/actions/action.py is not the version")
    assert asked.stderr.endswith("so Rasa's own way is taken.\n")
