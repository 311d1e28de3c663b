"""The whole service is killed and started again while the widget waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewChat
from tests.launched import launched

pytestmark = pytest.mark.model
SLOWEST = 120_000  # ms, on a busy machine


def test_the_conversation_goes_on_with_its_context(
    trained_model: Path, tmp_path: Path, new_chat: NewChat
) -> None:
    with launched(tmp_path) as service:
        chat = new_chat(service.url + "/chat")
        expect(chat.answered("does IVIG help CIDP?").locator(".lead")).to_contain_text("CIDP")
        service.kill()
        chat.ask("what dose")
        expect(chat.status).to_contain_text(
            "The service cannot be reached. Your question is kept", timeout=SLOWEST
        )
        service.start()
        service.wait()
        # Nobody presses anything: the widget tries again by itself.
        expect(chat.answers).to_have_count(2, timeout=SLOWEST)
        expect(chat.status).to_be_hidden()
        expect(chat.answers.nth(1)).to_contain_text("CIDP")
        expect(chat.answers.nth(1)).to_contain_text("not a dose for you")
        expect(chat.questions).to_have_text(["You: does IVIG help CIDP?", "You: what dose"])
        expect(chat.answered("how long does it last")).to_contain_text("CIDP")
