"""Waiting until it is ready, against a small server on loopback that replies as told."""

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
    """A stand-in for the service: it starts, and says of itself what it is told to."""

    def __init__(self) -> None:
        self.reply: Any = {"ready": True}
        self.left = 0  # how many times it is not ready first
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Replies

    def do_GET(self) -> None:
        if self.path != readiness.ROUTE:
            self._send(200, b"Hello")
        elif self.server.left:
            self.server.left -= 1
            self._send(503, b'{"ready": false, "why": "The model is not loaded."}')
        else:
            self._send(200, json.dumps(self.server.reply).encode())

    def log_message(self, *arguments: object) -> None:
        pass

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
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


def wait(server: Replies, patience: float) -> None:
    with Children() as children:
        readiness.wait_until_ready(children, "127.0.0.1", server.server_port, patience)


def test_it_waits_until_the_service_says_that_it_is_ready(server: Replies) -> None:
    server.left = 2
    wait(server, 60)
    assert server.left == 0


def test_started_and_never_ready_is_refused_with_its_reason(server: Replies) -> None:
    server.left = 1_000
    with pytest.raises(Refusal, match=r"is not ready: The model is not loaded\."):
        wait(server, 0)


@pytest.mark.parametrize("reply", [[], {}, {"ready": "yes"}, None, "ready"])
def test_only_a_clear_yes_is_ready(server: Replies, reply: Any) -> None:
    server.reply = reply
    with pytest.raises(Refusal, match="is not ready"):
        wait(server, 0)


def test_a_process_that_ends_while_starting_is_told_by_name() -> None:
    with Children() as children, pytest.raises(Refusal, match=r"The service ended while starting"):
        children.start("service", [sys.executable, "-c", ""])
        readiness.wait_until_ready(children, "127.0.0.1", 1)
