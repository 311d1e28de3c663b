"""What replicas count and remember together: rates, events of Slack, messages that come twice."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, UserUttered

from channels import web_settings
from channels.memory import HOUR, InRedis, Memory, memory
from channels.rates import SharedRate
from channels.shared import PREFIX, Shared
from channels.slack.app import Door
from channels.slack.workspace import Identity
from channels.web import WebChannel
from evidence.answer import Answer
from service.stores.locks import Locks
from tests.channels.serving import serving
from tests.databases import PostgreSQL, RedisServer, running_redis
from tests.stores.turns import opened, session

# The loops of the tests end with connections open.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(work(), 120))  # type: ignore[arg-type]


def test_replicas_count_together(redis: RedisServer) -> None:
    async def work() -> None:
        one, other = (SharedRate("test", 4, Shared(redis.address)) for _ in range(2))
        counted = [await rate.wait("1.2.3.4") for rate in (one, other, one, other)]
        assert counted == [0, 0, 0, 0]
        for rate in (one, other):
            assert 1 <= await rate.wait("1.2.3.4") <= 15, "at 4 a minute the next is in 15 seconds"
        assert await other.wait("5.6.7.8") == 0

    run(work)
    with redis.client() as client:
        keys = list(client.scan_iter(f"{PREFIX}rate:test:*"))
        assert len(keys) == 2 and not any("1.2.3.4" in key for key in keys)
        assert all(0 < client.ttl(key) <= 61 for key in keys)


def test_a_shared_rate_fills_up_again(redis: RedisServer) -> None:
    async def work() -> None:
        rate = SharedRate("filling", 120, Shared(redis.address))
        while await rate.wait("a") == 0:
            pass
        await asyncio.sleep(1.2)
        assert await rate.wait("a") == 0, "one each half second"

    run(work)


def test_no_limit_is_no_limit(redis: RedisServer) -> None:
    async def work() -> None:
        rate = SharedRate("none", 0, Shared(redis.address))
        assert {await rate.wait("a") for _ in range(1000)} == {0}

    run(work)


def test_without_redis_each_replica_counts_for_itself_and_then_together_again() -> None:
    async def work() -> None:
        with running_redis() as server:
            rate = SharedRate("test", 2, Shared(server.address))
            assert await rate.wait("a") == 0
            server.stop()
            assert [await rate.wait("a") > 0 for _ in range(3)] == [False, False, True]
            server.start()
            await asyncio.sleep(1.5)  # in which it is not asked again
            assert await rate.wait("a") == 0, "it came back empty"

    run(work)


async def check_memory(one: Memory, other: Memory) -> None:
    """What a memory of the same replicas does."""
    key = f"test:{uuid.uuid4().hex}"
    assert await one.get(key) is None
    taken = await asyncio.gather(*(each.add(key, HOUR) for each in (one, other) * 10))
    assert sum(taken) == 1
    await one.put(key, "value", HOUR)
    assert await other.get(key) == "value"
    await other.put(key, "soon over", 0.2)
    await asyncio.sleep(0.4)
    assert await one.get(key) is None
    assert await other.add(key, HOUR)


def test_what_one_replica_remembers_the_other_knows(redis: RedisServer) -> None:
    async def work() -> None:
        await check_memory(InRedis(Shared(redis.address)), InRedis(Shared(redis.address)))
        alone = memory(None)
        await check_memory(alone, alone)

    run(work)


def test_without_redis_a_replica_remembers_for_itself() -> None:
    async def work() -> None:
        with running_redis() as server:
            kept = InRedis(Shared(server.address))
            server.stop()
            await check_memory(kept, kept)

    run(work)


def test_an_event_of_slack_is_let_in_by_one_replica_only(redis: RedisServer) -> None:
    async def work() -> None:
        doors = [Door(memory(Shared(redis.address))) for _ in range(3)]
        for each in doors:
            each.identity = Identity("T1", "U1", "B1")
        event = {"team_id": "T1", "event_id": uuid.uuid4().hex}
        refusals = await asyncio.gather(*(each.refusal(event) for each in doors))
        assert refusals.count(None) == 1
        assert {each.status for each in refusals if each is not None} == {200}

    run(work)


class Replica:
    """A web channel with stores of its own; only Rasa's model is a stand-in."""

    def __init__(self, agent: Any) -> None:
        self.agent = agent
        self.turns = 0

    async def __call__(self, message: UserMessage) -> None:
        """A turn as Rasa makes it: in the lock, loaded, answered, saved."""
        async with self.agent.lock_store.lock(message.sender_id):
            store = self.agent.tracker_store
            tracker = await store.get_or_create_tracker(message.sender_id)
            self.turns += 1
            await asyncio.sleep(0.3)
            answer = Answer(kind="efficacy", text=uuid.uuid4().hex).contract()
            said = UserUttered(message.text, input_channel="web", message_id=message.message_id)
            for event in (*session(), said, BotUttered(None, {"custom": {"data": answer}})):
                tracker.update(event)
            await store.save(tracker)
        await message.output_channel.send_custom_json(message.sender_id, {"data": answer})


@pytest.mark.parametrize("again", [(False, False), (False, True), (True, False)])
def test_a_message_that_reaches_two_replicas_at_once_makes_one_turn(
    again: tuple[bool, bool],
    redis: RedisServer,
    postgresql: PostgreSQL,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = postgresql.fresh()
    monkeypatch.setenv("REDIS_URL", redis.address)
    settings = {"DATA_FOLDER": str(tmp_path), "REDIS_URL": redis.address}
    with ExitStack() as stack, ThreadPoolExecutor(2) as threads:
        replicas, urls = [], []
        for _ in range(2):
            stores = SimpleNamespace(tracker_store=opened(address, monkeypatch), lock_store=Locks())
            replica = Replica(stores)
            channel = WebChannel(web_settings.read(settings))
            port = stack.enter_context(serving(channel, replica, agent=replica.agent))
            replicas.append(replica)
            urls.append(f"http://127.0.0.1:{port}/web")
        token = requests.post(f"{urls[0]}/conversation", json={}, timeout=30).json()["token"]

        def ask(url: str, repeated: bool, message_id: str) -> dict[str, Any]:
            body = {"id": message_id, "message": "does it help?", "again": repeated}
            headers = {"X-Conversation": token}
            reply = requests.post(f"{url}/message", json=body, headers=headers, timeout=60)
            return dict(reply.json()["answer"])

        for number in range(3):
            ids = [f"message-{number}"] * 2
            answers = list(threads.map(ask, urls, again, ids))
            assert answers[0] == answers[1]
            assert answers[0]["kind"] == "efficacy"
        assert sum(each.turns for each in replicas) == 3
        assert ask(urls[1], True, "message-0")["kind"] == "efficacy"
        assert sum(each.turns for each in replicas) == 3
