"""How a source is cited."""

from __future__ import annotations

import re

from evidence.model import Source


def citation(source: Source) -> str:
    """ "Hughes and others. Title. Journal, 2014." Sources from memory say so."""
    known = source.authors and not source.authors.lower().startswith("not shown")
    parts = [_authors(source.authors or "")] if known else []
    parts.append(source.title.rstrip("."))
    place = ", ".join(str(each) for each in (source.journal, source.year) if each)
    if place:
        parts.append(place)
    return ". ".join(parts) + "."


def link(source: Source) -> str | None:
    """The address to open: the DOI's where there is one."""
    if source.doi:
        return f"https://doi.org/{source.doi}"
    if source.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    return source.url


def _authors(authors: str) -> str:
    """The first author's family name, and "and others" where there are more than two.

    The name of an organisation stays whole, also one with a comma in it.
    """
    people = authors.split(";")[0]
    names = [name.strip() for name in people.split(",") if name.strip()]
    persons = [name for name in names if not name.startswith("et al")]
    if not any(_INITIALS.search(name) for name in persons):
        return authors.strip().rstrip(".")
    if len(names) == 1:
        return authors.strip().rstrip(".")
    if len(persons) == len(names) == 2:
        return f"{_family(names[0])} and {_family(names[1])}"
    return f"{_family(persons[0])} and others"


_INITIALS = re.compile(r" [A-Z-]{1,3}$")


def _family(name: str) -> str:
    """ "Hughes RAC" → "Hughes"; the name of an organisation stays whole."""
    family, _, initials = name.rpartition(" ")
    return family if family and initials.isupper() and len(initials) <= 3 else name
