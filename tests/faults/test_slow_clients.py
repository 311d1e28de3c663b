"""Clients that never finish their request: others are answered, and they are cut off."""

from __future__ import annotations

import itertools
import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from service import slow
from tests.launched import Launched, launched
from tests.replicas.clients import Program

pytestmark = pytest.mark.model
CLIENTS = 100
HEAD = b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: a\r\n"
BODY = HEAD + b"Content-Length: 100000\r\n\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\n"
BEGINNINGS = (HEAD, BODY, CHUNKED)


@pytest.fixture
def service(trained_model: Path, tmp_path: Path) -> Iterator[Launched]:
    with launched(tmp_path) as running:
        yield running


def test_clients_that_trickle(service: Launched) -> None:
    with ExitStack() as stack:
        clients = [
            stack.enter_context(socket.create_connection(("127.0.0.1", service.port)))
            for _ in range(CLIENTS)
        ]
        for client, beginning in zip(clients, itertools.cycle(BEGINNINGS)):
            client.sendall(beginning)
        assert Program(service.url).ask("does IVIG help CIDP?")["kind"] == "efficacy"
        deadline = time.monotonic() + slow.LONGEST_SECONDS + 60
        left = clients
        while left and time.monotonic() < deadline:
            left = [client for client in left if trickles(client)]
            time.sleep(0.5)
        assert not left, "cut off, though something came from each of them all the time"
        assert Program(service.url).ask("does IVIG help CIDP?")["kind"] == "efficacy"


def trickles(client: socket.socket) -> bool:
    """Send one more byte; whether the other side still listens."""
    try:
        readable, _, _ = select.select([client], [], [], 0)
        if readable and not client.recv(1000):
            return False
        client.sendall(b"x")
    except ConnectionError:
        return False
    return True
