"""`diff REV`: what is said differently since a revision, and why there may be no telling."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.evidence.tiny import LIMP, write
from tests.workbench.run import run

OLD = "a review pooled three trials with 90 people"
NEW = "a review pooled four trials with 120 people"


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose first commit holds the tiny store."""
    write(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def diff(repository: Path, revision: str = "HEAD") -> tuple[int, str]:
    done = run("diff", revision, "--knowledge", repository / "knowledge")
    return done.exit_code, done.output


def edit(repository: Path, old: str, new: str, file: str = LIMP) -> None:
    path = repository / "knowledge" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_changed(repository: Path) -> None:
    code, said = diff(repository)
    assert code == 0 and said.startswith("The record is the same as at HEAD (")


def test_a_changed_sentence_is_told_once_with_every_question_it_answers(repository: Path) -> None:
    edit(repository, OLD, NEW)
    code, said = diff(repository)
    assert code == 0
    gone = f"- Certainty: moderate ⊕⊕⊕◯, because {OLD}."
    new = f"+ Certainty: moderate ⊕⊕⊕◯, because {NEW}."
    assert gone in said and new in said
    assert said.count(gone) < 4  # answers that changed in the same way are told together
    headings = [line for line in said.splitlines() if line.startswith("IVIG in SLD: efficacy")]
    assert len(headings) == 1 and "mild limp: efficacy" in headings[0]
    assert "Since HEAD, " in said and " answers differ" in said


def test_another_number_of_a_source_is_no_other_sentence(repository: Path) -> None:
    edit(repository, "sources: [limp-trial]", "sources: [limp-review, limp-trial]")
    _, said = diff(repository)
    assert "+ Able and others. Immunoglobulin for slow limp disease." in said
    assert "- In slow limp disease, IVIG may help less" not in said


def test_a_softer_certainty_changes_both_registers(repository: Path) -> None:
    edit(repository, "    certainty: moderate\n", "    certainty: low\n")
    _, said = diff(repository)
    assert "- In adults with slow limp disease, IVIG probably improves walking speed." in said
    assert "+ In adults with slow limp disease, IVIG may improve walking speed." in said
    assert "+ In adults with slow limp disease, IVIG, compared with placebo, may improve" in said


def test_an_emergency_that_is_said_differently_is_told(repository: Path) -> None:
    edit(repository, "Call {emergency_number} now.", "Call {emergency_number}.", "treatments.yml")
    _, said = diff(repository)
    assert "collapse: emergency" in said and "- Call 112" in said


def test_new_and_lost_claims_are_named(repository: Path) -> None:
    edit(repository, "id: limp-ivig-dose", "id: limp-ivig-course")
    _, said = diff(repository)
    assert "New: 1 claim (limp-ivig-course)." in said and "Gone: 1 claim (limp-ivig-dose)." in said


def test_a_renamed_condition_is_compared_without_failing(repository: Path) -> None:
    edit(repository, "id: limp-mild", "id: limp-faint")
    code, said = diff(repository)
    assert code == 0 and "mild limp" in said


@pytest.mark.parametrize("revision", ["nonsense", "HEAD~5", "--output=x", "HEAD:knowledge"])
def test_a_revision_that_is_not_there(repository: Path, revision: str) -> None:
    done = run("diff", "--knowledge", repository / "knowledge", "--", revision)
    assert done.exit_code == 1
    assert f"`{revision}` is no revision of this repository" in done.output


def test_a_folder_that_was_not_there_yet(repository: Path) -> None:
    (repository / "knowledge").rename(repository / "facts")
    done = run("diff", "HEAD", "--knowledge", repository / "facts")
    assert done.exit_code == 1 and "has no folder facts." in done.output


def test_a_folder_in_no_repository(tmp_path: Path) -> None:
    done = run("diff", "HEAD", "--knowledge", write(tmp_path))
    assert done.exit_code == 1 and "is in no git repository" in done.output


def test_a_record_that_does_not_fit_the_types_of_today(repository: Path) -> None:
    edit(repository, "    certainty: moderate\n", "    strength: moderate\n")
    git(repository, "commit", "-q", "-a", "-m", "another shape")
    edit(repository, "    strength: moderate\n", "    certainty: moderate\n")
    code, said = diff(repository)
    assert code == 1
    assert (
        "does not fit today's types" in said
        and "limp.yml:23: certainty: this key is missing." in said
    )
    assert "Choose a later revision." in said


def test_a_record_that_only_fails_todays_checks_is_compared(repository: Path) -> None:
    edit(repository, "review_due: 2028-01-10", "review_due: 2025-01-10")
    git(repository, "commit", "-q", "-a", "-m", "due before it was reviewed")
    edit(repository, "review_due: 2025-01-10", "review_due: 2028-01-10")
    edit(repository, OLD, NEW)
    code, said = diff(repository)
    assert code == 0
    assert said.startswith("Today's checks find 1 problem in the record of HEAD;")
    assert NEW in said
