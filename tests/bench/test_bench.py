"""The bench's own parts: made-up stores are sound, ratios and chart say what was measured."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from bench.goals import results
from bench.made_up import larger
from bench.measuring import percentile, spread
from bench.report import chart
from bench.sides import OURS, STOCK
from bench.training import change
from evidence.store import Store, from_snapshot, load
from service.settings import ROOT


def figures(ours: float, stock: float) -> dict[str, dict[str, float]]:
    return {OURS: spread([ours]), STOCK: spread([stock])}


def test_a_larger_store_has_so_many_conditions_and_claims_under_names_of_their_own(
    store: Store,
) -> None:
    large = from_snapshot(larger(store.snapshot, 10))
    assert len(large.conditions) == 10 * len(store.conditions)
    of_conditions = [each for each in store.claims.values() if each.condition]
    assert len(large.claims) == len(store.claims) + 9 * len(of_conditions)
    assert {each.name for each in store.conditions.values()} < {
        each.name for each in large.conditions.values()
    }
    for claim in large.claims.values():
        assert claim.condition is None or claim.condition in large.conditions
    for condition in large.conditions.values():
        assert condition.parent is None or condition.parent in large.conditions


def test_the_same_size_gives_the_same_store(store: Store) -> None:
    assert larger(store.snapshot, 2) == larger(store.snapshot, 2)
    assert larger(store.snapshot, 1) == json.dumps(
        json.loads(store.snapshot), sort_keys=True, ensure_ascii=False
    )


@pytest.mark.parametrize(("ours", "reached"), [(10.0, True), (20.0, False)])
def test_a_goal_is_judged_by_the_medians(ours: float, reached: bool) -> None:
    ((goal, ratio),) = results({"turn": figures(ours, 100.0)})
    assert ratio == pytest.approx(ours / 100)
    assert goal.reached(ratio) is reached


def test_a_rate_must_be_the_greater_one() -> None:
    ((goal, ratio),) = results({"rate": figures(90.0, 10.0)})
    assert (ratio, goal.reached(ratio)) == (9.0, True)


def test_the_99th_percentile_of_a_hundred_is_the_last_but_none() -> None:
    assert percentile([float(each) for each in range(100)], 0.99) == 99
    assert percentile([5.0], 0.99) == 5


def test_the_chart_is_svg_with_every_side() -> None:
    picture = chart({"turn": figures(10.0, 100.0), "crowd99": {OURS: 1.0, STOCK: 2.0}})
    words = "".join(ElementTree.fromstring(picture).itertext())
    assert words.count(OURS) == words.count(STOCK) == 2
    assert "100 (100–100)" in words


def test_a_changed_fact_is_a_sound_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    import shutil

    copy = tmp_path_factory.mktemp("checkout") / "knowledge"
    shutil.copytree(ROOT / "knowledge", copy)
    change(copy / "conditions" / "cidp.yml")
    before, after = load(ROOT / "knowledge"), load(copy)
    changed = [each for each in before.claims if before.claims[each] != after.claims[each]]
    assert len(changed) == 1
