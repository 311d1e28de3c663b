"""What the record may rest on: nothing that only somebody's memory stands behind."""

from __future__ import annotations

import re

from evidence.citation import link
from evidence.model import (
    Administration,
    Approval,
    Certainty,
    CertaintyBasis,
    Claim,
    Efficacy,
    Mechanism,
)
from evidence.model import Safety as SafetyClaim
from evidence.store import Store
from service.settings import ROOT


def test_what_rests_on_memory_alone_states_no_number(store: Store) -> None:
    for claim in store.claims.values():
        if {store.sources[each].checked for each in claim.sources} == {"own-knowledge"}:
            texts = [each for each in (claim.statement, claim.beside) if each]
            said = " ".join(f"{each.plain} {each.clinical}" for each in texts)
            assert not claim.numbers and not re.search(r"\d", f"{said} {claim.because}"), claim.id


def test_what_rests_on_memory_alone_is_our_reading_and_not_sure(store: Store) -> None:
    for claim in store.of_type(Efficacy):
        if {store.sources[each].checked for each in claim.sources} == {"own-knowledge"}:
            assert claim.certainty_basis is CertaintyBasis.JUDGED, claim.id
            assert claim.certainty in (Certainty.LOW, Certainty.VERY_LOW), claim.id


def test_a_certainty_stated_by_a_review_cites_a_review_or_guideline(store: Store) -> None:
    kinds = r"review|cochrane|guideline|summary|paper|public"
    for claim in store.of_type(Efficacy):
        if claim.certainty_basis is CertaintyBasis.STATED:
            types = {store.sources[each].type for each in claim.sources}
            assert any(re.search(kinds, each) for each in types), (claim.id, types)


def test_figures_that_nobody_has_seen_stand_in_no_answer(store: Store) -> None:
    said = " ".join(
        f"{each.statement.plain} {each.statement.clinical}"
        for each in (*store.trials.values(), *store.claims.values())
        if each.statement
    )
    for figure in ("28/121", "28 of 121", "25 of 35", "0.98 (0.58", "1.94 (1.01", "-41%"):
        assert figure not in said
    assert "23%" not in store.trials["raise"].statement.plain


def test_no_national_approval_is_given_out_as_the_emas(store: Store) -> None:
    national = [each.id for each in store.of_type(Approval) if each.agency == "EU"]
    assert national == ["dm-octagam10-eu"]


def test_steroids_stopped_suddenly_cite_a_page_on_it(store: Store) -> None:
    assert "adshg-adrenal-crisis" in store.emergencies["steroids-stopped"].sources


def test_the_page_on_the_research_notes_counts_the_record_of_today(store: Store) -> None:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    lines = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    found = {
        cells[0].strip(): [int(each) for each in re.findall(r"\d+", cells[5])]
        for cells in lines
        if len(cells) == 6
    }
    situations = store.conditions.values()
    general = [claim for claim in store.claims.values() if claim.condition is None]
    assert found["conditions"] == [
        len(store.conditions), sum(len(each.situations) for each in situations)
    ]  # fmt: skip
    assert found["claims about effect"] == [_count(store, Efficacy), len(store.claims)]
    members = [each for each in store.treatments.values() if each.parent]
    assert found["treatments"] == [len(store.treatments), len(members)]
    statuses = [each.status for each in store.of_type(Approval)]
    assert found["approvals"] == [statuses.count("approved"), statuses.count("off-label")]
    assert found["harms"] == [_count(store, SafetyClaim)]
    assert found["emergencies"] == [len(store.emergencies)]
    assert found["how it is made and given"] == [
        _count(store, Mechanism), _count(store, Administration),
        *(sum(each.type == kind for each in general) for kind in ("dosing", "timing")),
    ]  # fmt: skip
    assert found["sources"] == [len(store.sources)]


def _count(store: Store, kind: type[Claim]) -> int:
    return sum(isinstance(each, kind) for each in store.claims.values())


def test_the_page_counts_what_is_not_known_of_the_sources(store: Store) -> None:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    sources = store.sources.values()
    counts = {
        r"title of (\d+)": sum("title" in each.unseen for each in sources),
        r"authors of (\d+)": sum("authors" in each.unseen for each in sources),
        r"(\d+) have neither": sum(not link(each) for each in sources),
        r"(\d+) lead to a copy": sum(bool(each.via) for each in sources),
        r"(\d+) are cited from memory": sum(each.checked == "own-knowledge" for each in sources),
    }
    for words, count in counts.items():
        (told,) = re.findall(words, page)
        assert int(told) == count, words
