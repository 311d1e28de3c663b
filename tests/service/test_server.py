"""What a service that is told to end does with the messages that come in meanwhile."""

from __future__ import annotations

import json
import signal
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
import requests

from channels import readiness
from tests.helpers import wait_for
from tests.launched import END, Launched, launched
from tests.replicas.clients import Program

pytestmark = pytest.mark.model
USERS = 12


class User(threading.Thread):
    """Asks again and again, each time on a new connection, until the port is closed."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__()
        self.port = port
        self.sender = f"user-{number}"
        self.answers = 0
        self.dropped: list[str] = []
        self.start()

    def run(self) -> None:
        body = json.dumps({"sender": self.sender, "message": "does IVIG help CIDP?"})
        while True:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                connection.connect()
            except ConnectionError:
                return  # refused: any proxy asks another replica now
            try:
                connection.request("POST", "/webhooks/rest/webhook", body)
                reply = connection.getresponse()
                kinds = [each["custom"]["data"]["kind"] for each in json.load(reply)[1:]]
                assert (reply.status, kinds) == (200, ["efficacy"])
                self.answers += 1
            except Exception as error:
                self.dropped.append(repr(error))
            finally:
                connection.close()


def end_under_load(service: Launched) -> list[User]:
    """Tell it to end while all users ask; return them when nobody gets through any more."""
    users = [User(service.port, number) for number in range(USERS)]
    deadline = time.monotonic() + 120
    while sum(user.answers for user in users) < 2 * USERS and time.monotonic() < deadline:
        time.sleep(0.05)
    assert service.process is not None
    service.process.send_signal(signal.SIGTERM)
    for user in users:
        user.join(120)
    return users


def test_every_message_that_got_in_is_answered(tmp_path: Path, trained_model: Path) -> None:
    with launched(tmp_path) as service:
        users = end_under_load(service)
        assert service.process is not None and service.process.wait(END) == 0
        assert [user.dropped for user in users] == [[]] * USERS
        assert min(user.answers for user in users) > 0
        assert service.said("Ended.") and not service.said("Traceback")


def test_readiness_says_no_before_the_port_closes(tmp_path: Path, trained_model: Path) -> None:
    with launched(tmp_path, DRAIN_DELAY="10") as service:
        assert requests.get(f"{service.url}/ready", timeout=60).status_code == 200
        assert service.process is not None
        service.process.send_signal(signal.SIGTERM)
        told: list[str] = []

        def not_ready() -> bool:
            reply = requests.get(f"{service.url}/ready", timeout=60)
            told.append(str(reply.json()["why"]))
            return reply.status_code == 503

        assert wait_for(not_ready, 8)
        assert told[-1] == readiness.ENDING
        answer = Program(service.url).ask("does IVIG help CIDP?")
        assert answer["kind"] == "efficacy", "whoever still comes is answered"
        assert service.process.wait(END) == 0
