"""nginx with the configuration of deploy/: what it hands on, what it never sends twice."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from channels.rest import UNAVAILABLE, answer_elements
from tests.contract import assert_contract
from tests.databases import HOST
from tests.replicas.nginx import Nginx, running_nginx
from tests.server import free_port

Seen = list[tuple[str, str, dict[str, str]]]


@contextmanager
def replica(seen: Seen, *, port: int = 0, hangs_up: bool = False) -> Iterator[int]:
    """A stand-in that notes what it reads, and answers or hangs up."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            seen.append((self.command, self.path, headers))
            if not hangs_up:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"[]")

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((HOST, port), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def without_replicas() -> Iterator[Nginx]:
    with running_nginx((free_port(), free_port())) as nginx:
        yield nginx


def test_the_configuration_is_a_good_one(without_replicas: Nginx) -> None:
    assert without_replicas.complaints() == ""


def test_without_a_replica_there_is_still_a_sentence(without_replicas: Nginx) -> None:
    url = without_replicas.url
    reply = requests.post(f"{url}/webhooks/rest/webhook", json={"sender": "a"}, timeout=30)
    assert reply.status_code == 503
    assert reply.json() == answer_elements("", "unavailable", UNAVAILABLE)
    assert_contract(reply.json()[1]["custom"]["data"])
    page = requests.get(f"{url}/chat", timeout=30)
    assert page.status_code == 503
    assert page.text == "The service is away just now; please try again in a minute.\n"
    # The widget takes whatever is not our own refusal as "away", and sends again.
    reply = requests.post(f"{url}/web/message", json={}, timeout=30)
    assert reply.status_code in (502, 503)
    assert not reply.headers["content-type"].startswith("application/json")


def test_a_large_body_is_refused_with_a_sentence(without_replicas: Nginx) -> None:
    url = f"{without_replicas.url}/webhooks/rest/webhook"
    reply = requests.post(url, data=b"a" * 2_000_000, timeout=30)
    assert reply.status_code == 413
    assert reply.json() == [{"text": "The request is too large; please send a shorter one."}]


def test_readiness_is_nobodys_business_outside(without_replicas: Nginx) -> None:
    assert requests.get(f"{without_replicas.url}/ready", timeout=30).status_code == 404


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/web/message", "/web/conversation"])
def test_a_message_that_was_read_is_never_sent_to_the_other_replica(path: str) -> None:
    seen: Seen = []
    with (
        replica(seen, hangs_up=True) as one,
        replica(seen, hangs_up=True) as two,
        running_nginx((one, two)) as nginx,
    ):
        reply = requests.post(nginx.url + path, json={}, timeout=30)
        assert reply.status_code in (502, 503)
        assert requests.get(f"{nginx.url}/chat", timeout=30).status_code == 503
    assert [each for _, each, _ in seen].count(path) == 1


def test_a_replica_that_is_gone_costs_no_message() -> None:
    seen: Seen = []
    with replica(seen) as there, running_nginx((free_port(), there)) as nginx:
        for _ in range(6):
            reply = requests.post(f"{nginx.url}/webhooks/rest/webhook", json={}, timeout=30)
            assert reply.status_code == 200
    assert [path for _, path, _ in seen].count("/webhooks/rest/webhook") == 6


def test_a_replica_that_has_just_come_back_is_asked_when_the_other_one_goes() -> None:
    ports = free_port(), free_port()
    with running_nginx(ports) as nginx:
        url = f"{nginx.url}/webhooks/rest/webhook"
        with replica([], port=ports[0]):
            for _ in range(4):  # the second one is out by now
                assert requests.post(url, json={}, timeout=30).status_code == 200
        with replica([], port=ports[1]):
            assert requests.post(url, json={}, timeout=30).status_code == 200


def test_host_and_the_visitors_address_are_handed_on() -> None:
    seen: Seen = []
    with replica(seen) as one, running_nginx((one, one)) as nginx:
        lie = {"X-Forwarded-For": "192.0.2.9"}
        requests.post(f"{nginx.url}/web/message", json={}, headers=lie, timeout=30)
        requests.get(f"{nginx.url}/socket.io/", headers={**lie, "Upgrade": "websocket"}, timeout=30)
    ours = [headers for _, path, headers in seen if path != "/"]
    for headers in ours:
        assert headers["host"] == f"{HOST}:{nginx.port}"
        assert headers["x-forwarded-for"] == f"192.0.2.9, {HOST}"  # the last one is nginx's own
    assert [headers["connection"] for headers in ours] == ["close", "upgrade"]


def test_a_slow_client_is_cut_off_and_never_reaches_a_replica() -> None:
    seen: Seen = []
    with (
        replica(seen) as one,
        running_nginx((one, one)) as nginx,
        socket.create_connection((HOST, nginx.port), timeout=60) as slow,
    ):
        slow.sendall(b"POST /web/message HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
        start = time.monotonic()
        assert requests.get(f"{nginx.url}/chat", timeout=30).status_code == 200
        assert b"200 OK" not in slow.recv(1000)  # hung up, or told 408
        assert time.monotonic() - start > 5
    assert "/web/message" not in [path for _, path, _ in seen]
