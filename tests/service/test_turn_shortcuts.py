"""The shortcuts within a turn do what Rasa does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from service.shortcuts import known, turns

MESSAGES = ["does IVIG help CIDP?", "ivgi for gullain bare", "I have chest pain", "", "hello"]


@pytest.fixture(scope="module")
def processor(trained_model: Path) -> Any:
    """Rasa's own processor with our model."""
    from rasa.core.agent import Agent

    return Agent.load(str(trained_model)).processor


@pytest.mark.model
@pytest.mark.parametrize("message", MESSAGES)
def test_the_parts_of_the_model_give_what_they_give_through_dask(
    processor: Any, message: str
) -> None:
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.trackers import DialogueStateTracker

    tracker = DialogueStateTracker.from_events("anna", [])
    inputs = {"__message__": [UserMessage(message)], "__tracker__": tracker}
    target = processor.model_metadata.nlu_target
    theirs = processor.graph_runner.run(inputs=inputs, targets=[target])[target][0]
    ours = turns.run(processor.graph_runner, inputs, [target])[target][0]
    assert ours.as_dict(True) == theirs.as_dict(True)


@pytest.mark.model
def test_an_input_that_is_named_as_a_part_is_refused(processor: Any) -> None:
    from rasa.engine.exceptions import GraphRunError

    target = processor.model_metadata.nlu_target
    with pytest.raises(GraphRunError):
        turns.run(processor.graph_runner, {target: 1}, [target])


def test_an_empty_domain_is_told_from_another() -> None:
    code = """
from rasa.shared.core.domain import Domain
from service.shortcuts import turns
turns.install()
print(Domain.empty().is_empty(), Domain.from_dict({"intents": ["greet"]}).is_empty())
"""
    asked = [sys.executable, "-W", "ignore", "-c", code]
    assert (
        subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "True False\n"
    )


def test_the_installed_rasa_is_the_one_that_is_known() -> None:
    assert known.strangers(known.TURNS) == []
