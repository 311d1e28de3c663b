"""What counts as ready, against a small server on loopback that replies as told."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from service import readiness
from service.errors import Refusal
from service.processes import Children


class Replies(ThreadingHTTPServer):
    """A stand-in for the service."""

    def __init__(self) -> None:
        self.reply: Any = []
        self.questions: list[Any] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Replies

    def do_GET(self) -> None:
        self._send(b"Hello")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.questions.append((self.path, json.loads(body)))
        self._send(json.dumps(self.server.reply).encode())

    def log_message(self, *arguments: object) -> None:
        pass

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Replies]:
    replies = Replies()
    thread = threading.Thread(target=replies.serve_forever)
    thread.start()
    yield replies
    replies.shutdown()
    thread.join()
    replies.server_close()


def answer(kind: str) -> list[dict[str, object]]:
    return [{"text": "…"}, {"recipient_id": "a", "custom": {"data": {"kind": kind}}}]


def test_ready_is_a_known_question_answered(server: Replies) -> None:
    server.reply = answer("efficacy")
    with Children() as children:
        readiness.wait_until_ready(children, "127.0.0.1", server.server_port)
    path, body = server.questions[0]
    assert path == "/webhooks/rest/webhook"
    assert body["message"] == readiness.QUESTION


@pytest.mark.parametrize("reply", [[], {}, answer("unavailable"), [{"text": "hi"}], None])
def test_started_but_not_answering_is_not_ready(server: Replies, reply: Any) -> None:
    server.reply = reply
    with Children() as children, pytest.raises(Refusal, match="started but does not answer"):
        readiness.wait_until_ready(children, "127.0.0.1", server.server_port)


def test_a_process_that_ends_while_starting_is_told_by_name() -> None:
    with Children() as children, pytest.raises(Refusal, match=r"The service ended while starting"):
        children.start("service", [sys.executable, "-c", ""])
        readiness.wait_until_ready(children, "127.0.0.1", 1)
