"""What shows only when the records are seen together; and no claim worded too strongly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from evidence.model import Certainty, Direction, Size
from evidence.store import problems_of
from evidence.wording import Register
from evidence.yamlfile import Problem
from tests.evidence.tiny import (
    LIMP,
    OTHERS,
    SOURCES,
    WORDING,
    lexicon,
    problems,
    with_lexicon,
    write,
)

TOMORROW = (date.today() + timedelta(days=1)).isoformat()
LONG = "In adults " + "and older adults " * 7 + "this treatment may help."  # 27 words

CASES = {
    # what is broken: (file, old, new, where the line is, key, part of the message, nearest)
    "an unknown treatment": (
        LIMP, "    treatment: ivig\n", "    treatment: ivvig\n", "treatment: ivvig", "treatment",
        "`ivvig` is not an id", "ivig",
    ),
    "an unknown condition": (
        LIMP, "    condition: limp\n    agency", "    condition: limpp\n    agency",
        "condition: limpp", "condition", "`limpp` is not an id", "limp",
    ),
    "an unknown comparator": (
        LIMP, "comparator: plasma-exchange", "comparator: plasma-exchnage",
        "comparator: plasma-exchnage", "comparator", "is not an id", "plasma-exchange",
    ),
    "an unknown kind of placebo": (
        LIMP, "comparator: placebo", "comparator: placeboo", "comparator: placeboo",
        "comparator", "is not an id", "placebo",
    ),
    "an unknown situation": (
        LIMP, "    population: adults", "    situation: flair\n    population: adults",
        "situation: flair", "situation", "is not an id", "flare",
    ),
    "an unknown source of a claim": (
        LIMP, "sources: [limp-trial]", "sources: [limp-trail]", "sources: [limp-trail]",
        "sources", "`limp-trail` is not an id", "limp-trial",
    ),
    "an unknown source of a definition": (
        LIMP, "      sources: [limp-review]", "      sources: [limp-revue]", "[limp-revue]",
        "", "`limp-revue` is not an id", "limp-review",
    ),
    "an unknown source of an emergency": (
        OTHERS, "{emergency_number} now.\"\n    sources: [limp-review]",
        "{emergency_number} now.\"\n    sources: [limp-revuw]", "[limp-revuw]", "sources",
        "is not an id", "limp-review",
    ),
    "an unknown parent": (
        LIMP, "parent: limp", "parent: lomp", "parent: lomp", "parent", "is not an id", "limp",
    ),
    "a trial of an unknown condition": (
        OTHERS, "condition: limp", "condition: limb", "condition: limb", "condition",
        "is not an id", "limp",
    ),
    "an unknown near condition": (
        OTHERS, "near: [limp]", "near: [lump]", "near: [lump]", "near", "is not an id", "limp",
    ),
    "an unknown default reading": (
        OTHERS, "default: limp", "default: limpp", "default: limpp", "default", "is not an id",
        "limp",
    ),
    "an unknown reading": (
        OTHERS, "- id: limp\n        name: slow", "- id: limpp\n        name: slow",
        "- id: limpp", "readings", "is not an id", "limp",
    ),
    "a seed statement with an unknown claim": (
        OTHERS, "claims: [limp-ivig-walking]", "claims: [limp-ivig-walk]", "[limp-ivig-walk]",
        "claims", "is not an id", "limp-ivig-walking",
    ),
    "a seed statement that nothing represents": (
        OTHERS, "    claims: [limp-ivig-walking]\n", "", "id: s1", "", "represent", None,
    ),
    "an id that stands twice": (
        LIMP, "- id: limp-mild", "- id: limp", "- id: limp\n    name: mild", "id",
        "stands already in knowledge/conditions/limp.yml:2", None,
    ),
    "a claim's id that stands twice": (
        LIMP, "- id: limp-fda", "- id: limp-ivig-dose", "- id: limp-ivig-dose\n    type: approval",
        "id", "stands already", None,
    ),
    "a treatment and a condition with one id": (
        OTHERS, "- id: plasma-exchange", "- id: limp", "- id: limp", "id", "stands already", None,
    ),
    "a name of two concepts": (
        OTHERS, "aliases: [plasmapheresis]", "aliases: [Creeping-Limp]", "Creeping-Limp",
        "aliases", "belongs to `limp` too", None,
    ),
    "an alias that stands twice in a record": (
        LIMP, "- creeping limp", "- creeping limp\n      - Creeping Limp", "aliases:", "aliases",
        "stands twice", None,
    ),
    "an uncovered name that is covered": (
        OTHERS, "name: gout", "name: creeping limp", "name: creeping limp", "name",
        "is covered: `limp`", None,
    ),
    "no headline": (
        LIMP, "    headline: true\n", "", "id: limp-ivig-walking", "headline",
        "no claim of ivig in limp", None,
    ),
    "two headlines": (
        LIMP, "direction: worse", "direction: worse\n    headline: true",
        "headline: true\n    basis: one", "headline", "has a headline already", None,
    ),
    "a headline about harm": (
        LIMP, "    headline: true", "    headline: true\n    safety: true",
        "headline: true", "headline", "no headline", None,
    ),
    "no source": (
        LIMP, "sources: [limp-trial]", "sources: []", "sources: []", "sources",
        "at least one source", None,
    ),
    "nobody who reviewed it": (
        LIMP, "reviewed_by: [first reader]", "reviewed_by: []", "reviewed_by: []", "reviewed_by",
        "who reviewed", None,
    ),
    "a review in the future": (
        LIMP, "reviewed: 2026-01-10\n    review_due: 2028",
        f"reviewed: {TOMORROW}\n    review_due: 2098",
        f"reviewed: {TOMORROW}", "reviewed", "in the future", None,
    ),
    "a review that is due before it was made": (
        LIMP, "review_due: 2028-01-10", "review_due: 2025-01-10", "review_due: 2025", "review_due",
        "after the last", None,
    ),
    "a certainty without its basis": (
        LIMP, "    basis: one RCT\n    sources",
        "    certainty: low\n    because: one trial\n    basis: one RCT\n    sources",
        "certainty: low\n    because: one trial\n", "certainty", "certainty_basis", None,
    ),
    "a certainty without its because": (
        LIMP, "    basis: one RCT\n    sources",
        "    certainty: low\n    certainty_basis: judged\n    basis: one RCT\n    sources",
        "certainty: low\n    certainty_basis: judged\n    basis", "certainty", "because", None,
    ),
    "an effect without its certainty's basis": (
        LIMP, "    certainty_basis: stated\n", "", "id: limp-ivig-walking", "certainty_basis",
        "missing", None,
    ),
    "an effect in no condition": (
        LIMP, "    condition: limp\n    population", "    population", "id: limp-ivig-walking",
        "condition", "name it", None,
    ),
    "certainty none without the date of the search": (
        LIMP, "certainty: moderate", "certainty: none", "id: limp-ivig-walking", "searched",
        "date of the search", None,
    ),
    "mixed without its two sides": (
        LIMP, "direction: benefit", "direction: mixed", "id: limp-ivig-walking", "sides", "both",
        None,
    ),
    "worse than nothing": (
        LIMP, "    comparator: plasma-exchange\n", "", "id: limp-ivig-or-exchange", "comparator",
        "needs a comparator", None,
    ),
    "a banned word in a statement": (
        LIMP, "Younger people may do better.", "It is proven that younger people may do better.",
        "plain: It is proven", "statement.plain", "`proven` is a banned word", None,
    ),
    "a cure in the clinical register": (
        LIMP, "may predict a better", "may predict a cure and a better", "clinical: Younger",
        "statement.clinical", "banned word", None,
    ),
    "a banned word in a because": (
        LIMP, "because: a review pooled", "because: a review clearly pooled", "because: a review",
        "because", "banned word", None,
    ),
    "a banned word in an outcome": (
        LIMP, "outcome: walking speed\n", "outcome: guaranteed walking\n", "outcome: guaranteed",
        "outcome", "banned word", None,
    ),
    "a recommendation to take something": (
        LIMP, "Younger people may do better.", "You should take IVIG, and may do better.",
        "plain: You should", "statement.plain", "banned word", None,
    ),
    "a because with a full stop": (
        LIMP, "because: one cohort of 40 people found it", "because: one cohort found it.",
        "because: one cohort found it.", "because", "full stop", None,
    ),
    "wording stronger than low certainty": (
        LIMP, "IVIG may help less than", "IVIG helps less than", "plain: In slow limp",
        "statement.plain", "stronger than the certainty `low`", None,
    ),
    "`probably` at low certainty": (
        LIMP, "IVIG may be less effective", "IVIG is probably less effective", "clinical: In slow",
        "statement.clinical", "stronger than the certainty `low`", None,
    ),
    "a second sentence that is not hedged": (
        LIMP, "Younger people may do better.", "Younger people may do better. Men do worse.",
        "plain: Younger", "statement.plain", "“Men do worse.” is stronger", None,
    ),
    "`may` at very low certainty": (
        LIMP, "certainty: low\n    certainty_basis: judged\n    because: one cohort",
        "certainty: very-low\n    certainty_basis: judged\n    because: one cohort",
        "plain: Younger", "statement.plain", "stronger than the certainty `very-low`", None,
    ),
    "a plain sentence that is too long": (
        LIMP, "Younger people may do better.", LONG, "plain: In adults", "statement.plain",
        "sentence of 27 words", None,
    ),
    "two claims that contradict each other": (
        LIMP, "walking speed at one year\n    comparator: plasma-exchange\n    direction: worse",
        "walking speed\n    comparator: placebo\n    direction: no-benefit",
        "direction: no-benefit", "direction", "answers the same question", None,
    ),
    "a DOI that is none": (
        SOURCES, "doi: 10.1000/limp.1", "doi: doi.org/10.1000", "doi: doi.org", "doi", "DOI", None,
    ),
    "an address that is none": (
        SOURCES, "url: https://example.org/limp", "url: example.org", "url: example.org", "url",
        "web address", None,
    ),
    "a paper that stands twice": (
        SOURCES, "url: https://example.org/limp", "doi: 10.1000/LIMP.1", "doi: 10.1000/LIMP.1",
        "doi", "`limp-review`", None,
    ),
    "a source that nothing cites": (
        SOURCES, "sources:\n",
        "sources:\n  - {id: spare, type: book, title: A book, checked: partly}\n",
        "id: spare", "id", "no record cites `spare`", None,
    ),
    "an id that is no slug": (
        OTHERS, "- id: stride", "- id: The_Stride", "- id: The_Stride", "id", "", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_broken_thing_is_told_with_file_line_key_and_mend(
    tmp_path: Path, case: tuple[str, str, str, str, str, str, str | None]
) -> None:
    file, old, new, at, key, message, nearest = case
    root = write(tmp_path, [(file, old, new)])
    text = (root / file).read_text(encoding="utf-8")
    line = text[: text.index(at)].count("\n") + 1
    told = problems_of(root)
    found = [each for each in told if message in each.message and each.key.startswith(key)]
    assert found, f"not told; instead: {[str(each) for each in told]}"
    assert found[0].file == f"knowledge/{file}"
    # A reading stands in a list of its record: the line of the list is near enough.
    assert abs(found[0].line - line) <= (2 if key == "readings" else 0), str(found[0])
    assert found[0].nearest == nearest


def test_a_shared_name_is_allowed_where_it_is_listed_as_ambiguous(tmp_path: Path) -> None:
    shared = (OTHERS, "aliases: [plasmapheresis]", "aliases: [SL]")
    own = (LIMP, "- creeping limp", "- SL")
    assert problems(tmp_path, shared, own) == []
    unlisted = (OTHERS, "  - text: SL\n", "  - text: LS\n")
    assert any(
        "belongs to" in each.message for each in problems(tmp_path / "b", shared, own, unlisted)
    )


@pytest.mark.parametrize("alias", ["Creeping limps", "CREEPING-LIMP", "creeping limp's"])
def test_spellings_of_one_name_count_as_one(tmp_path: Path, alias: str) -> None:
    told = problems(tmp_path, (OTHERS, "[plasmapheresis]", f'["{alias}"]'))
    assert any("belongs to `limp` too" in each.message for each in told)


def test_a_circle_of_parents_is_told_and_ends(tmp_path: Path) -> None:
    told = problems(tmp_path, (LIMP, "    short: SLD\n", "    short: SLD\n    parent: limp-mild\n"))
    assert {each.key for each in told} == {"parent"}
    assert "its own ancestor" in told[0].message


def test_a_condition_that_is_its_own_parent_is_told(tmp_path: Path) -> None:
    told = problems(tmp_path, (LIMP, "parent: limp", "parent: limp-mild"))
    assert [each.key for each in told] == ["parent"]


def test_a_situation_needs_its_own_headline(tmp_path: Path) -> None:
    told = problems(tmp_path, (LIMP, "direction: worse", "direction: worse\n    situation: flare"))
    assert any("(flare)" in each.message and each.key == "headline" for each in told)


# --- the lexicon and the phrases ------------------------------------------------------------


def cells() -> list[tuple[str, str, str, str]]:
    """Every cell of register × direction × certainty × size that an effect can ask for."""
    found = []
    for direction in (*(each.value for each in Direction), "better"):
        sized = direction in ("benefit", "harm")
        for certainty in Certainty:
            sizes = [*(each.value for each in Size)] if sized else []
            for size in (*sizes, "unsized"):
                found.append(("plain", direction, certainty.value, size))
                found.append(("clinical", direction, certainty.value, size))
    return found


def test_the_real_lexicon_has_every_cell() -> None:
    effects = lexicon()["wording"]["effects"]
    missing = [
        cell
        for cell in cells()
        if not effects.get(cell[0], {}).get(cell[1], {}).get(cell[2], {}).get(cell[3])
    ]
    assert missing == []


@pytest.mark.parametrize(
    "cell",
    [
        ("plain", "benefit", "low", "unsized"),
        ("clinical", "harm", "high", "large"),
        ("plain", "mixed", "moderate", "unsized"),
        ("clinical", "uncertain", "none", "unsized"),
        ("plain", "better", "moderate", "unsized"),
    ],
)
@pytest.mark.parametrize("emptied", [False, True])
def test_a_missing_cell_is_told(
    tmp_path: Path, cell: tuple[str, str, str, str], emptied: bool
) -> None:
    data = lexicon()
    register, direction, certainty, size = cell
    sizes = data["wording"]["effects"][register][direction][certainty]
    if emptied:
        sizes[size] = ""
    else:
        del sizes[size]
    told = with_lexicon(tmp_path, data)
    assert [each.file for each in told] == [f"knowledge/{WORDING}"]
    assert f"{direction}.{certainty}.{size}" in told[0].message and register in told[0].message


def test_every_missing_cell_is_told_in_one_run(tmp_path: Path) -> None:
    data = lexicon()
    del data["wording"]["effects"]["plain"]["similar"]
    del data["wording"]["effects"]["clinical"]["worse"]["low"]
    told = with_lexicon(tmp_path, data)
    assert len(told) == len(Certainty) + 1


Breaks = Callable[[dict[str, Any]], None]


def _without_a_phrase(wording: dict[str, Any]) -> None:
    del wording["phrases"]["no_record_pair"]


def _without_a_certainty(wording: dict[str, Any]) -> None:
    del wording["certainty"]["very-low"]


def _with_a_blank_that_nothing_fills(wording: dict[str, Any]) -> None:
    wording["effects"]["plain"]["benefit"]["low"]["unsized"] = "In {popluation}, it may help."


def _with_a_phrase_blank_that_nothing_fills(wording: dict[str, Any]) -> None:
    wording["phrases"]["no_record_pair"] = "I have no record on {treatmnet} for {condition}."


def _with_an_open_brace(wording: dict[str, Any]) -> None:
    wording["phrases"]["no_record_pair"] = "I have no record on {treatment for {condition}."


def _stronger_than_its_certainty(wording: dict[str, Any]) -> None:
    wording["effects"]["plain"]["benefit"]["low"]["unsized"] = (
        "In {population}, {treatment} improve(s) {outcome}."
    )


@pytest.mark.parametrize(
    "breaks",
    [
        _without_a_phrase,
        _without_a_certainty,
        _with_a_blank_that_nothing_fills,
        _with_a_phrase_blank_that_nothing_fills,
        _with_an_open_brace,
        _stronger_than_its_certainty,
    ],
)
def test_wording_that_would_fail_or_mislead_in_an_answer_is_told(
    tmp_path: Path, breaks: Breaks
) -> None:
    data = lexicon()
    breaks(data["wording"])
    assert with_lexicon(tmp_path, data), "the check says that the store is sound"


def test_two_lexicons_or_none_are_told(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "second.yml").write_text((root / WORDING).read_text(), encoding="utf-8")
    assert any("exactly one" in each.message for each in problems_of(root))
    root = write(tmp_path / "b")
    (root / "local.yml").unlink()
    assert any("exactly one" in each.message for each in problems_of(root))


@pytest.mark.parametrize("register", list(Register))
def test_a_register_that_is_missing_is_told(tmp_path: Path, register: Register) -> None:
    data = lexicon()
    del data["wording"]["effects"][register.value]
    told: list[Problem] = with_lexicon(tmp_path, data)
    assert any(register.value in each.message for each in told)
