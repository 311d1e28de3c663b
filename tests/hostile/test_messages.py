"""Random, mutated and naughty messages to the running product.

`make test` asks 5,000, `make soak` 100,000; HOSTILE_MESSAGES sets another number. Half go over
REST and half over the web channel.
"""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.store import Store
from tests.hostile.asking import AT_ONCE, Asker, ask_all
from tests.hostile.corpus import CORPUS
from tests.hostile.messages import MESSAGES
from tests.watched import Watched

pytestmark = pytest.mark.model

COUNT = int(os.environ.get("HOSTILE_MESSAGES", "5000"))
BATCH = 20  # messages, each asked on both channels
BATCHES = max(1, COUNT // (2 * BATCH))
# What the process itself keeps: caches that fill, memory that the allocator holds on to. The
# conversations themselves are kept in memory here too, about 10 KB a turn.
GROWTH_MB = 120 + COUNT // 40


def askers(watched: Watched, store: Store) -> list[Asker]:
    return [Asker(watched, store) for _ in range(AT_ONCE)]


def test_every_naughty_string_is_answered(watched: Watched, store: Store) -> None:
    ask_all(askers(watched, store), CORPUS)


@pytest.mark.timeout(600 + COUNT)
def test_random_messages_break_nothing(watched: Watched, store: Store) -> None:
    ask_all(askers(watched, store), CORPUS)  # warms every cache up
    before, said, begun = watched.memory(), watched.said(), time.monotonic()

    @settings(
        max_examples=BATCHES,
        deadline=None,
        database=None,
        derandomize=COUNT <= 5000,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(MESSAGES, min_size=BATCH, max_size=BATCH))
    def batch(messages: list[str]) -> None:
        ask_all(askers(watched, store), messages)

    batch()
    after, seconds = watched.memory(), time.monotonic() - begun
    print(f"{COUNT} messages in {seconds:.0f} s; memory {before} MB before, {after} MB after")
    assert watched.said() == said, "nothing is logged: no traceback, no message"
    assert after - before < GROWTH_MB
