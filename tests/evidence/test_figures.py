"""Every number that a claim states in words stands in one of its own fields as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.figures import numbers_in
from evidence.store import Store
from evidence.voice import besides, certainty_of, figures_of, statement_of
from evidence.wording import Register
from tests.evidence.tiny import LIMP, problems

DOSE = 'plain: "As published: 2 g per kg of body weight over five days."'


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("2 g per kg over five days", None),
        ("3 g per kg over five days", "3"),
        ("2 g per kg over 5 days", "5"),
        ("2 g per kg, in 1,200 people", "1200"),
        ("2 g per kg, as in the trial of 2019", None),  # its source's year
        ("2 g per kg (95% CI), in IgG4 disease or COVID-19", None),  # an interval, and names
    ],
)
def test_a_number_that_stands_in_a_sentence_only_is_told(
    tmp_path: Path, said: str, missing: str | None
) -> None:
    found = problems(tmp_path, (LIMP, DOSE, f'plain: "As published: {said}."'))
    told = [(each.key, each.message.split(" ")[0]) for each in found]
    assert told == ([("statement.plain", missing)] if missing else [])


@pytest.mark.parametrize(
    ("listed", "said", "sound"),
    [
        ("78.7%", "79%", True),
        ("78.7%", "78%", False),
        ("0.5 g/kg", "1 g/kg", False),  # a dose is not rounded
        ("1,200 people", "1200", True),
    ],
)
def test_a_sentence_may_round_a_listed_number(
    tmp_path: Path, listed: str, said: str, sound: bool
) -> None:
    edits = (
        (LIMP, "numbers: [2 g/kg over five days]", f'numbers: [2 g/kg, "{listed}"]'),
        (LIMP, DOSE, f'plain: "As published: 2 g per kg, and {said}."'),
    )
    assert (problems(tmp_path, *edits) == []) is sound


def test_digits_of_names_are_no_numbers() -> None:
    assert numbers_in("LGI1, IgG4 and COVID-19: 2-5 days, 0.4 g/kg, 1,550 cases") == {
        "2",
        "5",
        "0.4",
        "1550",
    }


def test_figures_tell_what_the_other_sentences_do_not(store: Store) -> None:
    """In the clinical register only, and none that the answer has told already."""
    shown = 0
    for claim in store.claims.values():
        assert figures_of(store, claim, Register.PLAIN) is None
        figures = figures_of(store, claim, Register.CLINICAL)
        certainty = certainty_of(store, claim)
        style = Register.CLINICAL
        said = [*statement_of(store, claim, style), *besides(claim, style)]
        text = " ".join(each.text for each in (*said, *([certainty] if certainty else [])))
        for each in claim.numbers:
            if numbers_in(each) - numbers_in(text):
                assert figures and each in figures.text, (claim.id, each)
                shown += 1
    assert shown > 100
