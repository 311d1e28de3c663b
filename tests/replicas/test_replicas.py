"""Two replicas behind nginx, with PostgreSQL and Redis, all of them real.

The tests run in this order on one set of processes: after the second test a replica is down, and
the third one starts it again.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.channels.test_sockets import Widget as SocketWidget
from tests.databases import PostgreSQL, running_postgresql, running_redis
from tests.helpers import wait_for
from tests.launched import Launched
from tests.replicas.clients import Program, Talking, Widget, all_heard
from tests.replicas.nginx import Nginx, running_nginx

pytestmark = [pytest.mark.model, pytest.mark.timeout(900)]

# Each but the first can only be answered with the conversation's context.
QUESTIONS = ("does IVIG help CIDP?", "what dose", "and for MMN?", "how long does it last")
ANSWERS = [("efficacy", ["cidp"]), ("dosing", ["cidp"]), ("dosing", ["mmn"]), ("timing", ["mmn"])]
WIDGETS, PROGRAMS = 4, 3


@dataclass
class Cluster:
    """The processes, and the way in."""

    one: Launched
    two: Launched
    nginx: Nginx
    postgresql: PostgreSQL
    database: str

    def asked(self, conversation: str) -> list[str]:
        """The messages of a conversation, as they are on record."""
        rows = self.postgresql.query(
            "select data::json->>'text' from events "
            f"where sender_id = '{conversation}' and type_name = 'user' order by id",
            self.database,
        )
        return [str(text) for (text,) in rows]

    def logs(self) -> str:
        """What all of them have said, for a failed test."""
        return "\n".join(
            (self.one.told(), self.two.told(), (self.nginx.folder / "log").read_text())
        )


@pytest.fixture(scope="module")
def cluster(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with ExitStack() as stack:
        postgresql = stack.enter_context(running_postgresql())
        redis = stack.enter_context(running_redis())
        database = postgresql.fresh()
        settings = {"DATABASE_URL": database, "REDIS_URL": redis.address, "WEB_PROXIES": "1"}
        settings["WEB_SECRET"] = uuid.uuid4().hex
        replicas = []
        for name in ("one", "two"):
            replica = Launched(tmp_path_factory.mktemp(name), name, settings)
            stack.callback(replica.kill)
            replica.start()
            replicas.append(replica)
        for replica in replicas:
            replica.wait()
        one, two = replicas
        nginx = stack.enter_context(running_nginx((one.port, two.port)))
        yield Cluster(one, two, nginx, postgresql, database)


def in_its_context(cluster: Cluster, talk: Talking) -> None:
    """Every round was answered as in an undisturbed conversation."""
    assert talk.failed is None, f"{talk.failed}\n{cluster.logs()}"
    rounds, rest = divmod(len(talk.heard), len(QUESTIONS))
    assert rest == 0 and talk.heard == ANSWERS * rounds


def test_a_conversation_hops_between_replicas(cluster: Cluster) -> None:
    one, two = Program(cluster.one.url), Program(cluster.two.url)
    two.conversation = one.conversation
    heard = [client.ask(text) for client, text in zip((one, two, one, two), QUESTIONS, strict=True)]
    assert [(each["kind"], each["conditions"]) for each in heard] == ANSWERS
    assert cluster.asked(one.conversation) == list(QUESTIONS)


def test_a_message_sent_again_to_the_other_replica_is_no_second_turn(cluster: Cluster) -> None:
    one, two = Widget(cluster.one.url), Widget(cluster.two.url)
    two.token = one.token
    first = one.ask(QUESTIONS[0], "a" * 32)
    assert two.ask(QUESTIONS[0], "a" * 32, again=True) == first
    assert cluster.asked(one.conversation) == [QUESTIONS[0]]


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_socket_io_through_nginx(cluster: Cluster, transport: str) -> None:
    """Each connection stays with a replica; the next one goes on with the session anywhere."""
    first = SocketWidget(cluster.nginx.url)
    first.connect(transport)
    token = first.session()
    assert first.ask(QUESTIONS[0])[-1]["custom"]["data"]["conditions"] == ["cidp"]
    first.client.disconnect()
    for url in (cluster.nginx.url, cluster.one.url, cluster.two.url):
        again = SocketWidget(url)
        again.connect(transport)
        assert again.session(token) == token
        answer = again.ask(QUESTIONS[1])[-1]["custom"]["data"]
        assert (answer["kind"], answer["conditions"]) == ("dosing", ["cidp"])
        again.client.disconnect()


def test_a_replica_is_killed_under_load(cluster: Cluster) -> None:
    talks = [Talking(Widget(cluster.nginx.url), QUESTIONS) for _ in range(WIDGETS)]
    assert wait_for(all_heard(talks, 3), 120)
    cluster.one.kill()
    assert wait_for(all_heard(talks, 6), 180)
    for talk in talks:
        talk.stop()
    for talk in talks:
        in_its_context(cluster, talk)
        assert cluster.asked(talk.client.conversation) == [*QUESTIONS] * (len(talk.heard) // 4)


def test_a_rolling_restart_under_load(cluster: Cluster) -> None:
    """Nothing is lost of what widgets send, nor of what programs send that never send again."""
    if not cluster.one.running:
        cluster.one.start()
        cluster.one.wait()
    url = cluster.nginx.url
    clients = [*(Program(url) for _ in range(PROGRAMS)), *(Widget(url) for _ in range(WIDGETS))]
    talks = [Talking(client, QUESTIONS) for client in clients]
    for replica in (cluster.two, cluster.one):
        assert wait_for(all_heard(talks, 2), 120)
        assert replica.terminate() == 0
        replica.start()
        replica.wait()
    assert wait_for(all_heard(talks, 4), 120)
    for talk in talks:
        talk.stop()
    for talk in talks:
        in_its_context(cluster, talk)
        assert cluster.asked(talk.client.conversation) == [*QUESTIONS] * (len(talk.heard) // 4)
