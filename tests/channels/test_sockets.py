"""The socket.io channel with a real client of python-socketio."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import socketio

from channels import web_settings
from channels.sockets import MendedSocketIO
from tests.channels.serving import Rasa, serving

CLINIC = "https://clinic.example"


class Widget:
    """A client as Rasa's widgets are: it asks for a session and listens."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = socketio.Client(reconnection=False)
        self.heard: queue.Queue[Any] = queue.Queue()
        self.sessions: queue.Queue[str] = queue.Queue()
        self.client.on("bot_uttered", self.heard.put)
        self.client.on("session_confirm", self.sessions.put)

    def connect(self, transport: str = "websocket", **headers: str) -> None:
        self.client.connect(self.url, headers=headers, transports=[transport])

    def session(self, token: str | None = None) -> str:
        self.client.emit("session_request", {"session_id": token})
        return self.sessions.get(timeout=20)

    def ask(self, message: Any, **fields: Any) -> list[dict[str, Any]]:
        """What is heard, up to and with the answer object."""
        self.client.emit("user_uttered", {"message": message, **fields})
        found: list[dict[str, Any]] = []
        while not found or "custom" not in found[-1]:
            found.append(self.heard.get(timeout=20))
        return found


class Stage:
    """The running channel, and its widgets, which hang up after each test."""

    def __init__(self, url: str, rasa: Rasa) -> None:
        self.url = url
        self.rasa = rasa
        self.widgets: list[Widget] = []

    def new(self) -> Widget:
        self.widgets.append(Widget(self.url))
        return self.widgets[-1]

    def connected(self) -> Widget:
        widget = self.new()
        widget.connect()
        return widget


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder: Path = tmp_path_factory.mktemp("var")
    settings = web_settings.read({"DATA_FOLDER": str(folder), "WEB_ORIGINS": CLINIC})
    rasa = Rasa()
    with serving(MendedSocketIO(settings, time_limit=2.0), rasa, [CLINIC]) as port:
        yield Stage(f"http://127.0.0.1:{port}", rasa)


@pytest.fixture
def stage(running: Stage) -> Iterator[Stage]:
    running.rasa.messages.clear()
    yield running
    for widget in running.widgets:
        widget.client.disconnect()
    running.widgets.clear()


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_question_is_answered_in_its_session(stage: Stage, transport: str) -> None:
    widget = stage.new()
    widget.connect(transport)
    token = widget.session()
    text, data = widget.ask("does IVIG help CIDP?", session_id=token)
    assert text["text"] == "Answer 1."
    assert text["quick_replies"][0]["payload"] == "how sure are you?"
    assert data["custom"]["data"]["kind"] == "efficacy"
    (message,) = stage.rasa.messages
    assert message.input_channel == "socketio"
    assert message.output_channel.name() == "socketio"


def test_a_session_goes_on_after_a_reconnect(stage: Stage) -> None:
    first = stage.connected()
    token = first.session()
    first.ask("one", session_id=token)
    first.client.disconnect()
    second = stage.connected()
    assert second.session(token) == token
    second.ask("two", session_id=token)
    assert len({message.sender_id for message in stage.rasa.messages}) == 1


def test_nobody_gets_into_a_session_without_its_signature(stage: Stage) -> None:
    owner, thief = stage.connected(), stage.connected()
    token = owner.session()
    for guess in (token.split(".")[0], token[:-1] + "?", "a", "default"):
        assert thief.session(guess) != guess
    owner.ask("my secret", session_id=token)
    assert thief.heard.empty()
    thief.ask("hi", session_id=token.split(".")[0])
    assert len({message.sender_id for message in stage.rasa.messages}) == 2


def test_a_message_without_a_session_gets_one(stage: Stage) -> None:
    assert stage.connected().ask("hi")[-1]["custom"]["data"]["kind"] == "efficacy"


@pytest.mark.parametrize("message", [None, 7, {"a": 1}, "", "   ", "a" * 2001])
def test_what_is_no_question_is_refused_in_a_sentence(stage: Stage, message: Any) -> None:
    text, data = stage.connected().ask(message)
    assert data["custom"]["data"]["kind"] == "out_of_scope"
    assert text["text"].endswith(".")
    assert not stage.rasa.messages


@pytest.mark.parametrize("message", ["silent", "fail"])
def test_an_answer_always_comes(stage: Stage, message: str) -> None:
    assert stage.connected().ask(message)[-1]["custom"]["data"]["kind"] == "unavailable"


def test_nobody_asks_more_by_taking_sessions_anew(tmp_path: Path) -> None:
    """The limit of the address holds over all of its sockets and sessions."""
    limits = {"WEB_RATE": "2", "WEB_ADDRESS_RATE": "5", "DATA_FOLDER": str(tmp_path)}
    rasa = Rasa()
    with serving(MendedSocketIO(web_settings.read(limits)), rasa) as port:
        heard = []
        for _ in range(3):
            widget = Widget(f"http://127.0.0.1:{port}")
            widget.connect()
            heard += [widget.ask("hi")[0]["text"] for _ in range(3)]
            widget.client.disconnect()
    refused = [text.startswith("That was fast; please wait") for text in heard]
    assert refused == [False, False, True, False, False, True, False, True, True]
    assert len(rasa.messages) == 5


def test_only_allowed_pages_may_connect(stage: Stage) -> None:
    for origin in (CLINIC, stage.url):
        stage.new().connect("polling", Origin=origin)
    with pytest.raises(socketio.exceptions.ConnectionError):
        stage.new().connect("polling", Origin="https://other.example")
