"""The record is broken when the service starts again: the last good model and snapshot serve."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import requests

from service.settings import ROOT
from tests.launched import Launched
from tests.replicas.clients import Program

pytestmark = pytest.mark.model

PARTS = [
    *("actions", "channels", "components", "data", "evidence"),
    *("knowledge", "service", "widget", "workbench"),
]
FILES = ["config.yml", "credentials.yml", "domain.yml", "endpoints.yml", "requirements.lock"]
IGNORED = shutil.ignore_patterns("node_modules", "__pycache__")


@pytest.fixture
def checkout(trained_model: Path, tmp_path: Path) -> Path:
    """A copy of the checkout with its model, as it was before the record was broken."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=IGNORED)
    for file in FILES:
        shutil.copy(ROOT / file, tmp_path / file)
    (tmp_path / "models").mkdir()
    for path in (trained_model, ROOT / "models" / "trained.json"):
        shutil.copy(path, tmp_path / "models" / path.name)
    return tmp_path


def test_the_last_good_model_serves_and_readiness_says_so(checkout: Path) -> None:
    (checkout / "knowledge" / "ivig.yml").write_text("conditions: [oops\n")
    service = Launched(checkout / "var", "service", {}, checkout)
    service.start()
    try:
        service.wait()
        assert service.said("knowledge/ivig.yml"), "the error is told where it is"
        assert service.said("Serving the last good model instead")
        program = Program(service.url)
        assert program.ask("does IVIG help CIDP?")["kind"] == "efficacy"
        assert program.ask("what dose")["conditions"] == ["cidp"]
        ready = requests.get(f"{service.url}/ready", timeout=60)
        assert (ready.status_code, ready.json()["last_good"]) == (200, True)
        assert "broken" in ready.json()["why"]
    finally:
        service.kill()
