"""`make serve`: which model it takes, and the running service from start to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service import ports, readiness
from service.errors import Refusal
from service.serve import model_to_serve
from service.settings import ROOT
from service.training import Training
from tests.helpers import alive, command_line, descendants, wait_for


def test_a_broken_store_does_not_stop_the_serving(
    training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    last = training.ensure()
    (training.root / "knowledge/broken").write_text("")
    assert model_to_serve(training) == last
    said = capsys.readouterr()
    assert "first error" in said.err
    assert f"Serving the last good model instead ({last.name})." in said.out


def test_neither_does_a_failed_training(training: Training) -> None:
    last = training.ensure()
    (training.root / "config.yml").write_text("two")
    (training.root / "fail").write_text("")
    assert model_to_serve(training) == last


def test_without_any_good_model_it_refuses(training: Training) -> None:
    (training.root / "knowledge/broken").write_text("")
    with pytest.raises(Refusal, match="second error"):
        model_to_serve(training)


class Service:
    """A running `python -m service serve` and what it says."""

    def __init__(self, log: Path, actions: str) -> None:
        self.port = ports.free_port("127.0.0.1")
        self.log = log
        settings = {"PORT": str(self.port), "ACTIONS_PORT": str(ports.free_port("127.0.0.1"))}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "service", "serve"],
                cwd=ROOT,
                env={**os.environ, **settings, "ACTIONS": actions},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self, text: str) -> bool:
        return text in self.log.read_text()


@pytest.fixture
def actions(request: pytest.FixtureRequest) -> str:
    """Where the actions of the service run."""
    return str(request.param)


@pytest.fixture
def service(tmp_path: Path, trained_model: Path, actions: str) -> Iterator[Service]:
    """A service that has said that it is ready; nothing of it is left after the test."""
    started = Service(tmp_path / "log", actions)
    try:
        assert wait_for(lambda: started.said("Ready at"), 180), started.log.read_text()
        below = descendants(started.process.pid)
        assert len(below) == (1 if actions == "in-process" else 2)
        yield started
        assert wait_for(lambda: not any(alive(pid) for pid in below), 15)
    finally:
        started.process.kill()
        started.process.wait()


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")


@linux
@pytest.mark.model
@pytest.mark.parametrize(
    ("actions", "number"),
    [("in-process", signal.SIGTERM), ("in-process", signal.SIGINT), ("http", signal.SIGTERM)],
    indirect=["actions"],
)
def test_it_answers_and_ends_cleanly(service: Service, number: signal.Signals) -> None:
    assert service.said(f"Ready at http://127.0.0.1:{service.port}/")
    assert readiness.why_not_ready("127.0.0.1", service.port) is None
    service.process.send_signal(number)
    assert service.process.wait(30) == 0
    assert not service.said("Traceback")


@linux
@pytest.mark.model
@pytest.mark.parametrize("actions", ["http"], indirect=True)
def test_when_a_process_ends_by_itself_all_ends_with_a_sentence(service: Service) -> None:
    (actions,) = (
        pid for pid in descendants(service.process.pid) if "rasa_sdk" in command_line(pid)
    )
    os.kill(actions, signal.SIGKILL)
    assert service.process.wait(30) == 1
    assert service.said("The action server ended by itself, so all ends")


@linux
@pytest.mark.model
@pytest.mark.parametrize("actions", ["in-process"], indirect=True)
def test_when_the_only_process_ends_the_launcher_says_so(service: Service) -> None:
    (bot,) = descendants(service.process.pid)
    os.kill(bot, signal.SIGKILL)
    assert service.process.wait(30) == 1
    assert service.said("The service ended by itself, so all ends")
