"""`feedback`: the thumbs that the web channel kept, shown to the curator."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from channels.feedback import Feedback, Opinion, now
from workbench.commands import main


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("FEEDBACK_DATABASE", f"sqlite:///{tmp_path / 'thumbs.db'}")
    return f"sqlite:///{tmp_path / 'thumbs.db'}"


def opinion(thumb: str, days: int = 0, question: str | None = None) -> Opinion:
    return Opinion(
        given=now() - timedelta(days=days),
        thumb=thumb,  # type: ignore[arg-type]
        reason="unclear" if thumb == "down" else None,
        comment="what is GRADE?" if thumb == "down" else None,
        kind="efficacy",
        conditions="cidp",
        treatments="ivig",
        record=None,
        question=question,
    )


def test_thumbs_are_listed_with_their_reasons(address: str) -> None:
    store = Feedback(address)
    store.save("a", "1", opinion("up"))
    store.save("a", "2", opinion("down", question="does it help?"))
    store.save("a", "3", opinion("up", days=31))
    store.close()
    result = CliRunner().invoke(main, ["feedback"])
    assert result.exit_code == 0, result.output
    assert "1 up, 1 down" in result.output
    assert "unclear: what is GRADE?" in result.output
    assert "does it help?" in result.output


def test_none_is_said(address: str) -> None:
    result = CliRunner().invoke(main, ["feedback"])
    assert (result.exit_code, result.output) == (0, "No thumbs in the last 30 days.\n")


def test_a_database_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDBACK_DATABASE", "sqlite:////no/such/folder/thumbs.db")
    result = CliRunner().invoke(main, ["feedback"])
    assert result.exit_code == 1
    assert "check FEEDBACK_DATABASE" in result.output
    assert "Traceback" not in result.output


def test_a_wrong_setting_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDBACK_DATABASE", "mysql://me:secret@host/thumbs")
    result = CliRunner().invoke(main, ["feedback"])
    assert result.exit_code == 1
    assert "FEEDBACK_DATABASE must begin" in result.output
    assert "secret" not in result.output
