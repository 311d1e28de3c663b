"""The machine's clock jumps by a year, forwards and back again, while the service runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers import wait_for
from tests.launched import Launched, launched
from tests.replicas.clients import Program, Widget

pytestmark = pytest.mark.model
FAKETIME = "/usr/lib/*/faketime/libfaketime.so.1"
MISSING = "libfaketime is not installed (Debian: apt-get install libfaketime)"


@dataclass
class Clock:
    """What the service takes the time from; `set` moves it while it runs."""

    file: Path

    def set(self, offset: str) -> None:
        draft = self.file.with_suffix(".draft")
        draft.write_text(f"{offset}\n")
        draft.replace(self.file)


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    made = Clock(tmp_path / "offset")
    made.set("+0")
    return made


@pytest.fixture
def service(trained_model: Path, tmp_path: Path, clock: Clock) -> Iterator[Launched]:
    library = next(Path("/").glob(FAKETIME.lstrip("/")), None)
    if library is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    settings = {"LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(clock.file)}
    # A wrong clock that is set right moves the time of day and not the time since the start.
    settings |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_CACHE_DURATION": "1"}
    with launched(tmp_path, WEB_RATE="300", **settings) as running:
        yield running


def test_a_year_ahead_and_back(service: Launched, clock: Clock) -> None:
    widget, program = Widget(service.url), Program(service.url)
    for client in (widget, program):
        assert client.ask("does IVIG help CIDP?")["kind"] == "efficacy"

    clock.set("+365d")
    # The conversation is an hour old by now, which is when Rasa begins a new one.
    assert wait_for(lambda: widget.ask("what dose")["conditions"] == [], 60)
    assert widget.ask("what dose for MMN?")["conditions"] == ["mmn"]
    answer = widget.ask("how long does it last")
    assert (answer["kind"], answer["conditions"]) == ("timing", ["mmn"])

    clock.set("+0")
    wait_for(lambda: False, 3)  # until the service has seen it
    for client in (widget, program):
        answer = client.ask("what dose for CIDP?")
        assert (answer["kind"], answer["conditions"]) == ("dosing", ["cidp"])
        answer = client.ask("how long does it last")
        assert (answer["kind"], answer["conditions"]) == ("timing", ["cidp"])
    # Rates count by the time since the start: a jump neither blocks anybody nor lets all in.
    assert widget.tries < 300
