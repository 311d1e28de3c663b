"""Conversations as the people of a whole service see them, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.settings import ROOT
from tests.databases import running_postgresql, running_redis
from tests.helpers import wait_for
from tests.server import Service, free_port, running_actions, running_service

pytestmark = [pytest.mark.model, pytest.mark.timeout(1800)]

EMERGENCY = "my chest is tight and the drip is running"


@pytest.fixture(scope="module")
def actions() -> Iterator[int]:
    """The port of one action server for all services of this file."""
    port = free_port()
    with running_actions(port):
        yield port


def command(settings: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "service", *arguments],
        cwd=ROOT,
        env={**os.environ, "EVIDENCE_GAPS": "off", **settings},
        capture_output=True,
        text=True,
        timeout=300,
    )


def knows(service: Service, sender: str) -> bool:
    """Whether the conversation that was about CIDP is still known."""
    return bool(service.ask(sender, "what dose?")["conditions"] == ["cidp"])


def test_on_sqlite_a_long_conversation_survives_a_restart_until_it_is_forgotten(
    tmp_path: Path, actions: int, trained_model: Path
) -> None:
    settings = {"DATA_FOLDER": str(tmp_path)}
    with running_service(trained_model, settings, actions) as service:
        for sender in ("anna", "berta"):
            assert service.ask(sender, "does IVIG help CIDP?")["conditions"] == ["cidp"]
        for _ in range(298):  # none of which says again what it is about
            assert service.ask("anna", EMERGENCY)["kind"] == "emergency"
        assert knows(service, "anna"), "turn 300"
        assert not knows(service, "clara")

    with running_service(trained_model, settings, actions) as service:
        assert knows(service, "anna") and knows(service, "berta")
        gone = command(settings, "forget", "anna")
        assert gone.returncode == 0 and gone.stdout.startswith("Deleted 1 conversation ")
        assert not knows(service, "anna")
        assert knows(service, "berta")
        assert command(settings, "purge", "--older-than", "30d").returncode == 0
        assert knows(service, "berta")
        assert command(settings, "purge", "--older-than", "0d").returncode == 0
        assert not knows(service, "berta")
    assert (tmp_path / "conversations.db").is_file()


def test_on_postgresql_and_redis_whatever_goes_down_the_person_gets_a_sentence(
    tmp_path: Path, actions: int, trained_model: Path
) -> None:
    with running_postgresql() as database, running_redis() as redis:
        settings = {
            "DATA_FOLDER": str(tmp_path),
            "DATABASE_URL": database.fresh(),
            "REDIS_URL": redis.address,
        }
        with running_service(trained_model, settings, actions) as service:
            assert service.ask("anna", "does IVIG help CIDP?")["conditions"] == ["cidp"]
            for server in (database, redis):
                server.stop()
                begun = time.monotonic()
                for sender in ("anna", "new"):
                    assert service.ask(sender, "what dose?")["kind"] == "unavailable"
                assert time.monotonic() - begun < 60, "each within the channel's own limit"
                server.start()
                assert wait_for(lambda: knows(service, "anna"), 60)
        with running_service(trained_model, settings, actions) as service:
            assert knows(service, "anna"), "after a restart of the service too"
        assert not (tmp_path / "conversations.db").exists()
        kept = database.query("select distinct sender_id from events", settings["DATABASE_URL"])
        assert kept == [("anna",)], "what was answered with a failure began no conversation"
