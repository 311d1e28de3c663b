"""The cells of the evidence map."""

from __future__ import annotations

from pathlib import Path

from evidence.map_data import Cell, cells
from evidence.model import Efficacy
from evidence.store import Store, load
from tests.evidence.tiny import write


def test_a_cell_holds_what_the_headline_says(tmp_path: Path) -> None:
    (cell,) = cells(load(write(tmp_path)))
    assert cell == Cell(
        treatment="ivig",
        treatment_name="IVIG",
        condition="limp",
        condition_name="slow limp disease",
        situation=None,
        group="neurology",
        direction="benefit",
        certainty="moderate",
        certainty_basis="stated",
        question="Does IVIG help SLD?",
    )


def test_every_headline_has_its_cell(store: Store) -> None:
    headlines = [claim for claim in store.of_type(Efficacy) if claim.headline]
    found = cells(store)
    assert len(found) == len(headlines)
    assert {(each.treatment, each.condition) for each in found} == {
        (claim.treatment, claim.condition) for claim in headlines
    }


def test_situations_are_told_by_name(store: Store) -> None:
    (cell,) = (each for each in cells(store) if each.situation and "maintenance" in each.situation)
    assert cell.condition == "myasthenia-gravis"
