"""Serving without TensorFlow: only for models that do not need it, and never by surprise."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from service.settings import ROOT
from service.shortcuts import known
from service.shortcuts.without_tensorflow import needless

LOADED = """
import sys
from pathlib import Path
from service.shortcuts import without_tensorflow
without_tensorflow.install()
import rasa.core.run
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
import asyncio
print(asyncio.run(agent.parse_message("does IVIG help CIDP?"))["intent"]["name"])
print(any("libtensorflow" in line for line in open("/proc/self/maps")))
import tensorflow
tensorflow.constant(1)
"""


def packed(folder: Path, *parts: str) -> Path:
    """A model whose plan for serving names these parts."""
    metadata = {"predict_schema": {"nodes": {part: {"uses": part} for part in parts}}}
    content = json.dumps(metadata).encode()
    entry = tarfile.TarInfo("metadata.json")
    entry.size = len(content)
    with tarfile.open(folder / "model.tar.gz", "w:gz") as archive:
        archive.addfile(entry, io.BytesIO(content))
    return folder / "model.tar.gz"


def test_our_own_parts_do_not_need_it(tmp_path: Path) -> None:
    ours = "components.linker.ConceptLinker"
    assert needless(packed(tmp_path, ours, "rasa.graph_components.providers.domain_provider.X"))


def test_any_other_part_may_need_it(tmp_path: Path) -> None:
    diet = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"
    assert not needless(packed(tmp_path, "components.linker.ConceptLinker", diet))


def test_a_model_that_cannot_be_read_gets_the_real_one(tmp_path: Path) -> None:
    (tmp_path / "model.tar.gz").write_text("no archive")
    assert not needless(tmp_path / "model.tar.gz")
    assert not needless(tmp_path / "none.tar.gz")


def test_a_model_without_a_plan_gets_the_real_one(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "model.tar.gz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("domain.yml"))
    assert not needless(tmp_path / "model.tar.gz")


def test_the_installed_rasa_is_the_one_that_is_known() -> None:
    assert known.strangers(known.TENSORFLOW) == []


def test_shortcuts_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert known.usable("this", known.TENSORFLOW)
    monkeypatch.setenv("SHORTCUTS", "off")
    assert not known.usable("this", known.TENSORFLOW)


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="looks at what is loaded through /proc")
def test_our_model_runs_without_it_and_a_use_is_refused(trained_model: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOADED, str(trained_model)],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.stdout.split()[-2:] == ["efficacy", "False"]
    assert asked.returncode != 0
    assert "This process runs without TensorFlow; SHORTCUTS=off brings it back." in asked.stderr
