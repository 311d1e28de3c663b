"""A tiny checkout to train in, with stand-ins for Rasa's training and the fact store's check.

They are found before the real packages because Python looks into the working folder first.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.settings import ROOT
from service.training import Training

# Leaves an x in `runs` each time.
RASA = """
import pathlib, sys, tarfile
runs = pathlib.Path("runs")
runs.write_text(runs.read_text() + "x" if runs.exists() else "x")
if pathlib.Path("fail").exists():
    print("Rasa says what is wrong")
    sys.exit(1)
arguments = sys.argv[1:]
folder = arguments[arguments.index("--out") + 1]
name = arguments[arguments.index("--fixed-model-name") + 1]
pathlib.Path("components").mkdir(exist_ok=True)
pathlib.Path("metadata.json").write_text("model" * 1000)
with tarfile.open(pathlib.Path(folder, name), "w:gz") as archive:
    archive.add("components")
    archive.add("metadata.json")
"""
EVIDENCE = """
import pathlib, sys
if pathlib.Path("knowledge/broken").exists():
    print("knowledge/gbs.yml:3: first error")
    print("knowledge/mmn.yml:7: second error")
    sys.exit(1)
"""


@pytest.fixture
def training(tmp_path: Path) -> Training:
    """The training of the tiny checkout."""
    for package, code in (("rasa", RASA), ("evidence", EVIDENCE)):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
        (tmp_path / package / "__main__.py").write_text(code)
    (tmp_path / "service").symlink_to(ROOT / "service")
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "config.yml").write_text("one")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return Training(tmp_path, environment)
