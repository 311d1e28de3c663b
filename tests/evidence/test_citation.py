"""How a source is cited: authors as people write them, organisations whole, no filler."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.citation import citation, link
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
        (None, "T."),
    ],
)  # fmt: skip
def test_authors(authors: str | None, cited: str) -> None:
    source = Source(
        id="s", type="rct", title="T.", authors=authors, checked="yes", url="https://example.org"
    )
    assert citation(source) == cited


@pytest.mark.parametrize(
    ("fields", "cited"),
    [
        ({"doi": "10.1000/t"}, "T."),
        ({}, "T. No address on record."),
        ({"detail": "12:3-4"}, "T. 12:3-4. No address on record."),  # how to find it without one
        ({"doi": "10.1000/t", "detail": "12:3-4"}, "T."),
        ({"doi": "10.1000/t", "unseen": ["title", "authors"]},
         "T. Title and authors not on record."),
        ({"doi": "10.1000/t", "unseen": ["authors"]}, "T. Authors not on record."),
        ({"doi": "10.1000/t", "authors": "Dale D", "unseen": ["authors"]},
         "Dale D. T. Authors from memory."),
        ({"doi": "10.1000/t", "checked": "own-knowledge"}, "T. Cited from memory, not seen."),
        ({"url": "https://www.a.org/t", "via": "copy"},
         "T. Copy at a.org, not the publisher's page."),
        ({"url": "https://www.a.org/t", "via": "abstract"},
         "T. Abstract at a.org, not the publisher's page."),
        ({"url": "https://www.a.org/t", "via": "report"}, "T. As reported at a.org."),
        ({"doi": "10.1000/t", "title": "Does it?"}, "Does it?"),
    ],
)  # fmt: skip
def test_what_is_not_known_of_a_source_is_said(fields: dict[str, Any], cited: str) -> None:
    data = {"id": "s", "type": "rct", "title": "T", "checked": "yes", **fields}
    assert citation(Source.parse_obj(data)) == cited


def test_no_source_line_holds_a_note_of_ours(store: Store) -> None:
    notes = ("own-knowledge", "not shown", "not checked", "unknown", "?.", "..")
    lines = [citation(each) for each in store.sources.values()]
    assert not [each for each in lines if any(note in each.lower() for note in notes)]


def test_an_address_that_is_not_the_publishers_is_called_so(store: Store) -> None:
    """Hosts that only mirror what others publish."""
    mirrors = ("pdfkul", "scribd", "docslib", "coek", "paperzz", "120ty", "scilit", "acemap")
    for each in store.sources.values():
        if any(mirror in (link(each) or "") for mirror in mirrors):
            assert "not the publisher's page" in citation(each), each.id


def test_no_citation_begins_with_a_filler(store: Store) -> None:
    assert not [each.id for each in store.sources.values() if citation(each).startswith(". ")]
    told = [citation(each).split(". ")[0] for each in store.sources.values() if each.authors]
    assert not [each for each in told if each.lower() == "et al"]
