"""`make serve` and the stores: refused in a sentence at start, purged once a day while it runs."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from service import serve
from service.processes import Children
from service.settings import ROOT
from tests.databases import PASSWORD, running_redis
from tests.helpers import wait_for
from tests.stores.turns import opened, say, sqlite, turn


def test_serve_refuses_at_start_what_does_not_answer(tmp_path: Path) -> None:
    with running_redis() as redis:
        address = redis.address
    settings = {"DATA_FOLDER": str(tmp_path), "REDIS_URL": address}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "service", "serve"],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The Redis of REDIS_URL cannot be used")
    assert done.stderr.count("\n") == 1 and PASSWORD not in done.stderr


def test_a_running_service_deletes_what_becomes_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(sqlite(tmp_path), monkeypatch)
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("EVIDENCE_GAPS", "off")
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setattr(serve, "DAY_SECONDS", 0.2)
    ended = threading.Event()

    def gone(sender: str) -> bool:
        return wait_for(lambda: asyncio.run(store.retrieve(sender)) is None, 60)

    def watch() -> None:
        for sender in ("first", "second"):  # one more day each time
            events = turn("an old question")
            for event in events:
                event.timestamp = time.time() - 31 * 24 * 60 * 60
            tracker = store.init_tracker(sender)
            for event in events:
                tracker.update(event)
            asyncio.run(store.save(tracker))
            assert gone(sender)
        asyncio.run(say(store, "new", *turn("a new question")))
        ended.set()

    watcher = threading.Thread(target=watch)
    watcher.start()
    with Children() as children:
        child = children.start("service", ["sleep", "300"])
        killer = threading.Thread(target=lambda: (ended.wait(120), child.process.kill()))
        killer.start()
        assert serve._with_retention(children) is child
        killer.join()
    watcher.join()
    assert ended.is_set()
    assert asyncio.run(store.retrieve("new")) is not None
