"""From files to typed records: every wrong key and value is told with file, line and mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from evidence.model import Certainty, Dosing, Efficacy
from evidence.store import StoreError, load, problems_of
from tests.evidence.tiny import LIMP, OTHERS, SOURCES, line_of, problems, write

CASES = {
    # what is broken: (file, old, new, where the line is, key, part of the message, nearest)
    "a misspelt key": (
        LIMP, "    outcome: walking", "    outcom: walking", "outcom:", "outcom",
        "not known", "outcome",
    ),
    "a key of another claim type": (
        LIMP, "    factor: younger age", "    headline: true\n    factor: younger age",
        "headline: true\n    factor", "headline", "not known", None,
    ),
    "a misspelt key inside a record": (
        LIMP, "      plain: A rare", "      plane: A rare", "plane:", "definition.plane",
        "not known", "plain",
    ),
    "a misspelt section": (
        OTHERS, "ambiguous:", "ambigous:", "ambigous:", "ambigous", "not known", "ambiguous",
    ),
    "a misspelt direction": (
        LIMP, "direction: benefit", "direction: benefits", "direction: benefits", "direction",
        "`benefits` is not one of", "benefit",
    ),
    "a misspelt certainty": (
        LIMP, "certainty: moderate", "certainty: modrate", "certainty: modrate", "certainty",
        "`modrate` is not one of", "moderate",
    ),
    "a misspelt basis": (
        LIMP, "basis: one RCT", "basis: one RTC", "basis: one RTC", "basis", "is not one of",
        "one RCT",
    ),
    "a misspelt agency": (
        LIMP, "agency: FDA", "agency: FAD", "agency: FAD", "agency", "is not one of", "FDA",
    ),
    "a misspelt status": (
        LIMP, "status: off-label", "status: offlabel", "status: offlabel", "status",
        "is not one of", "off-label",
    ),
    "a misspelt claim type": (
        LIMP, "type: predictor", "type: predicter", "type: predicter", "type",
        "`predicter` is not a claim type", "predictor",
    ),
    "a claim without a type": (
        LIMP, "    type: dosing\n", "", "id: limp-ivig-dose", "type", "", None,
    ),
    "a missing key": (
        LIMP, "    outcome: walking speed\n", "", "id: limp-ivig-walking", "outcome", "missing",
        None,
    ),
    "a missing register": (
        LIMP, "      clinical: Younger age may predict a better response.\n", "",
        "statement:\n      plain: Younger", "statement.clinical", "missing", None,
    ),
    "an impossible date": (
        LIMP, "reviewed: 2026-01-10", "reviewed: 2026-02-31", "2026-02-31", "reviewed", "date",
        None,
    ),
    "a date in words": (
        LIMP, "as_of: 2026-01-10", "as_of: last January", "as_of:", "as_of", "date", None,
    ),
    "an impossible year": (
        SOURCES, "year: 2019", "year: 2919", "year: 2919", "year", "2100", None,
    ),
    "a year in words": (
        SOURCES, "year: 2019", "year: soon", "year: soon", "year", "integer", None,
    ),
    "a list where a text belongs": (
        LIMP, "outcome: walking speed\n", "outcome: [walking, speed]\n", "outcome: [", "outcome",
        "str", None,
    ),
    "a text where a list belongs": (
        LIMP, "sources: [limp-trial]", "sources: limp-trial", "sources: limp-trial", "sources",
        "tuple", None,
    ),
    "a misspelt `checked`": (
        SOURCES, "checked: partly", "checked: partley", "partley", "checked", "is not one of",
        "partly",
    ),
    "a misspelt urgency": (
        OTHERS, "urgency: now", "urgency: nwo", "nwo", "urgency", "is not one of", "now",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_wrong_key_or_value_is_told_with_file_line_key_and_mend(
    tmp_path: Path, case: tuple[str, str, str, str, str, str, str | None]
) -> None:
    file, old, new, at, key, message, nearest = case
    root = write(tmp_path, [(file, old, new)])
    text = (root / file).read_text(encoding="utf-8")
    line = text[: text.index(at)].count("\n") + 1
    found = [each for each in problems_of(root) if each.key == key and message in each.message]
    assert found, f"not told: {problems_of(root)}"
    assert (found[0].file, found[0].line) == (f"knowledge/{file}", line)
    assert found[0].nearest == nearest


def test_the_tiny_store_itself_is_sound(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_the_records_have_their_types(tmp_path: Path) -> None:
    store = load(write(tmp_path))
    claim = store.claims["limp-ivig-walking"]
    assert isinstance(claim, Efficacy) and claim.certainty is Certainty.MODERATE
    assert isinstance(store.claims["limp-ivig-dose"], Dosing)
    assert store.claims["limp-ivig-dose"].treatment == "ivig"
    assert claim.reviewed.isoformat() == "2026-01-10"
    assert store.conditions["limp-mild"].parent == "limp"


def test_records_are_frozen(tmp_path: Path) -> None:
    claim = load(write(tmp_path)).claims["limp-ivig-dose"]
    with pytest.raises((TypeError, ValidationError)):
        claim.condition = "limp-mild"


def test_the_errors_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        (LIMP, "direction: benefit", "direction: benefits"),
        (LIMP, "reviewed: 2026-01-11", "reviewed: 2026-13-11"),
        (OTHERS, "near: [limp]", "near: [lump]"),
        (OTHERS, "urgency: now", "urgency: soon"),
        (SOURCES, "year: 2019", "yeer: 2019"),
    )
    told = {(each.file.rpartition("/")[2], each.key) for each in found}
    assert {
        ("limp.yml", "direction"),
        ("limp.yml", "reviewed"),
        ("treatments.yml", "near"),
        ("treatments.yml", "urgency"),
        ("sources.yml", "yeer"),
    } <= told


def test_yaml_that_cannot_be_read_does_not_hide_the_errors_of_other_files(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        (LIMP, "conditions:\n", "conditions: [\n"),
        (SOURCES, "checked: partly", "checked: perhaps"),
    )
    files = {each.file for each in found}
    assert {"knowledge/conditions/limp.yml", "knowledge/sources.yml"} <= files


def test_a_broken_store_raises_one_error_that_lists_every_problem(tmp_path: Path) -> None:
    root = write(tmp_path, [(LIMP, "outcome:", "outcom:"), (SOURCES, "title:", "titel:")])
    with pytest.raises(StoreError) as error:
        load(root)
    assert len(error.value.problems) >= 2
    for problem in error.value.problems:
        assert str(problem) in str(error.value)
    assert "outcom" in str(error.value) and "titel" in str(error.value)


def test_problems_are_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        (SOURCES, "title:", "titel:"),
        (LIMP, "factor:", "factr:"),
        (LIMP, "outcome:", "outcom:"),
    )
    places = [(each.file, each.line) for each in found]
    assert places == sorted(places) and len(places) >= 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("just words\n", "sections"),
        ("- a\n- b\n", "sections"),
        ("claims: {a: 1}\n", "list of records"),
        ("claims:\n  - just words\n", "mapping"),
        ("claims: one\n", "list of records"),
        ("wording: nothing\n", ""),
        ("claims:\n", "list of records"),
        ("claims:\n  - type: [efficacy]\n", "claim type"),
        ("claims:\n  - type: {a: b}\n", "claim type"),
        ("sources:\n  - null\n", "mapping"),
        ("12: 13\n", "not known"),
    ],
)
def test_a_file_of_another_shape_is_a_problem_and_never_an_exception(
    tmp_path: Path, content: str, message: str
) -> None:
    root = write(tmp_path)
    (root / "odd.yml").write_text(content, encoding="utf-8")
    found = [each for each in problems_of(root) if each.file == "knowledge/odd.yml"]
    assert found and message in " ".join(each.message for each in found)


def test_a_folder_without_files_is_a_problem(tmp_path: Path) -> None:
    assert "no .yml file" in str(problems_of(tmp_path)[0])


def test_line_numbers_are_those_of_an_editor(tmp_path: Path) -> None:
    root = write(tmp_path, [(LIMP, "outcome: walking speed\n", "outcom: walking speed\n")])
    found = next(each for each in problems_of(root) if each.key == "outcom")
    assert found.line == line_of(root, LIMP, "outcom:")
