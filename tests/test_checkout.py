"""What the README, the Makefile and the lock files promise each other."""

from __future__ import annotations

import re
from typing import Any

import pytest
import tomli

from service.settings import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def project() -> dict[str, Any]:
    return tomli.loads(text("pyproject.toml"))


def names(requirements: list[str]) -> set[str]:
    """The packages of exact pins; anything looser fails."""
    pins = [re.fullmatch(r"([A-Za-z0-9-]+)==\S+", line) for line in requirements]
    assert all(pins), requirements
    return {pin[1] for pin in pins if pin}


def pinned(lock: str) -> dict[str, str]:
    """The packages of a lock and their versions."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;]+)", text(lock), re.MULTILINE))


def test_every_direct_dependency_has_its_reason_in_the_readme() -> None:
    wanted = names(project()["project"]["dependencies"]) | names(
        project()["dependency-groups"]["dev"]
    )
    section = text("README.md").split("## Dependencies")[1].split("\n## ")[0]
    assert wanted <= set(re.findall(r"`([A-Za-z0-9-]+)`", section))


def test_the_locks_hold_what_the_project_asks_for() -> None:
    run = project()["project"]["dependencies"]
    dev = project()["dependency-groups"]["dev"]
    for lock, wanted in ((LOCKS[0], run), (LOCKS[1], run + dev)):
        pins = {f"{name.lower()}=={version}" for name, version in pinned(lock).items()}
        assert {line.lower() for line in wanted} <= pins


def test_both_locks_agree() -> None:
    run, dev = (pinned(lock) for lock in LOCKS)
    assert run.items() <= dev.items()


@pytest.mark.parametrize("lock", [*LOCKS, "requirements-uv.lock"])
def test_a_lock_has_hashes_and_names_no_machine(lock: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", text(lock), flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|file:|index-url|find-links|/work|/tmp|/home|/opt", text(lock))


def test_the_documents_name_only_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md"):
        named = re.findall(r"(?:`|^    )make ([a-z-]+)", text(document), re.MULTILINE)
        assert named
        assert set(named) <= targets


def test_the_documents_name_only_tests_that_exist() -> None:
    for path in sorted((ROOT / "docs").glob("*.md")):
        document = path.read_text("utf-8")
        for named in re.findall(r"`(tests/[\w./]+)`", document):
            assert (ROOT / named).exists(), f"{path.name}: {named}"
        for file, functions in re.findall(r"`(tests/[\w/]+\.py)`:((?:,? `test_\w+`)+)", document):
            for function in re.findall(r"test_\w+", functions):
                assert f"def {function}(" in text(file), f"{path.name}: {file}: {function}"


@pytest.mark.parametrize("part", ["Faults", "Hostile input"])
def test_every_row_of_what_may_go_wrong_has_its_test(part: str) -> None:
    section = text("docs/reliability.md").split(f"## {part}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\|.*\|$", section, re.MULTILINE)[2:]
    assert len(rows) > 8
    assert [row for row in rows if "`tests/" not in row.split(" | ")[-1]] == []
