"""Adding a condition touches `knowledge/` alone: after training the assistant answers it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from service.environment import for_children
from service.settings import ROOT

pytestmark = [pytest.mark.model, pytest.mark.timeout(1800)]  # it trains

PARTS = (
    "actions",
    "channels",
    "components",
    "data",
    "evidence",
    "knowledge",
    "service",
    "tests",
    "workbench",
)
FILES = ("config.yml", "credentials.yml", "domain.yml", "endpoints.yml", "requirements.lock")
MADE_UP = """
conditions:
  - id: zorblax-palsy
    name: Zorblax palsy
    short: ZXP
    group: neurology
    aliases: [periodic zorblaxia]
    definition:
      plain: A made-up disease of the nerves.
      clinical: A made-up neuropathy.
      sources: [seed-article]
claims:
  - id: zorblax-ivig
    type: efficacy
    condition: zorblax-palsy
    population: adults with Zorblax palsy
    outcome: grip strength
    comparator: placebo
    direction: benefit
    size: small
    certainty: moderate
    certainty_basis: judged
    because: one made-up trial with 12 people found it
    headline: true
    basis: one RCT
    sources: [seed-article]
    reviewed: 2026-11-22
    review_due: 2028-11-22
    reviewed_by: [initial research]
"""
ASK = """
import json, sys
from tests.understanding.reader import Reader
reader = Reader(sys.argv[1])
print("ANSWERS " + json.dumps([reader.ask(text)[0] for text in sys.argv[2:]]))
"""
QUESTIONS = ("does ivig help zorblax palsy?", "ZXP ivig", "how sure is it in periodic zorblaxia")


def test_a_condition_is_answered_after_training(tmp_path: Path) -> None:
    """One new file in a copy of the store, a training, and three questions about it."""
    for name in PARTS:
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "knowledge" / "conditions" / "made-up.yml").write_text(MADE_UP)
    environment = for_children({**os.environ, "PYTHONPATH": str(tmp_path)})
    subprocess.run(
        [sys.executable, "-m", "service", "train"], cwd=tmp_path, env=environment, check=True
    )
    model = next((tmp_path / "models").glob("*.tar.gz"))
    asked = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK, str(model), *QUESTIONS],
        cwd=tmp_path, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    line = next(line for line in asked.stdout.splitlines() if line.startswith("ANSWERS "))
    efficacy, fragment, sure = json.loads(line.removeprefix("ANSWERS "))
    assert "IVIG probably improves grip strength slightly." in efficacy["text"]
    assert efficacy["kind"] == fragment["kind"] == "efficacy"
    assert efficacy["findings"][0]["certainty"] == "moderate"
    assert sure["kind"] == "certainty"
    assert {*efficacy["conditions"], *fragment["conditions"], *sure["conditions"]} == {
        "zorblax-palsy"
    }
