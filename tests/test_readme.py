"""The README's transcript is what the assistant really says."""

from __future__ import annotations

import re
import uuid

import pytest

from service.settings import ROOT
from tests.server import Service

README = ROOT / "README.md"


def transcript() -> list[tuple[str, str]]:
    """(question, answer) for each `> question` of the README's transcript."""
    block = re.search(r"```transcript\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert block, "the README has no transcript"
    parts = re.split(r"^> (.+)$", block.group(1), flags=re.MULTILINE)[1:]
    return [
        (said.strip(), answer.strip()) for said, answer in zip(parts[::2], parts[1::2], strict=True)
    ]


@pytest.mark.model
def test_transcript_is_real(service: Service) -> None:
    """Asked in this order in one conversation, the answers are the README's, word by word."""
    turns = transcript()
    assert len(turns) >= 5
    sender = uuid.uuid4().hex
    for said, answer in turns:
        assert service.ask(sender, said)["text"] == answer, said
