"""The two processes started apart: what is said while the action server is down."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from tests.server import Service, running_actions, running_service

pytestmark = pytest.mark.model


def test_down_and_back(trained_model: Path) -> None:
    """`unavailable` while it is down, emergencies still answered; context kept when it is back."""
    sender = uuid.uuid4().hex
    with running_service(trained_model) as service:
        with running_actions(service.actions_port):
            assert service.ask(sender, "what dose for mmn")["kind"] == "dosing"
        _while_down(service, sender)
        with running_actions(service.actions_port):
            answer = service.ask(sender, "how long does it last")
            assert answer["kind"] == "timing"
            assert answer["conditions"] == ["mmn"]


def _while_down(service: Service, sender: str) -> None:
    elements = service.say(sender, "how fast does it work")
    answer = service.data(elements)
    assert answer["kind"] == "unavailable"
    assert len([each for each in elements if "text" in each]) == 1, "said once, not in a loop"
    assert "won't guess" in answer["text"]
    answer = service.ask(sender, "I have chest pain and the drip is running")
    assert answer["kind"] == "emergency"
    assert answer["text"].startswith(("Call", "Tell"))
    assert service.ask(sender, "I want to kill myself")["kind"] == "crisis"
