from __future__ import annotations

import pytest

from service.environment import for_children


@pytest.mark.parametrize("name", ["LOG_LEVEL", "LOG_LEVEL_LIBRARIES"])
@pytest.mark.parametrize("level", ["DEBUG", "debug", "NOTSET"])
def test_a_level_that_would_log_messages_needs_the_switch(name: str, level: str) -> None:
    assert for_children({name: level})[name] == "INFO"
    assert for_children({name: level, "LOG_MESSAGES": "yes"})[name] == "INFO"
    assert for_children({name: level, "LOG_MESSAGES": "on"})[name] == level


def test_other_levels_are_kept() -> None:
    assert for_children({"LOG_LEVEL": "ERROR"})["LOG_LEVEL"] == "ERROR"
    assert for_children({})["LOG_LEVEL"] == "WARNING"


def test_sums_are_not_shared_among_threads_unless_somebody_wants_it() -> None:
    assert for_children({})["OPENBLAS_NUM_THREADS"] == "1"
    assert for_children({"OPENBLAS_NUM_THREADS": "4"})["OPENBLAS_NUM_THREADS"] == "4"
