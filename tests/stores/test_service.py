"""Conversations as the people of a whole service see them, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import free_port, running_actions, running_service

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def actions() -> Iterator[int]:
    """The port of one action server for all services of this file."""
    port = free_port()
    with running_actions(port):
        yield port


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_conversation_survives_a_restart(
    kind: str, tmp_path: Path, actions: int, trained_model: Path, request: pytest.FixtureRequest
) -> None:
    settings = {"DATA_FOLDER": str(tmp_path)}
    if kind == "postgresql":
        settings["DATABASE_URL"] = request.getfixturevalue("postgresql").fresh()
    with running_service(trained_model, settings, actions) as service:
        assert service.ask("anna", "does IVIG help CIDP?")["conditions"] == ["cidp"]
    with running_service(trained_model, settings, actions) as service:
        assert service.ask("anna", "what dose?")["conditions"] == ["cidp"]
        assert service.ask("berta", "what dose?")["conditions"] == []
    assert (tmp_path / "conversations.db").exists() == (kind == "sqlite")
