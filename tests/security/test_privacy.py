"""What the product logs of what people write: nothing, unless LOG_MESSAGES is on."""

from __future__ import annotations

import queue
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from service.settings import ROOT
from tests.server import Service, running_service

pytestmark = pytest.mark.model

LOG = ROOT / "logs" / "tests.log"


class Talker:
    """Says something that nobody else says, on every channel that takes words."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.base = f"http://127.0.0.1:{service.port}"
        self.secret = f"zq{uuid.uuid4().hex}"
        self.message = f"my {self.secret} hurts, does IVIG help {self.secret}?"

    def everywhere(self) -> list[str]:
        """Say it on each channel; the kinds of the answers."""
        return [*self._rest(), self._web(), self._socket()]

    def _rest(self) -> list[str]:
        bodies = ({"sender": self.secret, "message": self.message}, {"message": self.message})
        answers = [requests.post(self.service.url, json=body, timeout=120) for body in bodies]
        return [Service.data(each.json())["kind"] for each in answers]

    def _web(self) -> str:
        begun = requests.post(self.base + "/web/conversation", json={}, timeout=120)
        headers = {"X-Conversation": begun.json()["token"]}
        body = {"id": uuid.uuid4().hex, "message": self.message}
        said = requests.post(self.base + "/web/message", json=body, headers=headers, timeout=120)
        thumb = {"id": body["id"], "thumb": "down", "comment": self.secret}
        requests.post(self.base + "/web/feedback", json=thumb, headers=headers, timeout=120)
        return str(said.json()["answer"]["kind"])

    def _socket(self) -> str:
        heard: queue.Queue[Any] = queue.Queue()
        client = socketio.Client(reconnection=False)
        client.on("bot_uttered", heard.put)
        client.connect(self.base, transports=["websocket"])
        client.emit("user_uttered", {"message": self.message})
        while True:
            said = heard.get(timeout=120)
            if "custom" in said:
                client.disconnect()
                return str(said["custom"]["data"]["kind"])

    @property
    def logged(self) -> bool:
        """Whether anything of it is in the log of the tests' services."""
        return self.secret in LOG.read_text("utf-8", errors="replace")


def talker(model: Path, folder: Path, **settings: str) -> Iterator[Talker]:
    """The service as the launcher starts it, at the level that logs the most."""
    most = {"LOG_LEVEL": "DEBUG", "LOG_LEVEL_LIBRARIES": "DEBUG", "DATA_FOLDER": str(folder)}
    with running_service(model, {**most, **settings}, module="service.bot") as service:
        yield Talker(service)


@pytest.fixture(scope="module")
def whole(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talker]:
    """A service on which nothing fails until a test makes it."""
    yield from talker(trained_model, tmp_path_factory.mktemp("whole"))


def break_database(folder: Path) -> None:
    with sqlite3.connect(folder / "conversations.db") as connection:
        connection.execute("drop table events")


def test_nothing_is_logged_when_all_is_well(whole: Talker) -> None:
    assert "unavailable" not in whole.everywhere()
    assert not whole.logged


def test_nor_when_the_database_fails(trained_model: Path, tmp_path: Path) -> None:
    for talks in talker(trained_model, tmp_path):
        talks.everywhere()
        break_database(tmp_path)
        assert "unavailable" in talks.everywhere()
        assert not talks.logged


def test_nor_when_the_action_fails(trained_model: Path, tmp_path: Path) -> None:
    """There is no action server; the error of Rasa's own holds the whole conversation."""
    for talks in talker(trained_model, tmp_path, ACTIONS="http"):
        assert "unavailable" in talks.everywhere()
        assert not talks.logged


def test_switched_on_messages_are_logged(trained_model: Path, tmp_path: Path) -> None:
    """And so the tests above can see what they look for."""
    for talks in talker(trained_model, tmp_path, LOG_MESSAGES="on"):
        talks.everywhere()
        assert talks.logged
