"""Random, mutated and naughty messages to the running product.

`make test` asks 5,000, `make soak` 100,000; HOSTILE_MESSAGES sets another number. Half of them go
over REST and half over the web channel.
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

USUAL = 5_000
COUNT = int(os.environ.get("HOSTILE_MESSAGES", USUAL))
BATCH = 20  # messages, each asked on both channels
BATCHES = max(1, COUNT // (2 * BATCH))
# Caches that fill and memory that the allocator holds on to; what people say is in the database.
GROWTH_MB = 100


def askers(watched: Watched, store: Store) -> list[Asker]:
    return [Asker(watched, store) for _ in range(AT_ONCE)]


@pytest.fixture(scope="module")
def warm(watched: Watched, store: Store) -> tuple[int, str]:
    """Every naughty string has been asked, so that caches are full: the memory and the log then."""
    before = watched.said()
    ask_all(askers(watched, store), CORPUS)
    assert watched.said() == before, "nothing is logged"
    return watched.memory(), before


def test_every_naughty_string_is_answered(warm: tuple[int, str]) -> None:
    assert warm[0] > 0


@pytest.mark.timeout(1_200 + COUNT)
def test_random_messages_break_nothing(
    watched: Watched, store: Store, warm: tuple[int, str]
) -> None:
    """Each answer is checked as it comes (asking.py); here the log and the memory after all."""
    begun = time.monotonic()

    @settings(
        max_examples=BATCHES,
        deadline=None,
        database=None,
        derandomize=COUNT <= USUAL,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(MESSAGES, min_size=BATCH, max_size=BATCH))
    def batch(messages: list[str]) -> None:
        ask_all(askers(watched, store), messages)

    batch()
    memory, said = warm
    after, seconds = watched.memory(), time.monotonic() - begun
    print(f"{COUNT} messages in {seconds:.0f} s; memory {memory} MB before, {after} MB after")
    assert watched.said() == said, "nothing is logged: no traceback, no message"
    assert after - memory < GROWTH_MB
