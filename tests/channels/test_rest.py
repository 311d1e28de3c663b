"""The REST channel over HTTP on loopback. Only Rasa's part, the handler, is a stand-in."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from channels.rest import UNAVAILABLE, HardenedRest
from evidence.answer import fixed
from service import ports
from service.settings import CREDENTIALS

ANSWER = {"data": fixed("efficacy", "It is not clear.").contract()}
OTHER = {"data": fixed("smalltalk", "Hello.").contract()}


class Rasa:
    """Answers as the message asks for, and remembers what it got."""

    def __init__(self) -> None:
        self.messages: list[UserMessage] = []

    async def __call__(self, message: UserMessage) -> None:
        self.messages.append(message)
        out, sender = message.output_channel, message.sender_id
        if message.text == "silent":
            return
        if message.text == "slow":
            await asyncio.sleep(30)
        if message.text == "fail":
            raise RuntimeError("the secret message")
        await out.send_text_message(sender, "It is not clear.")
        if message.text == "fail half-way":
            raise RuntimeError("the secret message")
        if message.text == "text only":
            return
        await out.send_custom_json(sender, ANSWER if message.text != "malformed" else {"a": 1})
        if message.text == "twice":
            await out.send_text_message(sender, "Hello.")
            await out.send_custom_json(sender, OTHER)
        if message.text == "fail at the end":
            raise RuntimeError("the secret message")


class Channel:
    """A running channel, its address, and the stand-in behind it."""

    def __init__(self) -> None:
        self.rasa = Rasa()
        self.port = ports.free_port("127.0.0.1")
        self.url = f"http://127.0.0.1:{self.port}/webhooks/rest/webhook"
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()
        assert self._started.wait(30)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def post(self, body: Any, **options: Any) -> requests.Response:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return requests.post(self.url, data=data, timeout=20, **options)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = Sanic("test_rest", configure_logging=False)
        channel = HardenedRest(time_limit=1.0)
        app.blueprint(channel.blueprint(self.rasa), url_prefix="/webhooks/rest")
        server = self._loop.run_until_complete(
            app.create_server("127.0.0.1", self.port, return_asyncio_server=True)
        )
        self._loop.run_until_complete(server.startup())
        self._started.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(server.wait_closed())
        self._loop.close()


@pytest.fixture(scope="module")
def running() -> Iterator[Channel]:
    channel = Channel()
    channel.start()
    yield channel
    channel.stop()


@pytest.fixture
def channel(running: Channel) -> Channel:
    running.rasa.messages.clear()
    return running


def answers(response: requests.Response) -> list[dict[str, Any]]:
    """The answer objects in a reply, whose shape is checked on the way."""
    elements = response.json()
    assert isinstance(elements, list)
    assert elements
    assert all(isinstance(element["recipient_id"], str) for element in elements)
    assert any(element.get("text") for element in elements)
    return [element["custom"]["data"] for element in elements if "custom" in element]


def check_fixed(response: requests.Response, kind: str, status: int) -> str:
    """A reply of the channel's own: one sentence, one full answer object with it."""
    assert response.status_code == status
    (answer,) = answers(response)
    (text,) = [element["text"] for element in response.json() if "text" in element]
    assert answer == {**fixed(kind, text).contract()}
    assert answer["schema"] == "answer/1"
    assert "\n" not in text
    return str(text)


def test_an_answer_passes_as_it_is(channel: Channel) -> None:
    response = channel.post({"sender": "anna", "message": "does IVIG help CIDP?"})
    assert response.status_code == 200
    assert response.json() == [
        {"recipient_id": "anna", "text": "It is not clear."},
        {"recipient_id": "anna", "custom": ANSWER},
    ]
    (message,) = channel.rasa.messages
    assert (message.sender_id, message.text) == ("anna", "does IVIG help CIDP?")
    assert message.output_channel.name() == "collector"


def test_other_fields_and_the_stream_mode_are_ignored(channel: Channel) -> None:
    body = {
        "sender": "anna",
        "message": "hi",
        "input_channel": "cmdline",
        "metadata": {"admin": True},
        "stream": True,
    }
    response = channel.post(body, params={"stream": "true"})
    assert answers(response)[0]["kind"] == "efficacy"
    (message,) = channel.rasa.messages
    assert message.input_channel == "rest"
    assert not message.metadata


GOOD = {"sender": "anna", "message": "hi"}


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"", "body must be JSON"),
        (b"{", "body must be JSON"),
        (b"\xff\xfe", "body must be JSON"),
        (b"[" * 100_000, "body must be JSON"),
        ([], "one JSON object"),
        ([GOOD], "one JSON object"),
        ("hi", "one JSON object"),
        (None, "one JSON object"),
        (7, "one JSON object"),
        ({}, "`sender` is missing"),
        ({"message": "hi"}, "`sender` is missing"),
        ({"sender": None, "message": "hi"}, "`sender` is missing"),
        ({"sender": 7, "message": "hi"}, "`sender` must be a string"),
        ({"sender": ["anna"], "message": "hi"}, "`sender` must be a string"),
        ({"sender": "", "message": "hi"}, "`sender` must be 1 to 255"),
        ({"sender": "  ", "message": "hi"}, "`sender` must be 1 to 255"),
        ({"sender": "a" * 256, "message": "hi"}, "`sender` must be 1 to 255"),
        ({"sender": "an\nna", "message": "hi"}, "`sender` must be 1 to 255"),
        ({"sender": "\ud800", "message": "hi"}, "`sender` must be 1 to 255"),
        ({"sender": "anna"}, "`message` is missing"),
        ({"sender": "anna", "message": None}, "`message` is missing"),
        ({"sender": "anna", "message": 7}, "`message` must be a string"),
        ({"sender": "anna", "message": {"text": "hi"}}, "`message` must be a string"),
    ],
)
def test_a_malformed_request_is_refused_with_one_sentence(
    channel: Channel, body: Any, named: str
) -> None:
    assert named in check_fixed(channel.post(body), "out_of_scope", 400)
    assert not channel.rasa.messages


def test_a_sender_of_the_longest_length_is_accepted(channel: Channel) -> None:
    response = channel.post({"sender": "ü" * 255, "message": "hi"})
    assert response.json()[0]["recipient_id"] == "ü" * 255


@pytest.mark.parametrize("size", [256 * 1024 + 1, 3_000_000])
def test_a_body_over_the_limit_is_refused(channel: Channel, size: int) -> None:
    assert "256 KB" in check_fixed(channel.post(b" " * size), "out_of_scope", 413)


def test_after_a_refusal_the_connection_still_serves(channel: Channel) -> None:
    with requests.Session() as session:
        assert session.post(channel.url, data=b" " * 300_000, timeout=20).status_code == 413
        assert session.post(channel.url, json=GOOD, timeout=20).status_code == 200


@pytest.mark.parametrize("text", ["", "   ", "\n\t\u00a0"])
def test_a_blank_message_is_told(channel: Channel, text: str) -> None:
    response = channel.post({"sender": "anna", "message": text})
    assert "empty message" in check_fixed(response, "out_of_scope", 200)
    assert response.json()[0]["recipient_id"] == "anna"


def test_a_long_message_is_told_and_the_longest_is_passed_on(channel: Channel) -> None:
    response = channel.post({"sender": "anna", "message": "a" * 20_001})
    assert "20,000 characters" in check_fixed(response, "out_of_scope", 200)
    assert not channel.rasa.messages
    channel.post({"sender": "anna", "message": "a" * 20_000})
    assert len(channel.rasa.messages) == 1


def test_characters_that_cannot_be_stored_are_replaced(channel: Channel) -> None:
    channel.post(b'{"sender": "anna", "message": "gbs\\ud83d\\u0000 \\ud83d\\ude00"}')
    assert channel.rasa.messages[0].text == "gbs\ufffd\ufffd 😀"


@pytest.mark.parametrize("message", ["fail", "silent", "slow"])
def test_when_rasa_fails_the_answer_is_unavailable(channel: Channel, message: str) -> None:
    response = channel.post({"sender": "anna", "message": message})
    assert check_fixed(response, "unavailable", 200) == UNAVAILABLE


@pytest.mark.parametrize("message", ["fail half-way", "text only", "malformed"])
def test_words_without_an_answer_get_unavailable_after_them(channel: Channel, message: str) -> None:
    response = channel.post({"sender": "anna", "message": message})
    (answer,) = answers(response)
    assert answer["kind"] == "unavailable"
    texts = [element["text"] for element in response.json() if "text" in element]
    assert texts == ["It is not clear.", UNAVAILABLE]


def test_an_answer_that_came_before_a_failure_stands(channel: Channel) -> None:
    (answer,) = answers(channel.post({"sender": "anna", "message": "fail at the end"}))
    assert answer["kind"] == "efficacy"


def test_of_two_answers_the_first_is_kept(channel: Channel) -> None:
    (answer,) = answers(channel.post({"sender": "anna", "message": "twice"}))
    assert answer["kind"] == "efficacy"


def test_failures_are_logged_without_the_message(
    channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        channel.post({"sender": "anna", "message": "fail"})
    logged = [record for record in caplog.records if record.name.startswith("channels")]
    assert [record.getMessage() for record in logged] == [
        "Handling a message failed: RuntimeError."
    ]
    assert "secret" not in caplog.text


def test_it_gives_a_sign_of_life(channel: Channel) -> None:
    response = requests.get(channel.url.removesuffix("webhook"), timeout=20)
    assert response.json() == {"status": "ok"}


def test_rasa_finds_every_channel_by_its_name_in_credentials(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from rasa.core.run import create_http_input_channels

    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    channels = create_http_input_channels(None, str(CREDENTIALS))
    found = {type(channel).__name__: channel.url_prefix() for channel in channels}
    assert found == {
        "HardenedRest": "rest",
        "WebChannel": "/",
        "MendedSocketIO": "socketio",
        "SlackChannel": "slack",
        "ReadinessChannel": "/",
    }
