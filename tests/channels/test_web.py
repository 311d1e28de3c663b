"""The web channel over HTTP on loopback: its files, tokens, retries, limits and thumbs."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from channels import feedback, web_settings
from channels.files import MODULES, WIDGET
from channels.web import WebChannel
from channels.web_settings import WebSettings
from evidence.answer import fixed
from tests.channels.serving import Rasa, serving

CLINIC = "https://clinic.example"


class Web:
    """A running web channel, spoken to as the widget does."""

    def __init__(self, port: int, rasa: Rasa, settings: WebSettings) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.rasa = rasa
        self.settings = settings

    def post(self, path: str, body: Any, **headers: str) -> requests.Response:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **headers}
        return requests.post(self.url + path, data=data, headers=sent, timeout=20)

    def begin(self) -> str:
        return str(self.post("/web/conversation", {}).json()["token"])

    def say(self, token: str, text: str, number: str = "message-1", **more: Any) -> Any:
        body = {"id": number, "message": text, **more}
        return self.post("/web/message", body, **{"X-Conversation": token})


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    settings = web_settings.read({"DATA_FOLDER": str(tmp_path_factory.mktemp("var"))})
    rasa = Rasa()
    with serving(WebChannel(settings, time_limit=2.0), rasa, [CLINIC]) as port:
        yield Web(port, rasa, settings)


@pytest.fixture
def web(running: Web) -> Web:
    running.rasa.messages.clear()
    return running


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Web]:
    """A channel with small limits, behind one proxy."""
    settings = web_settings.read(
        {
            "DATA_FOLDER": str(tmp_path),
            "WEB_RATE": "2",
            "WEB_ADDRESS_RATE": "5",
            "WEB_PROXIES": "1",
        }
    )
    rasa = Rasa()
    with serving(WebChannel(settings), rasa) as port:
        yield Web(port, rasa, settings)


def refusal(response: requests.Response, status: int, code: str) -> str:
    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"] == code
    return str(error["text"])


def test_a_question_gets_the_contracts_object(web: Web) -> None:
    response = web.say(web.begin(), "does IVIG help CIDP?")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json()["id"] == "message-1"
    assert response.json()["answer"]["text"] == "Answer 1."
    (message,) = web.rasa.messages
    assert message.sender_id.startswith("web-") and len(message.sender_id) == 36
    assert (message.input_channel, message.message_id) == ("web", "message-1")
    assert message.output_channel.name() == "collector"


def test_every_conversation_has_an_id_of_its_own(web: Web) -> None:
    assert len({web.begin() for _ in range(20)}) == 20


def test_a_token_that_is_not_ours_is_refused(web: Web) -> None:
    token, other = web.begin(), web.begin()
    crossed = token.split(".")[0] + "." + other.split(".")[1]
    for wrong in ("", "x", crossed, token[:-1], token + "A", "web-1.2", token.upper()):
        refusal(web.say(wrong, "hi"), 401, "no-conversation")
    assert not web.rasa.messages


def test_a_message_that_is_sent_again_makes_no_second_turn(web: Web) -> None:
    token = web.begin()
    first = web.say(token, "hi").json()
    assert web.say(token, "hi", again=True).json() == first
    assert web.say(token, "hi", "message-2").json() != first
    assert len(web.rasa.messages) == 2


def test_copies_that_come_in_the_middle_wait_for_the_one_answer(web: Web) -> None:
    token = web.begin()
    found: list[Any] = []
    threads = [
        threading.Thread(target=lambda: found.append(web.say(token, "slow").json()))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(web.rasa.messages) == 1
    assert found == [found[0]] * 5 and found[0]["answer"]["kind"] == "efficacy"


def test_a_browser_that_hangs_up_finds_the_answer_later(web: Web) -> None:
    token = web.begin()
    with pytest.raises(requests.Timeout):
        requests.post(
            web.url + "/web/message",
            json={"id": "message-1", "message": "slow"},
            headers={"X-Conversation": token},
            timeout=0.2,
        )
    assert web.say(token, "slow", again=True).json()["answer"]["kind"] == "efficacy"
    assert len(web.rasa.messages) == 1


def test_the_same_message_id_in_another_conversation_is_another_message(web: Web) -> None:
    web.say(web.begin(), "hi")
    web.say(web.begin(), "hi")
    assert len(web.rasa.messages) == 2


@pytest.mark.parametrize("text", ["silent", "fail"])
def test_when_rasa_fails_the_answer_is_unavailable(
    web: Web, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = web.say(web.begin(), text).json()["answer"]
    assert answer == fixed("unavailable", answer["text"]).contract()
    assert "secret" not in caplog.text


def test_an_answer_that_takes_too_long_is_unavailable(web: Web) -> None:
    web.rasa.seconds = 10
    answer = web.say(web.begin(), "slow").json()["answer"]
    web.rasa.seconds = 0.5
    assert answer["kind"] == "unavailable"


GOOD = {"id": "message-1", "message": "hi"}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed"),
        (b"{", 400, "malformed"),
        pytest.param(b"[" * 10_000, 400, "malformed", id="deep"),
        pytest.param(b" " * 20_000, 413, "too-long", id="long"),
        ([GOOD], 400, "malformed"),
        ({"id": "message-1"}, 400, "malformed"),
        ({"message": "hi"}, 400, "malformed"),
        ({**GOOD, "message": ["hi"]}, 400, "malformed"),
        ({**GOOD, "message": "  "}, 400, "malformed"),
        ({**GOOD, "message": "a" * 2_001}, 413, "too-long"),
        ({**GOOD, "id": "a"}, 400, "malformed"),
        ({**GOOD, "id": "a" * 65}, 400, "malformed"),
        ({**GOOD, "id": "../../etc"}, 400, "malformed"),
        ({**GOOD, "id": 12345678}, 400, "malformed"),
    ],
)
def test_a_malformed_message_is_refused(web: Web, body: Any, status: int, code: str) -> None:
    response = web.post("/web/message", body, **{"X-Conversation": web.begin()})
    assert refusal(response, status, code).endswith(".")
    assert not web.rasa.messages


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_passes_so_that_no_form_of_another_site_can(web: Web, kind: str) -> None:
    headers = {"X-Conversation": web.begin(), "Content-Type": kind}
    refusal(web.post("/web/message", GOOD, **headers), 415, "not-json")


def test_characters_that_cannot_be_stored_are_replaced(web: Web) -> None:
    token = web.begin()
    body = b'{"id": "message-1", "message": "gbs\\ud83d\\u0000"}'
    web.post("/web/message", body, **{"X-Conversation": token})
    assert web.rasa.messages[0].text == "gbs\ufffd\ufffd"


def test_a_conversation_has_its_rate(small: Web) -> None:
    token = small.begin()
    assert small.say(token, "hi", "message-1").status_code == 200
    assert small.say(token, "hi", "message-2").status_code == 200
    response = small.say(token, "hi", "message-3")
    assert "please wait" in refusal(response, 429, "too-fast")
    assert 0 < int(response.headers["Retry-After"]) <= 30
    # Sending again what was answered costs nothing.
    assert small.say(token, "hi", "message-2").status_code == 200


def test_so_has_an_address_as_our_own_proxy_sees_it(small: Web) -> None:
    def begin(forwarded: str) -> int:
        header = {"X-Forwarded-For": forwarded}
        return small.post("/web/conversation", {}, **header).status_code

    assert [begin("9.9.9.9, 1.1.1.1") for _ in range(6)] == [200] * 5 + [429]
    # What the visitor claims before the proxy's own entry opens no new account.
    assert begin("8.8.8.8, 1.1.1.1") == 429
    assert begin("1.1.1.1, 2.2.2.2") == 200


def test_the_files_of_the_widget_load_from_any_origin(web: Web) -> None:
    for origin in ({}, {"Origin": "https://other.example"}, {"Origin": CLINIC}):
        response = requests.get(web.url + "/widget.js", headers=origin, timeout=20)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_widget_is_small(web: Web) -> None:
    modules = [f"/evidence-chat/{path.name}" for path in (WIDGET / MODULES).glob("*.js")]
    sizes = [len(requests.get(web.url + each, timeout=20).content) for each in modules]
    assert len(sizes) > 5 and sum(sizes) < 60_000


def test_a_file_that_is_known_is_not_sent_again(web: Web) -> None:
    tag = requests.get(web.url + "/widget.js", timeout=20).headers["ETag"]
    again = requests.get(web.url + "/widget.js", headers={"If-None-Match": tag}, timeout=20)
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/evidence-chat/../package.json",
        "/evidence-chat/%2e%2e/package.json",
        "/package.json",
        "/evidence-chat/",
        "/pages/../../config.yml",
    ],
)
def test_no_other_file_is_served(web: Web, path: str) -> None:
    request = requests.Request("GET", web.url).prepare()
    request.url = web.url + path  # as it is, without tidying
    with requests.Session() as session:
        assert session.send(request, timeout=20).status_code == 404


@pytest.mark.parametrize("page", ["/chat", "/map"])
def test_our_pages_run_our_own_scripts_only(web: Web, page: str) -> None:
    response = requests.get(web.url + page, timeout=20)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert "unsafe" not in policy and "http" not in policy and "frame-ancestors 'none'" in policy
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers


def preflight(web: Web, origin: str) -> requests.Response:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,x-conversation",
    }
    return requests.options(web.url + "/web/message", headers=headers, timeout=20)


def test_the_endpoint_is_open_to_the_allowed_origins_only(web: Web) -> None:
    allowed = preflight(web, CLINIC)
    assert allowed.headers["Access-Control-Allow-Origin"] == CLINIC
    assert "x-conversation" in allowed.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in preflight(web, "https://other.example").headers


def thumb(web: Web, token: str, **fields: Any) -> requests.Response:
    body = {"id": "message-1", "thumb": "down", **fields}
    return web.post("/web/feedback", body, **{"X-Conversation": token})


def newest(web: Web) -> feedback.Opinion:
    return feedback.recent(web.settings.feedback)[0]


def test_a_thumb_is_kept_without_the_message(web: Web) -> None:
    token = web.begin()
    web.say(token, "my secret question")
    response = thumb(web, token, reason="hard-to-understand", comment="Too many words.")
    assert response.json() == {"saved": True}
    opinion = newest(web)
    assert (opinion.thumb, opinion.reason) == ("down", "hard-to-understand")
    assert (opinion.kind, opinion.conditions, opinion.treatments) == ("efficacy", "cidp", "ivig")
    assert opinion.comment == "Too many words."
    assert opinion.question is None and opinion.answer is None
    file = Path(web.settings.feedback.removeprefix("sqlite:///"))
    assert b"secret" not in file.read_bytes()
    assert token.split(".")[0].encode() not in file.read_bytes()


def test_with_the_message_only_if_the_person_says_so(web: Web) -> None:
    token = web.begin()
    web.say(token, "does IVIG help CIDP?")
    thumb(web, token, share=True)
    assert newest(web).question == "does IVIG help CIDP?"
    assert newest(web).answer == "Answer 1."


def test_a_second_thumb_on_an_answer_replaces_the_first(web: Web) -> None:
    token = web.begin()
    web.say(token, "hi")
    before = len(feedback.recent(web.settings.feedback))
    thumb(web, token)
    thumb(web, token, thumb="up")
    assert len(feedback.recent(web.settings.feedback)) == before + 1
    assert newest(web).thumb == "up"


@pytest.mark.parametrize(
    "fields",
    [
        {"thumb": "sideways"},
        {"thumb": None},
        {"reason": "because"},
        {"comment": 7},
        {"comment": "a" * 501},
    ],
)
def test_a_malformed_thumb_is_refused(web: Web, fields: dict[str, Any]) -> None:
    token = web.begin()
    web.say(token, "hi")
    refusal(thumb(web, token, **fields), 400, "malformed")


def test_only_an_answer_of_the_conversation_can_be_rated(web: Web) -> None:
    web.say(web.begin(), "hi")
    refusal(thumb(web, web.begin()), 404, "unknown-answer")
