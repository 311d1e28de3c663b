"""Whole conversations through the real service: trained model, action server, REST."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contract import assert_contract
from tests.server import Service

HERE = Path(__file__).parent
CONVERSATIONS = [
    pytest.param(item, id=item["name"])
    for path in sorted(HERE.glob("*.yml"))
    for item in yaml.safe_load(path.read_text(encoding="utf-8"))
]
pytestmark = pytest.mark.model


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_conversation(service: Service, conversation: dict[str, Any]) -> None:
    """Each turn's answer is what the conversation's data expects."""
    sender = uuid.uuid4().hex
    for turn in conversation["turns"]:
        elements = service.say(sender, turn["say"])
        data = service.data(elements)
        assert_contract(data)
        texts = [each["text"] for each in elements if "text" in each]
        assert "\n\n".join(texts) == data["text"], "the text is the text elements, joined"
        check(turn, data)


def check(turn: dict[str, Any], data: dict[str, Any]) -> None:
    """Compare one answer with what is expected of it."""
    said, text = turn["say"], data["text"]
    for field in ("kind", "treatments", "conditions", "comparators"):
        if field in turn:
            assert data[field] == turn[field], f"{field} of {said!r}: {data['kind']}: {text}"
    for part in turn.get("has", []):
        assert part in text, f"{part!r} is missing in the answer to {said!r}: {text}"
    for part in turn.get("lacks", []):
        assert part not in text, f"{part!r} stands in the answer to {said!r}: {text}"
    if "starts" in turn:
        assert text.startswith(tuple(turn["starts"])), f"the answer to {said!r} starts: {text}"
    if "unknown" in turn:
        assert turn["unknown"] in [each["text"] for each in data["unknown"]]
    if "interpreted" in turn:
        assert data["interpretation"], f"the reading of {said!r} is not shown"
    if "findings" in turn:
        assert len(data["findings"]) == turn["findings"]
    if "finding" in turn:
        wanted = turn["finding"].items()
        assert any(wanted <= finding.items() for finding in data["findings"]), data["findings"]


def test_context_does_not_leak(service: Service) -> None:
    """What one person asked is unknown in another's conversation."""
    first, second = uuid.uuid4().hex, uuid.uuid4().hex
    service.ask(first, "what dose for mmn")
    assert service.ask(second, "how long does it last")["conditions"] == []
    assert service.ask(first, "how long does it last")["conditions"] == ["mmn"]


def test_suggestions_are_understood(service: Service) -> None:
    """Every suggestion, sent back as a message, is answered and not with a shrug."""
    for question in ("does ivig help cidp", "does ivig help", "what can you do"):
        sender = uuid.uuid4().hex
        for offer in service.ask(sender, question)["suggestions"]:
            answer = service.ask(uuid.uuid4().hex, offer["payload"])
            assert answer["kind"] not in ("out_of_scope", "clarify", "unknown_concept"), offer
            assert answer["claims"], offer
