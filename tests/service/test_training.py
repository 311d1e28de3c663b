"""The decision to train and what comes of it, in a tiny checkout with a stand-in for Rasa."""

from __future__ import annotations

import json
import tarfile
import time

import pytest

from service.errors import Refusal
from service.training import Training


def runs(training: Training) -> int:
    path = training.root / "runs"
    return len(path.read_text()) if path.exists() else 0


def change(training: Training, text: str) -> None:
    (training.root / "config.yml").write_text(text)


def test_without_a_model_it_trains(training: Training) -> None:
    assert training.up_to_date() is None
    model = training.ensure()
    assert training.up_to_date() == model
    record = json.loads((training.models / "trained.json").read_text())
    assert record["model"] == model.name
    assert record["inputs"].startswith(model.name.removeprefix("evidence-")[:12])


def test_a_model_opens_at_once(training: Training) -> None:
    model = training.ensure()
    with tarfile.open(model, "r:gz") as archive:
        assert archive.getnames() == ["metadata.json", "components"]
    assert b"model" * 1000 in model.read_bytes()  # not compressed
    assert {path.name for path in training.models.iterdir()} == {
        ".lock", "trained.json", model.name
    }  # fmt: skip


def test_nothing_changed_means_no_training(training: Training) -> None:
    first = training.ensure()
    assert training.ensure() == first
    assert runs(training) == 1


def test_a_changed_input_means_training(training: Training) -> None:
    first = training.ensure()
    change(training, "two")
    assert training.up_to_date() is None
    assert training.ensure() != first
    assert runs(training) == 2


def test_a_lost_model_or_record_means_training(training: Training) -> None:
    training.ensure().unlink()
    training.ensure()
    (training.models / "trained.json").write_text("{broken")
    training.ensure()
    assert runs(training) == 3


def test_a_broken_store_stops_with_every_error_and_keeps_the_last_model(
    training: Training,
) -> None:
    last = training.ensure()
    (training.root / "knowledge/broken").write_text("")
    with pytest.raises(Refusal) as refusal:
        training.ensure()
    assert "first error" in str(refusal.value)
    assert "second error" in str(refusal.value)
    assert runs(training) == 1
    assert training.last_model() == last


def test_a_failed_training_shows_the_end_of_its_log_and_keeps_the_last_model(
    training: Training,
) -> None:
    last = training.ensure()
    change(training, "two")
    (training.root / "fail").write_text("")
    with pytest.raises(Refusal, match=r"Rasa says what is wrong\n.*logs/train\.log"):
        training.ensure()
    assert training.last_model() == last
    assert sorted(path.name for path in training.models.glob("*.tar.gz")) == [last.name]
    (training.root / "fail").unlink()
    assert training.ensure() != last


def test_the_last_two_models_are_kept(training: Training) -> None:
    names = []
    for text in ("one", "two", "three"):
        change(training, text)
        names.append(training.ensure().name)
        time.sleep(0.02)
    assert {path.name for path in training.models.glob("*.tar.gz")} == set(names[1:])


def test_training_says_how_long_it_will_take_and_took(
    training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    training.ensure()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Training (about ")
    assert lines[1].startswith("Done in ")
    assert len(lines) == 2
