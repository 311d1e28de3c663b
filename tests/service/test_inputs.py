from __future__ import annotations

from pathlib import Path

import pytest

from service.inputs import fingerprint


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml", "requirements.lock"):
        (tmp_path / name).write_text(name)
    for name in ("data/nlu/a.yml", "knowledge/a.yml", "components/a.py", "evidence/a.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_the_same_tree_has_the_same_fingerprint(tree: Path) -> None:
    assert fingerprint(tree) == fingerprint(tree)


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "requirements.lock",
        "data/nlu/a.yml",
        "knowledge/a.yml",
        "components/a.py",
        "evidence/a.py",
    ],
)
def test_a_change_of_any_input_shows(tree: Path, name: str) -> None:
    before = fingerprint(tree)
    (tree / name).write_text("changed")
    assert fingerprint(tree) != before


def test_a_new_a_removed_and_a_renamed_file_show(tree: Path) -> None:
    before = fingerprint(tree)
    (tree / "knowledge/b.yml").write_text("")
    added = fingerprint(tree)
    (tree / "knowledge/b.yml").unlink()
    (tree / "knowledge/a.yml").rename(tree / "knowledge/c.yml")
    renamed = fingerprint(tree)
    (tree / "knowledge/c.yml").unlink()
    assert len({before, added, renamed, fingerprint(tree)}) == 4


@pytest.mark.parametrize(
    "name", ["actions/a.py", "service/a.py", "README.md", "knowledge/.a.swp", "data/__pycache__/a"]
)
def test_what_the_model_is_not_made_from_does_not_show(tree: Path, name: str) -> None:
    before = fingerprint(tree)
    (tree / name).parent.mkdir(exist_ok=True)
    (tree / name).write_text("new")
    assert fingerprint(tree) == before


def test_it_is_taken_without_importing_rasa() -> None:
    import subprocess
    import sys

    code = "import service.training, sys; print([m for m in sys.modules if m.startswith('rasa')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
