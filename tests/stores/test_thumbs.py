"""Thumbs given on the web are kept in PostgreSQL and listed by the workbench."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from channels import web_settings
from channels.web import WebChannel
from tests.channels.serving import Rasa, serving
from tests.databases import PostgreSQL
from workbench.commands import main


@pytest.mark.parametrize("setting", ["FEEDBACK_DATABASE", "DATABASE_URL"])
def test_thumbs_on_postgresql_are_listed(
    setting: str, postgresql: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgresql.fresh()
    settings = {"DATA_FOLDER": str(tmp_path), setting: address}
    with serving(WebChannel(web_settings.read(settings)), Rasa()) as port:
        url = f"http://127.0.0.1:{port}/web"
        token = requests.post(f"{url}/conversation", json={}, timeout=30).json()["token"]
        for name, body in (
            ("message", {"id": "message-1", "message": "does it help?", "again": False}),
            (
                "feedback",
                {
                    "id": "message-1",
                    "thumb": "down",
                    "reason": "hard-to-understand",
                    "comment": "what is GRADE?",
                    "share": True,
                },
            ),
        ):
            headers = {"X-Conversation": token}
            reply = requests.post(f"{url}/{name}", json=body, headers=headers, timeout=30)
            assert reply.status_code == 200, reply.text
    assert postgresql.query("select thumb, question from thumbs", address) == [
        ("down", "does it help?")
    ]
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    shown = CliRunner().invoke(main, ["feedback"])
    assert shown.exit_code == 0, shown.output
    assert "0 up, 1 down" in shown.output
    for words in ("what is GRADE?", "does it help?"):
        assert all(word in shown.output for word in words.split())
