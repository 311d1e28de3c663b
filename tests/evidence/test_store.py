"""The real store is sound, and its snapshot is the store: the same records, the same hash."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence import snapshots
from evidence.model import Approval, Efficacy
from evidence.store import Store, StoreError, from_snapshot, load, problems_of, sources_of
from service.settings import ROOT
from tests.evidence.tiny import LIMP, SOURCES, write

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FOUND_OTHERWISE = ("imprecise", "contested", "outdated", "wrong as worded", "not confirmed")
ARTICLE_CONDITIONS = (
    "gbs", "miller-fisher-syndrome", "aman", "amsan", "acute-dysautonomia", "cidp", "mmn",
    "myasthenia-gravis", "stiff-person-syndrome", "inflammatory-myopathy", "anti-mag-neuropathy",
    "diabetic-amyotrophy", "sensory-neuropathy", "vasculitic-neuropathy", "sjogren-syndrome",
)  # fmt: skip


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for snapshots, and nothing remembered from others."""
    monkeypatch.setenv("EVIDENCE_SNAPSHOTS", str(tmp_path / "snapshots"))
    snapshots.open_snapshot.cache_clear()
    yield tmp_path / "snapshots"
    snapshots.open_snapshot.cache_clear()


# --- the real store -------------------------------------------------------------------------


def test_the_real_store_is_sound() -> None:
    assert [str(each) for each in problems_of(ROOT / "knowledge")] == []


def test_every_id_is_a_slug(store: Store) -> None:
    tables = (store.conditions, store.treatments, store.terms, store.trials, store.claims)
    odd = [each for table in (*tables, store.sources) for each in table if not SLUG.fullmatch(each)]
    assert odd == []


def test_the_conditions_and_treatments_of_the_article_are_covered(store: Store) -> None:
    assert set(ARTICLE_CONDITIONS) <= set(store.conditions)
    assert {"ivig", "plasma-exchange", "corticosteroids"} <= set(store.treatments)


@pytest.mark.parametrize("condition", ARTICLE_CONDITIONS)
def test_each_condition_of_the_article_has_an_effect_on_record(
    store: Store, condition: str
) -> None:
    below = store.family(condition)
    assert any(claim.condition in below for claim in store.of_type(Efficacy) if claim.headline)


def test_all_sixty_statements_of_the_article_are_represented(store: Store) -> None:
    assert len({each.id for each in store.seed}) == 60
    assert not [
        each.id
        for each in store.seed
        if not (each.claims or each.concepts) and not (each.omitted or "").strip()
    ]


def test_where_the_article_was_found_otherwise_a_claim_says_what_it_says(store: Store) -> None:
    silent = [
        each.id
        for each in store.seed
        if each.check in FOUND_OTHERWISE
        and not any(store.claims[claim].article for claim in each.claims)
    ]
    assert silent == []


def test_every_claim_is_sourced_and_dated(store: Store) -> None:
    for claim in store.claims.values():
        assert sources_of(store, [claim.id]) == tuple(dict.fromkeys(claim.sources))
        assert claim.sources and set(claim.sources) <= set(store.sources), claim.id
        assert claim.reviewed <= store.date < claim.review_due, claim.id


def test_every_approval_names_agency_status_and_the_day_it_holds(store: Store) -> None:
    for claim in store.of_type(Approval):
        assert claim.agency in ("FDA", "EMA", "EU") and claim.status in ("approved", "off-label")
        assert claim.as_of <= store.date, claim.id
        if claim.year and claim.status == "approved":
            assert claim.year <= claim.as_of.year, claim.id


def test_no_pair_is_both_approved_and_off_label_at_one_agency(store: Store) -> None:
    seen: dict[tuple[object, ...], set[str]] = {}
    for claim in store.of_type(Approval):
        if not claim.population and not claim.situation:
            pair = (claim.treatment, claim.condition, claim.agency)
            seen.setdefault(pair, set()).add(claim.status)
    assert [pair for pair, statuses in seen.items() if len(statuses) > 1] == []


# --- snapshots ------------------------------------------------------------------------------


def test_a_snapshot_gives_the_same_store_and_the_same_hash(store: Store) -> None:
    again = from_snapshot(store.snapshot)
    assert again == store
    for table in ("claims", "conditions", "treatments", "sources", "emergencies", "uncovered"):
        # the types, too: dates, tuples, levels of certainty
        assert repr(getattr(again, table)) == repr(getattr(store, table))
    assert hash(tuple(again.claims.values())) == hash(tuple(store.claims.values()))
    assert again.snapshot == store.snapshot
    assert again.hash == store.hash and re.fullmatch(r"[0-9a-f]{12}", store.hash)
    assert again.date == store.date


def test_loading_twice_gives_the_same_hash(tmp_path: Path) -> None:
    root = write(tmp_path)
    assert load(root).hash == load(root).hash


def test_any_changed_fact_changes_the_hash(tmp_path: Path) -> None:
    before = load(write(tmp_path / "a")).hash
    edits = [
        (LIMP, "walking speed", "walking distance"),
        (LIMP, "reviewed: 2026-01-11", "reviewed: 2026-01-12"),
        (LIMP, "cues: [flare]", "cues: [flare, attack]"),
        (SOURCES, "year: 2019", "year: 2018"),
    ]
    hashes = {load(write(tmp_path / f"b{n}", [edit])).hash for n, edit in enumerate(edits)}
    assert len(hashes | {before}) == len(edits) + 1


def test_a_comment_changes_nothing(tmp_path: Path) -> None:
    before = load(write(tmp_path / "a")).hash
    commented = write(tmp_path / "b", [(SOURCES, "sources:\n", "# a note\nsources:\n")])
    assert load(commented).hash == before


def test_a_saved_snapshot_is_found_by_its_hash(shelf: Path, store: Store) -> None:
    path = snapshots.save(store)
    assert path == shelf / f"{store.hash}.json"
    assert [each.name for each in shelf.iterdir()] == [path.name]  # no part of it is left
    assert path.stat().st_mode & 0o777 == 0o644, "the service may run as another user"
    assert snapshots.open_snapshot(store.hash) == store


def test_saving_again_leaves_a_snapshot_as_it_is(shelf: Path, store: Store) -> None:
    path = snapshots.save(store)
    before = path.stat().st_mtime_ns
    assert snapshots.save(store) == path
    assert path.stat().st_mtime_ns == before


def test_a_changed_snapshot_is_refused(shelf: Path, store: Store) -> None:
    path = snapshots.save(store)
    text = path.read_text(encoding="utf-8")
    assert "IVIG may improve" in text
    path.write_text(text.replace("IVIG may improve", "IVIG improves", 1), encoding="utf-8")
    with pytest.raises(ValueError, match="damaged"):
        snapshots.open_snapshot(store.hash)


@pytest.mark.parametrize("cut", [0, 1, 1000, -1])
def test_a_snapshot_that_is_cut_short_is_refused(shelf: Path, store: Store, cut: int) -> None:
    path = snapshots.save(store)
    path.write_text(store.snapshot[:cut], encoding="utf-8")
    with pytest.raises(ValueError):
        snapshots.open_snapshot(store.hash)


def test_a_snapshot_under_another_name_is_refused(shelf: Path, store: Store) -> None:
    path = snapshots.save(store)
    path.rename(path.with_name("0123456789ab.json"))
    with pytest.raises(ValueError, match="damaged"):
        snapshots.open_snapshot("0123456789ab")


@pytest.mark.parametrize("record", ["ffffffffffff", "", "../secret", "/etc/passwd"])
def test_a_snapshot_that_is_not_there_is_an_error_and_no_other_file_is_read(
    shelf: Path, store: Store, record: str
) -> None:
    snapshots.save(store)
    (shelf.parent / "secret.json").write_text(store.snapshot, encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        snapshots.open_snapshot(record)


def test_a_snapshot_holds_no_path_of_this_machine(store: Store) -> None:
    json.loads(store.snapshot)
    assert str(ROOT) not in store.snapshot


# --- look-ups -------------------------------------------------------------------------------


def test_ancestors_children_and_family_agree(store: Store) -> None:
    for concept_id in (*store.conditions, *store.treatments):
        for ancestor in store.ancestors(concept_id):
            assert concept_id in store.family(ancestor)
        for child in store.children(concept_id):
            assert store.ancestors(child)[0] == concept_id
        assert store.family(concept_id)[0] == concept_id


def test_a_concept_that_is_not_there_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.concept("no-such-thing")


def test_one_headline_for_each_situation_of_a_pair(store: Store) -> None:
    pairs = {
        (claim.treatment, claim.condition)
        for claim in store.of_type(Efficacy)
        if claim.condition and not claim.safety
    }
    for treatment, condition in pairs:
        situations = [each.situation for each in store.headlines(treatment, condition or "")]
        assert situations, f"{treatment} in {condition} has effect claims and no headline"
        assert len(situations) == len(set(situations)), (treatment, condition)


def test_a_broken_store_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="The fact store has 1 problem:"):
        load(write(tmp_path, [(LIMP, "agency: FDA", "agency: FBI")]))
