"""`purge` and `forget`: proven by looking into the databases, and into the file's bytes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from rasa.shared.core.events import Event

from channels.feedback import Feedback, Opinion, now
from channels.memory import DAY, InRedis
from channels.senders import slack_person
from channels.shared import Shared
from channels.slack.incoming import Place
from evidence import gapstore
from evidence.gaps import Gap
from service.settings import ROOT
from tests.databases import RedisServer, running_postgresql
from tests.stores.turns import opened, say, texts, turn

# The loops of the tests end with connections open.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
Command = Callable[..., "subprocess.CompletedProcess[str]"]
LONG = 40  # days ago


@pytest.fixture
def command(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`python -m service …` on an empty database, thumbs and counts."""
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("EVIDENCE_GAPS", str(tmp_path / "gaps.sqlite"))
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.delenv("FEEDBACK_DATABASE", raising=False)
    return service


def service(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "service", *arguments]
    environment = {**os.environ, **settings}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )


def aged(events: list[Event], days: float) -> list[Event]:
    for event in events:
        event.timestamp = time.time() - days * 24 * 60 * 60
    return events


def thumb(days: float = 0) -> Opinion:
    given = now() - timedelta(days=days)
    return Opinion(given, "up", None, None, "efficacy", "cidp", "ivig", None)


def test_purge_deletes_what_is_old_and_nothing_else(
    command: Command, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(address, monkeypatch)

    async def talk() -> None:
        await say(store, "gone", *aged(turn("a secret of long ago", "cidp"), LONG))
        await say(store, "going on", *aged(turn("an old question", "cidp"), LONG))
        await say(store, "going on", *turn("a new question", "cidp"))
        await say(store, "new", *turn("hello"))

    asyncio.run(talk())
    gaps = tmp_path / "gaps.sqlite"
    gap = Gap(asked="cost", outcome="no_record", about="ivig", item="ivig")
    gapstore.note([gap], gaps, date.today())
    thumbs = Feedback(address)
    thumbs.save("new", "1", thumb(days=20))
    thumbs.save("new", "2", thumb())

    done = command("purge", "--older-than", "30d")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Deleted what was older than 30 days: 12 events (0 whole conversations), 0 thumbs, "
        "0 counts of unanswered questions.\n"
    )
    assert asyncio.run(texts(store, "going on", whole=True)) == ["a new question"]
    assert asyncio.run(texts(store, "new")) == ["hello"]

    done = command("purge", "--older-than", "10d")
    assert "1 thumb, 0 counts" in done.stdout
    assert len(thumbs.recent()) == 1

    done = command("purge", "--older-than", "0d")
    assert "(3 whole conversations), 1 thumb, 1 count of" in done.stdout
    assert asyncio.run(store.retrieve("new")) is None
    thumbs.close()
    if address.startswith("sqlite"):
        assert_nowhere_in(tmp_path, b"secret of long ago")


def assert_nowhere_in(folder: Path, words: bytes) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert words not in path.read_bytes(), f"still in {path.name}"


@pytest.mark.parametrize("days", ["30", "-1d", "30 days", "a month", "1.5d"])
def test_an_age_that_cannot_be_read_is_refused(days: str, command: Command) -> None:
    done = command("purge", f"--older-than={days}")
    assert done.returncode == 1
    assert "such as 30d" in done.stderr and "Traceback" not in done.stderr


def test_the_setting_says_how_long_unless_the_command_does(command: Command) -> None:
    assert "older than 7 days" in command("purge", RETENTION_DAYS="7").stdout
    refused = command("purge", RETENTION_DAYS="for ever")
    assert refused.returncode == 1 and "RETENTION_DAYS is 'for ever'" in refused.stderr


def test_forget_deletes_one_conversation_with_its_thumbs(
    command: Command,
    address: str,
    redis: RedisServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REDIS_URL", redis.address)
    store = opened(address, monkeypatch)

    async def talk() -> None:
        remembered = InRedis(Shared(redis.address))
        for sender in ("web-anna", "web-ann"):
            await say(store, sender, *turn(f"the secret of {sender}", "cidp"), *turn("more"))
            await remembered.put(f"turn:{sender}:id-of-more", "", DAY)

    asyncio.run(talk())
    thumbs = Feedback(address)
    thumbs.save("web-anna", "id-of-more", thumb())
    thumbs.save("web-ann", "id-of-more", thumb())

    done = command("forget", "web-anna")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Deleted 1 conversation (14 events), 1 thumb and 1 entry in Redis.\n"
    assert asyncio.run(store.retrieve("web-anna")) is None
    assert len(asyncio.run(texts(store, "web-ann", whole=True))) == 2
    assert len(thumbs.recent()) == 1
    thumbs.close()
    with redis.client() as client:
        assert list(client.scan_iter("*web-ann*")) == ["evidence:turn:web-ann:id-of-more"]
    if address.startswith("sqlite"):
        assert_nowhere_in(tmp_path, b"secret of web-anna")

    again = command("forget", "web-anna")
    assert again.returncode == 1
    assert again.stdout == ""
    assert again.stderr.startswith("Nothing is kept of 'web-anna'")


def test_forget_deletes_all_of_a_person_in_slack(
    command: Command, address: str, redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", redis.address)
    store = opened(address, monkeypatch)
    direct = Place("T1", "D1", "U1", direct=True).conversation
    thread = Place("T1", "C1", "U1", thread="1.2").conversation
    colleague = Place("T1", "C1", "U2", thread="1.2").conversation
    assert direct.startswith(slack_person("T1", "U1")) and "U1" not in direct

    async def talk() -> None:
        remembered = InRedis(Shared(redis.address))
        for sender in (direct, thread, colleague):
            await say(store, sender, *turn("a question"))
            await remembered.put(f"answer:{sender}:0123", "{}", DAY)
        for user in ("U1", "U2"):
            await remembered.put(f"style:{user}", "clinical", DAY)

    asyncio.run(talk())
    done = command("forget", "slack:T1/U1")
    assert "2 conversations (16 events), 0 thumbs and 3 entries in Redis" in done.stdout
    assert asyncio.run(store.keys()) == [colleague]
    with redis.client() as client:
        left = {*client.scan_iter("evidence:style:*"), *client.scan_iter("evidence:answer:*")}
        assert left == {"evidence:style:U2", f"evidence:answer:{colleague}:0123"}
        client.flushall()
    assert command("forget", "slack:T1/U1").returncode == 1


def test_a_database_that_is_down_is_told_without_its_password(command: Command) -> None:
    with running_postgresql() as server:
        address = server.fresh()
        server.stop()
        for arguments in (("purge",), ("forget", "anna")):
            done = command(*arguments, DATABASE_URL=address)
            assert done.returncode == 1
            assert done.stderr.startswith("What is kept cannot be reached (OperationalError)")
            assert "not-a-secret" not in done.stderr and "Traceback" not in done.stderr
