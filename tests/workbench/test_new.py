"""`new claim|condition|source`: answers in, YAML in the house style out, or nothing at all."""

from __future__ import annotations

from datetime import date
from difflib import ndiff
from pathlib import Path

import pytest

from evidence.model import Efficacy
from evidence.store import load, problems_of
from evidence.yamlfile import read
from tests.evidence.tiny import LIMP, SOURCES, write
from tests.workbench.run import run
from workbench.house_style import as_text, with_record

PAPER = ["new", "Fox F, Gnu G", "A trial of IVIG on pain", "Lancet", "2025", "1:2-3",
         "https://doi.org/10.1000/pain.1", "", "yes", "randomised trial", ""]  # fmt: skip
REVIEW = ["Anna Reader", "", "", ""]  # reader, reviewed, due, id
CLAIM = ["", "SLD", "", "", "adults with slow limp disease", "pain", "placebo", "benefit", "small",
         "low", "judged", "one trial with 30 people found less pain", "n", "n",
         "30 people", "", "one RCT", "n"]  # fmt: skip


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The tiny store, with a comment above a claim."""
    return write(tmp_path, [(LIMP, "  - id: limp-fda", "  # Regulators\n  - id: limp-fda")])


def new(kind: str, folder: Path, *answers: str) -> str:
    done = run("new", kind, "--knowledge", folder, answers="\n".join(answers) + "\n")
    return done.output


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.rglob("*.yml"))}


def test_a_claim_and_its_paper_are_written_where_they_belong(tiny: Path) -> None:
    before = texts(tiny)
    said = new("claim", tiny, *CLAIM, *PAPER, "", *REVIEW, "y")
    assert "IVIG may improve pain slightly." in said
    assert "Certainty: low ⊕⊕◯◯ (our reading), because one trial with 30 people" in said
    assert problems_of(tiny) == []
    claim = load(tiny).claims["limp-ivig-pain"]
    assert isinstance(claim, Efficacy)
    assert claim.numbers == ("30 people",) and claim.reviewed == date.today()
    assert claim.review_due.year == date.today().year + 2
    assert claim.reviewed_by == ("Anna Reader",) and claim.sources == ("fox2025-trial-ivig-pain",)
    source = load(tiny).sources["fox2025-trial-ivig-pain"]
    assert source.doi == "10.1000/pain.1" and source.year == 2025
    after = texts(tiny)
    for name, text in before.items():
        changes = ndiff(text.splitlines(), after[name].splitlines())
        assert not [line for line in changes if line.startswith("- ")], name
    assert "# Regulators\n  - id: limp-fda" in after["limp.yml"]


def test_a_claim_stands_after_those_most_like_it(tiny: Path) -> None:
    new("claim", tiny, *CLAIM, *PAPER, "", *REVIEW, "y")
    ids = [each["id"] for each in read(tiny / LIMP, "limp.yml").data["claims"]]
    assert ids.index("limp-ivig-pain") == ids.index("limp-ivig-or-exchange") + 1


def test_a_wrong_answer_is_told_and_asked_again(tiny: Path) -> None:
    answers = [
        "eficacy",
        "",
        "nonsense",
        "SLD",
        "",
        "flar",
        "",
        "adults",
        "pain",
        "placeboo",
        "placebo",
    ]
    answers += ["benfit", "benefit", "small", "lo", "judged", "it is proven", "one trial found it.",
                "one trial found it"]  # fmt: skip
    said = new("claim", tiny, *answers)
    assert "“eficacy” is none of them. Did you mean `efficacy`?" in said
    assert "No condition is called “nonsense”." in said
    assert "“flar” is none" not in said  # a beginning is enough
    assert "Or did you mean `placebo`?" in said
    assert "Did you mean `benefit`?" in said
    assert "`proven` is never said" in said
    assert "leave the full stop out" in said


def test_a_statement_is_held_to_its_certainty(tiny: Path) -> None:
    answers = [*CLAIM[:12], "y", "IVIG improves pain.", "IVIG may improve pain.",
               "word " * 26 + "may.", "IVIG may improve pain."]  # fmt: skip
    said = new("claim", tiny, *answers)
    assert "“IVIG improves pain.” is stronger than the certainty `low`." in said


def test_numbers_of_a_sentence_are_asked_for_and_checked(tiny: Path) -> None:
    before = texts(tiny)
    own = ["y", "IVIG may ease pain by 4.2 points.", "IVIG may reduce pain by 4.2 points.", "n"]
    said = new("claim", tiny, *CLAIM[:12], *own, *CLAIM[14:], *PAPER, "", *REVIEW, "y", "n")
    assert "Your sentences say 4.2: give each as the source states it." in said
    assert "4.2 stands in this sentence only" in said and texts(tiny) == before
    given = [*CLAIM[:12], *own, "30 people", "4.2 points less pain", *CLAIM[15:]]
    new("claim", tiny, *given, *PAPER, "", *REVIEW, "y")
    assert problems_of(tiny) == []
    assert load(tiny).claims["limp-ivig-pain"].numbers == ("30 people", "4.2 points less pain")


def test_leaving_in_the_middle_writes_nothing(tiny: Path) -> None:
    before = texts(tiny)
    assert "Aborted!" in new("claim", tiny, *CLAIM)
    assert texts(tiny) == before


def test_saying_no_writes_nothing(tiny: Path) -> None:
    before = texts(tiny)
    assert "Nothing was written." in new("claim", tiny, *CLAIM, *PAPER, "", *REVIEW, "n")
    assert texts(tiny) == before


def test_a_claim_that_breaks_the_store_is_taken_back(tiny: Path) -> None:
    """The same question as a claim on record, with another direction."""
    before = texts(tiny)
    answers = list(CLAIM)
    answers[5], answers[7], answers[8:9] = "walking speed", "no-benefit", []
    said = new("claim", tiny, *answers, *PAPER, "", *REVIEW, "y", "n")
    assert "answers the same question" in said and "Nothing was kept." in said
    assert texts(tiny) == before


def test_a_claim_of_every_other_type_can_be_added(tiny: Path) -> None:
    told = ["It may start within days.", "Onset within days."]
    timing = [
        "timing",
        "SLD",
        "",
        "",
        "onset",
        *told,
        "n",
        "",
        "one RCT",
        "limp-trial",
        "",
        *REVIEW,
    ]
    said = new("claim", tiny, *timing, "y")
    assert "Wrote knowledge/" in said, said
    general = [
        "mechanism",
        "",
        "",
        *told,
        "n",
        "",
        "laboratory research",
        "limp-trial",
        "",
        *REVIEW,
    ]
    assert "Wrote knowledge/ivig.yml:" in new("claim", tiny, *general, "y")
    assert problems_of(tiny) == []
    assert (tiny / "ivig.yml").read_text().startswith("# yaml-language-server: $schema=")


def test_a_source_is_found_by_words_of_its_title(tiny: Path) -> None:
    said = new(
        "claim", tiny, *CLAIM, "plasma exchange or ivig dale", "limp-trial", "", *REVIEW, "y"
    )
    assert "limp-trial: Dale D. IVIG or plasma exchange in slow limp disease. 2019." in said
    assert load(tiny).claims["limp-ivig-pain"].sources == ("limp-trial",)


def test_a_source_that_stands_already_is_told(tiny: Path) -> None:
    said = new("source", tiny, "Able A", "Immunoglobulin for slow limp disease", "Other", "", "x",
               "2020", "", "10.1000/LIMP.1", "10.1000/other")  # fmt: skip
    assert said.count("This stands already as `limp-review` (2024).") == 2
    assert "That does not fit: value is not a valid integer." in said


def test_a_source_is_written_and_the_next_step_is_told(tiny: Path) -> None:
    said = new("source", tiny, *PAPER[1:], "y")
    assert "Cited as: Fox and Gnu. A trial of IVIG on pain. Lancet, 2025." in said
    assert "Nothing cites it yet" in said
    assert [each.key for each in problems_of(tiny)] == ["id"]
    assert (tiny / SOURCES).read_text().count("fox2025") == 1


def test_a_condition_is_written_into_a_file_of_its_own(tiny: Path) -> None:
    names = ["creeping limp", "hop disease", "HD", "", "", "neuro", "hopping", "", ""]
    definition = ["y", "A rare disease of hops.", "A rare disorder.", "limp-review", ""]
    said = new("condition", tiny, *names, *definition, "", "y")
    assert "“creeping limp” is a name of `limp` already." in said
    assert "Wrote knowledge/conditions/hd.yml:" in said
    record = load(tiny).conditions["hd"]
    assert record.name == "hop disease" and record.aliases == ("hopping",)
    assert record.group == "neurology" and record.definition


# --- the house style ------------------------------------------------------------------------


def test_a_record_is_written_as_the_house_writes_it() -> None:
    record = {"id": "x", "on": date(2026, 1, 2), "no": "yes", "list": ["a: b"], "sub": {"k": "v"}}
    assert as_text(record) == (
        "  - id: x\n    'on': 2026-01-02\n    'no': 'yes'\n    list:\n      - 'a: b'\n"
        "    sub:\n      k: v\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("claims: []\n", "claims:\n  - id: new\n"),
        ("# top\n", "# top\n\nclaims:\n  - id: new\n"),
        ("claims:\n- id: a\n- id: b\n", "claims:\n- id: a\n- id: b\n- id: new\n"),
        (
            "claims:\n  - id: a\n\n  # of b\n  - id: b # end\n\n# below\nterms: []\n",
            "claims:\n  - id: a\n\n  # of b\n  - id: b # end\n\n  - id: new\n\n"
            "# below\nterms: []\n",
        ),
        ("claims:\n  - id: a", "claims:\n  - id: a\n\n  - id: new\n"),
    ],
)
def test_a_record_is_put_at_the_end_of_its_section(before: str, after: str) -> None:
    assert with_record(before, "claims", {"id": "new"}) == after


def test_a_record_is_put_after_another_and_comments_stay_with_what_follows() -> None:
    before = "claims:\n  - id: a\n    t: |\n      text\n\n  # of b\n  - id: b\n"
    assert with_record(before, "claims", {"id": "new"}, after=0) == (
        "claims:\n  - id: a\n    t: |\n      text\n\n  - id: new\n\n  # of b\n  - id: b\n"
    )
