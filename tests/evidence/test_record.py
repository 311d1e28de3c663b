"""What the record may rest on: nothing that only somebody's memory stands behind."""

from __future__ import annotations

import re

from evidence.model import Approval, Certainty, CertaintyBasis, Efficacy
from evidence.store import Store


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
