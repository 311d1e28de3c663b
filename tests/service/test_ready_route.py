"""`/ready` of the running service: yes when it answers a known question, else why not."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from channels import readiness
from channels.settings import LAST_GOOD
from tests.helpers import wait_for
from tests.server import Service, running_actions, running_service

pytestmark = pytest.mark.model


def ready(service: Service) -> tuple[int, dict[str, Any]]:
    response = requests.get(f"http://127.0.0.1:{service.port}/ready", timeout=60)
    assert response.headers["Cache-Control"] == "no-store"
    return response.status_code, response.json()


def test_a_service_that_answers_is_ready(service: Service) -> None:
    status, told = ready(service)
    assert (status, told["ready"], told["last_good"], told["why"]) == (200, True, False, None)
    asked = service.ask("anna-of-ready", readiness.QUESTION)
    assert told["record"] == asked["record"]


def test_many_probes_at_once_all_get_the_answer(service: Service) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(ready(service)[0])) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [200] * 20


def test_without_a_model_it_says_so(tmp_path: Path) -> None:
    """Rasa starts all the same."""
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"no model")
    with running_service(broken) as service:
        assert ready(service) == (503, {"ready": False, "why": readiness.NO_MODEL})


class Kept:
    def __init__(self, service: Service, database: Path) -> None:
        self.service = service
        self.database = database

    def senders(self) -> set[str]:
        with sqlite3.connect(self.database) as connection:
            return {sender for (sender,) in connection.execute("select sender_id from events")}


@pytest.fixture(scope="module")
def kept(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A service with data of its own that serves the last good model, and no action server."""
    folder = tmp_path_factory.mktemp("data")
    settings = {LAST_GOOD: "yes", "DATA_FOLDER": str(folder)}
    with running_service(trained_model, settings) as service:
        yield Kept(service, folder / "conversations.db")


def test_the_action_server_down_and_back(kept: Kept) -> None:
    assert ready(kept.service) == (503, {"ready": False, "why": readiness.SILENT})
    with running_actions(kept.service.actions_port):
        assert ready(kept.service)[0] == 200
    assert wait_for(lambda: ready(kept.service)[0] == 503, 60), "a good result must not stay"


def test_it_leaves_no_conversation_and_tells_of_the_last_good_model(kept: Kept) -> None:
    with running_actions(kept.service.actions_port):
        kept.service.ask("anna", readiness.QUESTION)
        assert wait_for(lambda: ready(kept.service)[0] == 200, 60)
        status, told = ready(kept.service)
        assert (status, told["last_good"], told["why"]) == (200, True, readiness.OLD)
    assert kept.senders() == {"anna"}


def test_a_database_that_fails_is_not_hidden(kept: Kept) -> None:
    with running_actions(kept.service.actions_port):
        assert wait_for(lambda: ready(kept.service)[0] == 200, 60)
        with sqlite3.connect(kept.database) as connection:
            connection.execute("alter table events rename to gone")
        try:
            assert wait_for(lambda: ready(kept.service)[0] == 503, 60)
            assert ready(kept.service)[1]["why"] == readiness.NO_DATABASE
        finally:
            with sqlite3.connect(kept.database) as connection:
                connection.execute("alter table gone rename to events")
        assert ready(kept.service)[0] == 200


def test_a_store_that_cannot_be_loaded_is_not_ready(trained_model: Path) -> None:
    """Rasa keeps conversations in memory instead, in silence."""
    store = "tracker_store:\n  type: no.such.Store\n"
    with (
        running_service(trained_model, endpoints=store) as service,
        running_actions(service.actions_port),
    ):
        assert ready(service) == (503, {"ready": False, "why": readiness.FALLEN_BACK})
