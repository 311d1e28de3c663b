"""YAML of the store is read safely, words stay words, and every value knows its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.yamlfile import MAX_BYTES, MAX_DEPTH, Document, Problem, read


def reading(tmp_path: Path, text: str | bytes) -> Document:
    path = tmp_path / "facts.yml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, "knowledge/facts.yml")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:\n  b: &name 1\n", 2),
        ("a: &name\n  b: 1\nc: *name\n", 1),
        ("a: [1, &x 2]\nb: *x\n", 1),
        ("a: &x [1]\nb: {<<: *x}\n", 1),
    ],
)
def test_anchors_and_aliases_are_refused_with_their_line(
    tmp_path: Path, text: str, line: int
) -> None:
    document = reading(tmp_path, text)
    assert document.data is None
    assert [problem.line for problem in document.problems] == [line]
    assert "anchors and aliases" in document.problems[0].message


def test_a_billion_laughs_are_refused_before_anything_is_built(tmp_path: Path) -> None:
    lines = ['a0: &a0 ["ha"]']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    document = reading(tmp_path, "\n".join(lines))
    assert document.data is None and document.problems


def test_deep_nesting_is_refused_and_the_limit_itself_is_not(tmp_path: Path) -> None:
    deepest = "[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH
    assert reading(tmp_path, deepest).problems == []
    too_deep = reading(tmp_path, "[" + deepest + "]")
    assert too_deep.data is None
    assert [problem.message for problem in too_deep.problems] == [
        f"nested deeper than {MAX_DEPTH} levels."
    ]
    assert reading(tmp_path, "[" * 100_000).problems  # no RecursionError either


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    document = reading(tmp_path, "# " + "x" * MAX_BYTES + "\na: 1\n")
    assert document.data is None
    assert str(MAX_BYTES) in document.problems[0].message


def test_a_key_that_stands_twice_is_reported_at_its_second_place(tmp_path: Path) -> None:
    document = reading(tmp_path, "claims:\n  - id: x\n    name: a\n    id: y\n")
    assert [(each.line, each.key) for each in document.problems] == [(4, "id")]


def test_two_keys_that_stand_twice_are_both_reported(tmp_path: Path) -> None:
    document = reading(tmp_path, "a: 1\na: 2\nb: {c: 1, c: 2}\n")
    assert [(each.line, each.key) for each in document.problems] == [(2, "a"), (3, "c")]


@pytest.mark.parametrize("word", ["NO", "ON", "no", "on", "off", "Yes", "y", "n", "True", "FALSE"])
def test_words_that_yaml_takes_for_booleans_stay_words(tmp_path: Path, word: str) -> None:
    document = reading(tmp_path, f"aliases:\n  - {word}\n{word}: kept\n")
    assert document.data == {"aliases": [word], word: "kept"}


def test_true_and_false_are_booleans_and_null_is_null(tmp_path: Path) -> None:
    document = reading(tmp_path, "a: true\nb: false\nc: null\nd: 'true'\n")
    assert document.data == {"a": True, "b": False, "c": None, "d": "true"}


@pytest.mark.parametrize("text", ["2026-11-22", "2026-02-31", "2026-13-01"])
def test_dates_stay_text_so_that_an_impossible_one_can_be_reported(
    tmp_path: Path, text: str
) -> None:
    assert reading(tmp_path, f"reviewed: {text}\n").data == {"reviewed": text}


def test_every_value_knows_its_line(tmp_path: Path) -> None:
    document = reading(
        tmp_path, "claims:\n  - id: one\n    sources:\n      - a\n      - b\n\n  - id: two\n"
    )
    assert document.line(("claims",)) == 1
    assert document.line(("claims", 0, "id")) == 2
    assert document.line(("claims", 0, "sources", 1)) == 5
    assert document.line(("claims", 1, "id")) == 7


def test_a_value_that_is_not_there_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    document = reading(tmp_path, "claims:\n  - id: one\n  - id: two\n    type: dosing\n")
    assert document.line(("claims", 1, "reviewed")) == 3
    assert document.line(("nothing", "at", "all")) == 1


def test_broken_yaml_is_a_problem_with_its_line(tmp_path: Path) -> None:
    document = reading(tmp_path, "a: 1\nb: [1, 2\nc: 3\n")
    assert document.data is None
    assert len(document.problems) == 1
    assert document.problems[0].line in (2, 3)
    assert "not valid YAML" in document.problems[0].message


def test_a_python_tag_builds_nothing(tmp_path: Path) -> None:
    made = tmp_path / "made"
    document = reading(tmp_path, f"a: !!python/object/apply:os.mkdir ['{made}']\n")
    assert not made.exists()
    assert document.problems or document.data == {"a": [str(made)]}


@pytest.mark.parametrize(
    "text", ["a: !wrong 1\n", "? [1, 2]\n: a\n- b\n", "a: 'open\n", "\ta: 1\n"]
)
def test_odd_content_is_a_problem_and_never_an_exception(tmp_path: Path, text: str) -> None:
    assert reading(tmp_path, text).problems


def test_text_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    document = reading(tmp_path, "a: Sjögren\n".encode("latin-1"))
    assert document.data is None
    assert "UTF-8" in document.problems[0].message


def test_an_empty_file_holds_nothing_and_is_no_problem(tmp_path: Path) -> None:
    document = reading(tmp_path, "# only a comment\n")
    assert (document.data, document.problems) == (None, [])


def test_a_second_document_in_a_file_is_not_dropped_in_silence(tmp_path: Path) -> None:
    assert reading(tmp_path, "a: 1\n---\nb: 2\n").problems


def test_a_problem_reads_as_file_line_key_message_and_mend() -> None:
    problem = Problem("knowledge/a.yml", 7, "direction", "`benfit` is wrong.", "benefit")
    assert str(problem) == (
        "knowledge/a.yml:7: direction: `benfit` is wrong. Did you mean `benefit`?"
    )
    assert str(Problem("a.yml", 1, "", "it is empty.")) == "a.yml:1: it is empty."
