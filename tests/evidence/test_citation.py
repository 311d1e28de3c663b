"""How a source is cited: authors as people write them, organisations whole, no filler."""

from __future__ import annotations

import pytest

from evidence.citation import citation
from evidence.model import Source
from evidence.store import Store


@pytest.mark.parametrize(
    ("authors", "cited"),
    [
        ("Dale D", "Dale D. T."),
        ("Able A, Baker BC", "Able and Baker. T."),
        ("van der Meche FGA, Schmitz PIM; Study Group", "van der Meche and Schmitz. T."),
        ("Able A, Baker B, Cane C", "Able and others. T."),
        ("Able A, et al.", "Able and others. T."),
        ("National Blood Authority, Australia", "National Blood Authority, Australia. T."),
        ("American Academy of Allergy, Asthma & Immunology",
         "American Academy of Allergy, Asthma & Immunology. T."),
        ("EMA, CHMP", "EMA, CHMP. T."),
        ("not shown", "T."),
        ("Not shown (a cohort)", "T."),
        (None, "T."),
    ],
)  # fmt: skip
def test_authors(authors: str | None, cited: str) -> None:
    source = Source(id="s", type="rct", title="T.", authors=authors, checked="yes")
    assert citation(source) == cited


def test_no_citation_begins_with_a_filler(store: Store) -> None:
    assert not [each.id for each in store.sources.values() if citation(each).startswith(". ")]
    told = [citation(each).split(". ")[0] for each in store.sources.values() if each.authors]
    assert not [each for each in told if each.lower() in ("not shown", "unknown", "et al")]
