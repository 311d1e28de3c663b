"""The lock store: one at a time in a conversation, whoever is killed and whatever goes down."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config

from service.settings import ENDPOINTS
from service.stores import locks
from service.stores.locks import Locks
from tests.databases import RedisServer, running_redis
from tests.helpers import wait_for

# A fork has imported all of Rasa already; nothing of it runs when the forks are made.
# The loops of the tests end with connections open.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
_fork = multiprocessing.get_context("fork")
ROUNDS, TASKS, PROCESSES = 20, 4, 3


@pytest.fixture
def shared(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> Locks:
    """The lock store on Redis."""
    monkeypatch.setenv("REDIS_URL", redis.address)
    return Locks()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Locks:
    """The lock store of one process."""
    monkeypatch.delenv("REDIS_URL", raising=False)
    return Locks()


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(work(), 120))  # type: ignore[arg-type]


@asynccontextmanager
async def inside(store: Locks, place: Path) -> AsyncIterator[None]:
    """In the lock, and FileExistsError if anybody else is."""
    async with store.lock("one conversation"):
        os.close(os.open(place, os.O_CREAT | os.O_EXCL))
        try:
            yield
        finally:
            os.unlink(place)


async def go_in_and_out(place: Path, entries: Path) -> None:
    store = Locks()

    async def task() -> None:
        for _ in range(ROUNDS):
            async with inside(store, place):
                await asyncio.sleep(0.001)
                with entries.open("a") as file:
                    file.write("x")

    await asyncio.gather(*(task() for _ in range(TASKS)))


def test_the_checkouts_endpoints_name_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)
    endpoint = read_endpoint_config(str(ENDPOINTS), "lock_store")
    assert isinstance(endpoint, EndpointConfig)
    assert type(LockStore.create(endpoint)) is Locks


def test_processes_are_never_in_the_lock_at_once(shared: Locks, tmp_path: Path) -> None:
    place, entries = tmp_path / "inside", tmp_path / "entries"

    def work() -> None:
        asyncio.run(go_in_and_out(place, entries))

    processes = [_fork.Process(target=work) for _ in range(PROCESSES)]
    for each in processes:
        each.start()
    for each in processes:
        each.join(240)
    assert [each.exitcode for each in processes] == [0] * PROCESSES
    assert len(entries.read_text()) == ROUNDS * TASKS * PROCESSES


def test_tasks_of_one_process_are_let_in_one_by_one_in_order(alone: Locks, tmp_path: Path) -> None:
    order: list[int] = []

    async def work() -> None:
        async def task(number: int) -> None:
            async with inside(alone, tmp_path / "inside"):
                await asyncio.sleep(0.01)
                order.append(number)

        await asyncio.gather(*(task(number) for number in range(20)))

    run(work)
    assert order == list(range(20))


@pytest.mark.parametrize("where", ["shared", "alone"])
def test_other_conversations_do_not_wait(where: str, request: pytest.FixtureRequest) -> None:
    store = request.getfixturevalue(where)

    async def work() -> None:
        all_in = asyncio.Event()
        within: list[str] = []

        async def task(name: str) -> None:
            async with store.lock(name):
                within.append(name)
                if len(within) == 5:
                    all_in.set()
                await all_in.wait()

        await asyncio.gather(*(task(name) for name in "abcde"))

    run(work)


@pytest.mark.parametrize("where", ["shared", "alone"])
def test_a_turn_that_fails_or_is_given_up_frees_its_lock(
    where: str, request: pytest.FixtureRequest
) -> None:
    store = request.getfixturevalue(where)

    async def work() -> None:
        with pytest.raises(ZeroDivisionError):
            async with store.lock("a"):
                _ = 1 / 0

        async def hang() -> None:
            async with store.lock("a"):
                await asyncio.sleep(600)

        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(hang(), 1)
        async with store.lock("a"):
            pass

    run(work)


def test_a_killed_holders_lock_ends_by_itself(
    shared: Locks, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(locks, "LIFETIME_SECONDS", 2.0)

    def hold() -> None:
        async def work() -> None:
            async with Locks().lock("a"):
                (tmp_path / "held").touch()
                await asyncio.sleep(600)

        asyncio.run(work())

    holder = _fork.Process(target=hold)
    holder.start()
    assert holder.pid is not None
    assert wait_for((tmp_path / "held").exists, 60)

    async def work() -> None:
        waiting = asyncio.create_task(shared.lock("a").__aenter__())
        await asyncio.sleep(5)
        assert not waiting.done(), "while its holder lives it is renewed"
        os.kill(holder.pid or 0, signal.SIGKILL)
        await asyncio.wait_for(waiting, 60)

    run(work)
    holder.join(10)


def test_a_lock_names_nobody_and_ends(shared: Locks, redis: RedisServer) -> None:
    async def work() -> None:
        async with shared.lock("anna@clinic.example"):
            with redis.client() as client:
                (key,) = client.scan_iter("evidence:lock:*")
                assert "anna" not in key
                assert 0 < client.pttl(key) <= locks.LIFETIME_SECONDS * 1000

    run(work)
    with redis.client() as client:
        assert list(client.scan_iter("evidence:lock:*")) == []


def test_without_redis_there_is_an_error_soon_and_afterwards_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refused(store: Locks) -> None:
        begun = time.monotonic()
        for _ in range(3):
            with pytest.raises(LockError):
                async with store.lock("a"):
                    raise AssertionError("let in without a lock")
        assert time.monotonic() - begun < 20, "the time limit of an answer is 30 seconds"

    async def works(store: Locks) -> None:
        async def held() -> bool:
            try:
                async with store.lock("a"):
                    return True
            except LockError:
                return False

        deadline = time.monotonic() + 20
        while not await held():
            assert time.monotonic() < deadline, "it does not come back"
            await asyncio.sleep(0.1)

    async def work() -> None:
        with running_redis() as server:
            monkeypatch.setenv("REDIS_URL", server.address)
            store = Locks()
            await works(store)
            for end, again in (
                (server.stop, server.start),
                (server.kill, server.start),
                (server.pause, server.resume),
            ):
                await asyncio.gather(*(works(store) for _ in range(5)))
                end()
                await refused(store)
                again()
                await works(store)
            async with store.lock("b"):
                server.stop()  # the turn goes on, and its answer is given

    run(work)


def test_redis_that_was_restarted_is_used_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connections that it dropped are not tried first."""

    async def work() -> None:
        with running_redis() as server:
            monkeypatch.setenv("REDIS_URL", server.address)
            store = Locks()

            async def hold(name: str) -> None:
                async with store.lock(name):
                    await asyncio.sleep(0.05)

            await asyncio.gather(*(hold(name) for name in "abcdef"))
            server.stop()
            server.start()
            await asyncio.gather(*(hold(name) for name in "abcdef"))

    run(work)
