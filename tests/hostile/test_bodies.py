"""Requests that are no questions, to the running product: each gets an answer below 500."""

from __future__ import annotations

import json
import socket
import time
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
import requests

from evidence.store import Store
from tests.hostile.asking import Asker
from tests.watched import Watched

pytestmark = pytest.mark.model

REST = "/webhooks/rest/webhook"
WEB = "/web/message"
PATHS = (REST, WEB, "/web/conversation", "/web/feedback", "/socket.io/?EIO=4&transport=polling")
MB = 1024 * 1024
GOOD = {"sender": "anna-of-bodies", "message": "does IVIG help CIDP?"}


@pytest.fixture(autouse=True)
def unharmed(watched: Watched, store: Store) -> Iterator[None]:
    """After each of these tests a good question is answered right, and the log is as it was."""
    before = watched.said()
    yield
    Asker(watched, store).known()
    assert watched.said() == before


def send(watched: Watched, path: str, chunks: Iterator[bytes], **headers: str) -> tuple[int, bytes]:
    """Send a body as far as the service takes it; the status and the answer."""
    connection = HTTPConnection("127.0.0.1", watched.port, timeout=60)
    try:
        connection.putrequest("POST", path)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        try:
            for chunk in chunks:
                connection.send(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough; what it says is still to be read
        response = HTTPResponse(connection.sock)  # type: ignore[arg-type]
        response.begin()
        return response.status, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", PATHS)
def test_fifty_megabytes_are_refused_and_not_kept(watched: Watched, path: str) -> None:
    before = watched.memory()
    chunks = (b" " * MB for _ in range(50))
    status, answer = send(watched, path, chunks, Content_Length=str(50 * MB))
    assert status in (400, 413), answer[:200]
    assert watched.memory() - before < 40


def test_fifty_megabytes_over_rest_are_told_in_a_sentence(watched: Watched) -> None:
    chunks = (b" " * MB for _ in range(50))
    status, answer = send(watched, REST, chunks, Content_Length=str(50 * MB))
    assert status == 413
    assert Watched.data(json.loads(answer))["text"].endswith("please send a shorter one.")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        json.dumps([GOOD]).encode(),
        b'{"message": "hi"}',
        b'{"sender": "a", "message": NaN}',
        b'{"sender": {"$ne": null}, "message": "hi"}',
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b'{"a":' * 40_000,
        b'{"sender": "a", "message": "\x01"}',
        b"message=hi&sender=a",
        b"\x1f\x8b\x08\x00not gzip",
        '{"sender": "a", "message": "ü"}'.encode("utf-16"),
    ],
    ids=lambda body: repr(body[:24]),
)
@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_makes_no_sense_is_refused(watched: Watched, path: str, body: bytes) -> None:
    response = requests.post(
        watched.base + path, data=body, headers={"Content-Type": "application/json"}, timeout=60
    )
    # To begin a conversation any object will do: nothing is read of it.
    fine = (200,) if path in (REST, "/web/conversation") else ()
    assert 400 <= response.status_code < 500 or response.status_code in fine
    assert "Traceback" not in response.text
    if path == REST:
        assert Watched.data(response.json())["text"].endswith(".")
    elif path.startswith("/web/") and response.status_code not in fine:
        assert response.json()["error"]["text"].endswith(".")


def test_of_two_fields_of_one_name_the_last_counts(watched: Watched) -> None:
    body = b'{"sender": "a", "message": "hi", "message": "does IVIG help CIDP?"}'
    response = requests.post(watched.url, data=body, timeout=60)
    assert Watched.data(response.json())["kind"] == "efficacy"


@pytest.mark.parametrize("kind", ["", "text/plain", "application/xml", "multipart/form-data", "é"])
def test_another_content_type_is_refused_or_read_as_json(watched: Watched, kind: str) -> None:
    sent = {"Content-Type": kind.encode()}
    data = json.dumps(GOOD).encode()
    assert requests.post(watched.url, data=data, headers=sent, timeout=60).status_code == 200
    refused = requests.post(watched.base + WEB, data=data, headers=sent, timeout=60)
    assert refused.status_code == 415


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "BREW"])
@pytest.mark.parametrize("path", [REST, WEB])
def test_another_method_is_refused(watched: Watched, method: str, path: str) -> None:
    response = requests.request(method, watched.base + path, data=b"{}", timeout=60)
    assert response.status_code in (400, 405)


def raw(watched: Watched, request: bytes) -> bytes:
    """What comes back for these bytes until the service hangs up, at the latest after 20 s."""
    with socket.create_connection(("127.0.0.1", watched.port), timeout=120) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        return answer


HEAD = f"POST {REST} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n".encode()


@pytest.mark.parametrize(
    "request_",
    [
        HEAD + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
        HEAD + b"X: a\r\n" * 10_000 + b"\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n{}",
        HEAD + b"Content-Length: 1e9\r\n\r\n{}",
        HEAD + b"Content-Length: +2\r\n\r\n{}",
        HEAD + b"Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}",
        HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        b"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: -7\r\n\r\n",
        HEAD + b"Content-Length: 99999999999999999999\r\n\r\n{}",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n{}",
        HEAD + b"Transfer-Encoding: gzip\r\n\r\n{}",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\nConnection: close\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00" * 1_000,
        b"\r\n\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=lambda request_: repr(request_[-24:]),
)
def test_what_is_no_http_gets_no_server_error(watched: Watched, request_: bytes) -> None:
    try:
        answer = raw(watched, request_)
    except ConnectionError:
        return  # hung up on
    assert answer == b"" or not answer.startswith(b"HTTP/1.1 5"), answer[:300]
    assert b"Traceback" not in answer


def test_a_body_without_an_end_is_cut_off(watched: Watched) -> None:
    """Chunk after chunk, slowly: the connection is closed, and nobody else waits."""
    with socket.create_connection(("127.0.0.1", watched.port), timeout=60) as connection:
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        begun = time.monotonic()
        closed = False
        while not closed and time.monotonic() - begun < 120:
            try:
                connection.sendall(b"1\r\n \r\n")
                connection.settimeout(1)
                closed = connection.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                closed = True
        assert closed


def test_a_packet_of_socketio_that_is_too_large_ends_that_socket_alone(watched: Watched) -> None:
    import socketio

    client = socketio.Client(reconnection=False)
    client.connect(watched.base, transports=["websocket"])
    gone: list[Any] = []
    client.on("disconnect", lambda *_: gone.append(1))
    client.emit("user_uttered", {"message": "a" * MB, "session_id": uuid.uuid4().hex})
    deadline = time.monotonic() + 60
    while not gone and time.monotonic() < deadline:
        time.sleep(0.1)
    client.disconnect()
    assert gone
