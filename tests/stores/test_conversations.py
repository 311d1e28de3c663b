"""The tracker store: what it keeps, how much it loads, and what it does without a database."""

from __future__ import annotations

import asyncio
import stat
import threading
from pathlib import Path

import pytest
import sqlalchemy as sql
from rasa.core.agent import Agent
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import ActionExecuted, SessionStarted
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config

from channels import storage
from service.settings import ENDPOINTS
from service.stores import conversations, database
from service.stores.conversations import TURNS, Conversations
from tests.databases import running_postgresql
from tests.stores.turns import LISTEN, opened, say, session, sqlite, texts, turn

CIDP = {"conditions": ["cidp"]}


def rows(address: str) -> list[tuple[str, str]]:
    """(sender, type) of all events, in order."""
    engine = storage.engine(address)
    with engine.connect() as connection:
        event = database.Event
        found = connection.execute(sql.select(event.sender_id, event.type_name).order_by(event.id))
        return [tuple(row) for row in found]


def test_the_checkouts_endpoints_name_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    endpoint = read_endpoint_config(str(ENDPOINTS), "tracker_store")
    assert isinstance(endpoint, EndpointConfig)
    store = TrackerStore.create(endpoint)
    assert type(store) is Conversations
    assert store.engine.url.database == str(tmp_path / "conversations.db")
    assert type(Agent(tracker_store=store).tracker_store._tracker_store) is Conversations


def test_each_event_is_kept_once_and_in_order(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk() -> list[str]:
        for number in range(6):
            # Each time a new store: a restart, or another replica.
            await say(opened(address, monkeypatch), "a", *turn(f"question {number}", "cidp"))
        return await texts(opened(address, monkeypatch), "a", whole=True)

    assert asyncio.run(talk()) == [f"question {number}" for number in range(6)]
    kept = [kind for _, kind in rows(address)]
    assert kept == ["action", "session_started", "action"] + 6 * [
        "user",
        "action",
        "bot",
        "bot",
        "slot",
        "action",
    ]


def test_conversations_do_not_mix(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def talk() -> list[list[str]]:
        store = opened(address, monkeypatch)
        await asyncio.gather(*(say(store, each, *turn(f"of {each}")) for each in "abcdefgh"))
        return [await texts(store, each) for each in "abcdefgh"]

    assert asyncio.run(talk()) == [[f"of {each}"] for each in "abcdefgh"]


def test_only_the_newest_turns_are_loaded_and_the_slot_stays(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk() -> tuple[list[int], list[str]]:
        store = opened(address, monkeypatch)
        await say(store, "a", *turn("first", "cidp"))
        loaded = []
        for number in range(40):
            await say(store, "a", *turn(f"emergency {number}"))
            tracker = await store.retrieve("a")
            assert tracker.get_slot("conversation") == CIDP
            assert tracker.latest_action_name == LISTEN
            loaded.append(len(tracker.events))
        return loaded, await texts(store, "a")

    loaded, seen = asyncio.run(talk())
    assert seen == [f"emergency {number}" for number in range(40)][-TURNS:]
    assert len(set(loaded[TURNS:])) == 1, "the fortieth turn loads more than the fifth"


def test_a_new_session_begins_with_empty_slots(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk() -> None:
        store = opened(address, monkeypatch)
        await say(store, "a", *turn("first", "cidp"))
        await say(store, "a", *session())
        for number in range(TURNS + 2):
            tracker = await store.retrieve("a")
            assert tracker.get_slot("conversation") is None
            assert "first" not in await texts(store, "a")
            await say(store, "a", *turn(f"emergency {number}"))
        assert "first" in await texts(store, "a", whole=True)

    asyncio.run(talk())


def test_a_tracker_that_is_saved_twice_is_kept_once(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk() -> None:
        store = opened(address, monkeypatch)
        tracker = await store.get_or_create_tracker("a")
        await store.save(tracker)
        tracker.update(SessionStarted())
        await store.save(tracker)
        await store.save(tracker)

    asyncio.run(talk())
    assert rows(address) == [("a", "action"), ("a", "session_started")]


def test_replicas_that_start_at_once_make_the_table_once(address: str) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        try:
            database.make(storage.engine(address))
        except BaseException as error:
            failed.append(error)

    replicas = [threading.Thread(target=start) for _ in range(6)]
    for each in replicas:
        each.start()
    for each in replicas:
        each.join()
    assert failed == []
    assert rows(address) == []


def test_a_database_that_is_down_is_an_error_and_never_a_new_conversation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conversations, "PATIENCE_SECONDS", 3.0)

    async def talk() -> None:
        with running_postgresql() as server:
            store = opened(server.fresh(), monkeypatch)
            await say(store, "a", *turn("first", "cidp"))
            server.stop()
            for _ in range(2):
                with pytest.raises(Exception, match=r"OperationalError|refused"):
                    await store.retrieve("a")
                with pytest.raises(Exception, match=r"OperationalError|refused"):
                    await store.get_or_create_tracker("new")
            server.start()
            tracker = await store.retrieve("a")
            assert tracker.get_slot("conversation") == CIDP
            server.kill()  # a crash, under the connections that are open
            server.start()
            tracker.update(ActionExecuted(LISTEN))
            await store.save(tracker)
            server.pause()
            with pytest.raises(asyncio.TimeoutError):
                await store.retrieve("a")
            with pytest.raises(asyncio.TimeoutError):
                await store._tracker_store.forget("a")
            server.resume()
            assert await texts(store, "a") in (["first"], []), "it may be forgotten late"

    asyncio.run(talk())


def test_a_pool_holds_as_many_connections_as_the_setting_says(
    postgresql: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = postgresql
    assert hasattr(server, "fresh") and hasattr(server, "query")
    address = server.fresh()
    monkeypatch.setenv("DATABASE_POOL", "2")

    async def talk() -> int:
        store = opened(address, monkeypatch)
        await asyncio.gather(*(say(store, str(each), *turn("x")) for each in range(12)))
        open_now = "select count(*) from pg_stat_activity where datname = current_database()"
        return int(server.query(open_now, address)[0][0]) - 1

    assert asyncio.run(talk()) == 2


def test_the_file_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(say(opened(sqlite(tmp_path), monkeypatch), "a", *turn("first")))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o600}


def test_a_conversation_in_the_terminal_is_kept_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def talk() -> list[str]:
        store = opened(storage.IN_MEMORY, monkeypatch)
        await asyncio.gather(*(say(store, each, *turn(each)) for each in "abc"))
        return await texts(store, "b")

    assert asyncio.run(talk()) == ["b"]
    assert list(tmp_path.iterdir()) == []
