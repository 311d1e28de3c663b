"""Trust, checked when the store is built: contradictions, readers, fallen sources, corrections."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.answers.updates import answer as updates
from evidence.draft import compose
from evidence.integrity import contradictions
from evidence.loading import load_folder
from evidence.model import Certainty, Direction
from evidence.question import Request
from evidence.store import Store, load
from evidence.wording import Register
from tests.evidence.tiny import LIMP, SOURCES, line_of, problems, write

FIRST = """\
  - id: limp-ivig-walking
    type: efficacy
    treatment: ivig
    condition: limp
    population: adults with slow limp disease
    outcome: walking speed
    comparator: placebo
    direction: benefit
    headline: true
    basis: systematic review of RCTs
    certainty: moderate
"""
TOMORROW = (date.today() + timedelta(days=1)).isoformat()


def twin(**changes: str) -> str:
    """A second claim on the question of `limp-ivig-walking`, with some values changed."""
    fields = {
        "id": "limp-ivig-twin", "type": "efficacy", "treatment": "ivig", "condition": "limp",
        "population": "Adults with Slow-Limp disease", "outcome": "walking speed",
        "comparator": "placebo", "direction": "benefit", "basis": "one RCT",
        "certainty": "moderate", "certainty_basis": "judged", "because": "one trial found it",
        "sources": "[limp-trial]", "reviewed": "2026-01-10", "review_due": "2028-01-10",
        "reviewed_by": "[first reader]",
    } | changes  # fmt: skip
    lines = [f"    {name}: {value}\n" for name, value in fields.items()]
    return "  - " + "".join(lines)[4:]


def with_twin(folder: Path, **changes: str) -> list[tuple[str, str]]:
    """(key, message) of each problem after a twin was put before the first claim."""
    found = problems(folder, (LIMP, "claims:\n", "claims:\n" + twin(**changes)))
    return [(each.key, each.message) for each in found]


# --- contradictions -------------------------------------------------------------------------


def test_two_directions_for_one_question_are_told(tmp_path: Path) -> None:
    ((key, message),) = with_twin(tmp_path, direction="no-benefit")
    assert key == "direction"
    assert "`limp-ivig-twin` answers the same question with `no-benefit`" in message


def test_two_certainties_for_one_finding_are_told(tmp_path: Path) -> None:
    ((key, message),) = with_twin(tmp_path, certainty="low")
    assert key == "certainty"
    assert "`low`" in message and "limp-ivig-twin" in message


def test_the_same_finding_twice_is_told(tmp_path: Path) -> None:
    ((key, message),) = with_twin(tmp_path)
    assert key == "id" and "answers the same question" in message


@pytest.mark.parametrize("change", [{"outcome": "pain"}, {"population": "children"}])
def test_another_outcome_or_population_is_another_question(
    tmp_path: Path, change: dict[str, str]
) -> None:
    assert with_twin(tmp_path, direction="no-benefit", **change) == []


def test_a_comparison_told_from_the_other_side_must_agree(tmp_path: Path) -> None:
    """IVIG is worse than exchange; exchange against IVIG must then be a benefit."""
    other_side = {
        "treatment": "plasma-exchange", "comparator": "ivig", "certainty": "low",
        "outcome": "walking speed at one year", "headline": "true",
    }  # fmt: skip
    for direction, wanted in (("worse", "direction"), ("benefit", "id")):
        found = with_twin(tmp_path / direction, direction=direction, **other_side)
        assert [key for key, _ in found] == [wanted], found


@settings(
    max_examples=40, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.sampled_from(Direction), st.sampled_from(Certainty))
def test_a_twin_is_never_unnoticed(
    tmp_path: Path, direction: Direction, certainty: Certainty
) -> None:
    text = twin(direction=direction.value, certainty=certainty.value)
    root = write(tmp_path, [(LIMP, "claims:\n", "claims:\n" + text)])
    assert len(list(contradictions(load_folder(root)))) == 1


# --- readers --------------------------------------------------------------------------------


def test_two_names_take_the_mark_away(tmp_path: Path) -> None:
    one, two, same = (
        load(write(tmp_path / name, [(LIMP, "[first reader]", readers)]))
        for name, readers in (
            ("one", "[first reader]"),
            ("two", "[first reader, second reader]"),
            ("three", "[first reader, second reader, third reader]"),
        )
    )
    marks = [said(store, "limp-ivig-walking") for store in (one, two, same)]
    assert ["not yet seen by a second reader" in mark for mark in marks] == [True, False, False]


def said(store: Store, claim: str) -> str:
    from evidence.draft import Draft
    from evidence.voice import statement_of

    draft = Draft(Request(kind="efficacy", treatments=("ivig",), conditions=("limp",)))
    draft.say(*statement_of(store, store.claims[claim], Register.PLAIN))
    return compose(store, draft, None).text


@pytest.mark.parametrize(
    ("readers", "message"),
    [("[Anna, anna]", "`anna` stands twice"), ("[Anna, '']", "name is empty")],
)
def test_a_second_reader_is_another_person(tmp_path: Path, readers: str, message: str) -> None:
    (found,) = problems(tmp_path, (LIMP, "[first reader]", readers))
    assert found.key == "reviewed_by" and message in found.message


# --- sources --------------------------------------------------------------------------------

DOI = "    doi: 10.1000/limp.1\n"
SOURCE_CASES = {
    "a retracted source": (
        DOI, DOI + "    retracted: 2025, the data could not be verified\n", "limp-ivig-walking",
        "retracted (2025, the data could not be verified)",
    ),
    "a superseded source": (
        DOI, DOI + "    superseded: limp-trial\n", "limp-ivig-walking", "the newer `limp-trial`",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCE_CASES)
def test_every_record_that_rests_on_a_fallen_source_is_told(tmp_path: Path, name: str) -> None:
    old, new, claim, message = SOURCE_CASES[name]
    found = problems(tmp_path, (SOURCES, old, new))
    root = tmp_path / "knowledge"
    resting = (root / LIMP).read_text().count("[limp-review]")
    others = (root / "treatments.yml").read_text().count("[limp-review]")
    assert len(found) == resting + others
    assert all("sources" in each.key and message in each.message for each in found)
    start = line_of(root, LIMP, claim)
    assert any(each.file.endswith(LIMP) and start < each.line < start + 20 for each in found)


def test_a_fallen_source_may_stand_without_being_cited(tmp_path: Path) -> None:
    extra = "  - id: old\n    type: rct\n    title: Old\n    checked: partly\n    retracted: 2020\n"
    assert problems(tmp_path, (SOURCES, "sources:\n", "sources:\n" + extra)) == []


def test_a_retired_guideline_may_rest_on_a_superseded_document(tmp_path: Path) -> None:
    guideline = """\
  - id: limp-guide
    type: guideline
    condition: limp
    body: Limp Society
    year: 2001
    retired: true
    stance: for
    statement:
      plain: In 2001 the Limp Society spoke for it; that guideline is retired.
      clinical: Limp Society 2001 (retired) suggests it.
    basis: guideline
    sources: [old]
    reviewed: 2026-01-10
    review_due: 2028-01-10
    reviewed_by: [first reader]
"""
    old = "  - id: old\n    type: guideline\n    title: Old\n    checked: partly\n"
    for marked, told in (("superseded: limp-review", 0), ("retracted: withdrawn", 1)):
        found = problems(
            tmp_path / marked[:4],
            (LIMP, "claims:\n", "claims:\n" + guideline),
            (SOURCES, "sources:\n", f"sources:\n{old}    {marked}\n"),
        )
        assert len(found) == told, found


@pytest.mark.parametrize(
    ("new", "key", "message"),
    [
        ("doi: https://doi.org/10.1000/limp.1", "doi", "is not a DOI"),
        ("doi: 10.1000/limp.1.", "doi", "is not a DOI"),
        ("doi: 10.1000", "doi", "is not a DOI"),
        ("pmid: 0", "pmid", "is not a PMID"),
        ("pmid: 123456789", "pmid", "is not a PMID"),
        ("pmid: PMC12", "pmid", "integer"),
        ("authors: not shown", "authors", "list it under `unseen`"),
        ("journal: Blood (own-knowledge)", "journal", "list it under `unseen`"),
        ("via: copy", "via", "what the `url` leads to"),
        ("superseded: limp-trail", "superseded", "is not an id"),
        ("superseded: limp-review", "superseded", "does not take its own place"),
    ],
)
def test_a_malformed_identifier_is_told(tmp_path: Path, new: str, key: str, message: str) -> None:
    found = problems(tmp_path, (SOURCES, "doi: 10.1000/limp.1", new))
    assert [each.key for each in found if message in each.message] == [key], found


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        ("doi: 10.1000/limp.1", "doi: 10.1000/LIMP.1", "doi"),
        ("pmid: 12", "pmid: 12", "pmid"),
        ("url: https://example.org/limp/", "url: http://www.example.org/limp", "url"),
    ],
)
def test_a_paper_that_stands_twice_is_told(
    tmp_path: Path, first: str, second: str, key: str
) -> None:
    found = problems(
        tmp_path,
        (SOURCES, "doi: 10.1000/limp.1", first),
        (SOURCES, "url: https://example.org/limp\n", second + "\n"),
    )
    assert [(each.key, each.message) for each in found] == [
        (key, "the same paper stands as `limp-review`.")
    ]


def test_the_same_title_of_the_same_people_in_the_same_year_is_one_paper(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        (SOURCES, "authors: Dale D", "authors: Able A"),
        (SOURCES, "IVIG or plasma exchange in slow limp", "immunoglobulin for Slow-Limp"),
        (SOURCES, "year: 2019", "year: 2024"),
    )
    assert [each.key for each in found] == ["title"]


# --- corrections ----------------------------------------------------------------------------

NOTICE = {
    "id": "limp-number", "was": "the review pooled five trials", "since": "2025-01-10",
    "until": "2026-01-10", "claims": "[limp-ivig-walking]",
}  # fmt: skip
NOW = "      plain: {plain}\n      clinical: {plain}\n"
RIGHT = "IVIG probably improves walking speed, and the review pooled three trials."


def notice(folder: Path, plain: str = RIGHT, **changes: str) -> Path:
    """The tiny store with a correction."""
    root = write(folder)
    lines = "".join(f"    {name}: {value}\n" for name, value in {**NOTICE, **changes}.items())
    text = "corrections:\n  - " + lines[4:] + "    now:\n" + NOW.format(plain=plain)
    (root / "corrections.yml").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"claims": "[limp-ivig-walkin]"}, "claims"),
        ({"claims": "[]"}, "claims"),
        ({"until": "2024-01-10"}, "until"),
        ({"until": TOMORROW}, "until"),
        ({"was": "it pooled five trials."}, "was"),
        ({"plain": "IVIG improves walking speed."}, "now.plain"),
        ({"plain": "IVIG may help, and it is proven."}, "now.plain"),
    ],
)
def test_a_notice_that_would_mislead_is_told(
    tmp_path: Path, changes: dict[str, str], key: str
) -> None:
    from evidence.store import problems_of

    found = problems_of(notice(tmp_path, **changes))
    assert key in [each.key for each in found], found


def test_a_notice_is_told_to_whoever_asks_what_is_new(tmp_path: Path) -> None:
    store = load(notice(tmp_path))
    text = told_of(store, "what is new?")
    assert "Corrected on 10 January 2026. From 10 January 2025 until then" in text
    assert "answers said that the review pooled five trials" in text and RIGHT in text
    assert "five trials" not in told_of(store, "what is new since 2030?")
    assert "five trials" in told_of(store, "what is new in SLD?", "limp")
    assert "five trials" not in told_of(store, "what is new in mild limp?", "limp-mild")


def told_of(store: Store, text: str, *conditions: str) -> str:
    request = Request(kind="updates", text=text, treatments=("ivig",), conditions=conditions)
    answer = compose(store, updates(store, request, Register.PLAIN), None)
    if "five trials" in answer.text:
        assert "limp-ivig-walking" in answer.claims
        assert "limp-review" in [each.id for each in answer.sources]
    return answer.text


def test_a_notice_survives_the_snapshot(tmp_path: Path) -> None:
    from evidence.store import from_snapshot

    store = load(notice(tmp_path))
    again = from_snapshot(store.snapshot)
    assert again.corrections == store.corrections and again.hash == store.hash
