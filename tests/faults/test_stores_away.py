"""PostgreSQL or Redis is stopped, or hangs, and comes back: a sentence meanwhile, nothing lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.databases import PostgreSQL, RedisServer, Server, running_postgresql, running_redis
from tests.helpers import wait_for
from tests.launched import Launched, launched
from tests.replicas.clients import Program, Widget

pytestmark = pytest.mark.model
SECONDS = 60.0  # in which it must have noticed, on a busy machine too
OUTAGE = 30.0  # seconds that a store stays away, asked for an answer all the while


@dataclass
class Whole:
    """The service and what it keeps things in."""

    service: Launched
    postgresql: PostgreSQL
    redis: RedisServer

    def ready(self) -> bool:
        """What it says; a good result holds for ten seconds."""
        return requests.get(f"{self.service.url}/ready", timeout=60).status_code == 200

    def answers(self) -> bool:
        return Program(self.service.url).ask("does IVIG help CIDP?")["kind"] == "efficacy"


@pytest.fixture(scope="module")
def whole(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    with ExitStack() as stack:
        postgresql = stack.enter_context(running_postgresql())
        redis = stack.enter_context(running_redis())
        settings = {"DATABASE_URL": postgresql.fresh(), "REDIS_URL": redis.address}
        folder = tmp_path_factory.mktemp("service")
        yield Whole(stack.enter_context(launched(folder, **settings)), postgresql, redis)


@pytest.fixture(params=["postgresql", "redis"])
def store(request: pytest.FixtureRequest, whole: Whole) -> Iterator[Server]:
    """One of the two; whatever a test does to it, it runs afterwards."""
    server: Server = getattr(whole, request.param)
    yield server
    server.resume()
    server.stop()
    server.start()
    assert wait_for(whole.answers, SECONDS)


def test_stopped_and_back(whole: Whole, store: Server) -> None:
    program, widget = Program(whole.service.url), Widget(whole.service.url)
    for client in (program, widget):
        assert client.ask("does IVIG help CIDP?")["kind"] == "efficacy"
    store.stop()
    back = time.monotonic() + OUTAGE
    for client in (program, widget):
        answer = client.ask("how sure is that")
        assert answer["kind"] == "unavailable" and "won't guess" in answer["text"]
        answer = client.ask("I have chest pain and the drip is running")
        assert answer["kind"] == "emergency" and answer["text"].startswith(("Call", "Tell"))
    assert wait_for(lambda: not whole.ready(), SECONDS)
    meanwhile = []
    while time.monotonic() < back:
        meanwhile.append(program.ask("does IVIG help MMN?")["kind"])
        wait_for(lambda: time.monotonic() > back, 0.5)
    assert set(meanwhile) == {"unavailable"}
    store.start()
    assert wait_for(whole.answers, SECONDS), "it comes back by itself"
    assert wait_for(whole.ready, SECONDS)
    for client in (program, widget):
        answer = client.ask("what dose")
        assert (answer["kind"], answer["conditions"]) == ("dosing", ["cidp"]), "in its context"


def test_hanging_and_back(whole: Whole, store: Server) -> None:
    """Nobody waits longer than the time limit for a store that says nothing."""
    program = Program(whole.service.url)
    assert program.ask("does IVIG help MMN?")["kind"] == "efficacy"
    store.pause()
    assert program.ask("how sure is that")["kind"] == "unavailable"
    store.resume()
    assert wait_for(whole.answers, SECONDS)
    answer = program.ask("what dose")
    assert (answer["kind"], answer["conditions"]) == ("dosing", ["mmn"])
