"""How a source is cited."""

from __future__ import annotations

from typing import Optional

from evidence.model import Source


def citation(source: Source) -> str:
    """ "Hughes and others. Title. Journal, 2014." Sources from memory say so."""
    parts = [_authors(source.authors)] if source.authors else []
    parts.append(source.title.rstrip("."))
    place = ", ".join(str(each) for each in (source.journal, source.year) if each)
    if place:
        parts.append(place)
    return ". ".join(parts) + "."


def link(source: Source) -> Optional[str]:
    """The address to open: the DOI's where there is one."""
    if source.doi:
        return f"https://doi.org/{source.doi}"
    if source.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    return source.url


def _authors(authors: str) -> str:
    """The first author's family name, and "and others" where there are more than two."""
    names = [name.strip() for name in authors.split(";")[0].split(",") if name.strip()]
    if len(names) <= 1:
        return authors.strip().rstrip(".")
    families = [name.rsplit(" ", 1)[0] if name.split()[-1].isupper() else name for name in names]
    if len(names) == 2:
        return f"{families[0]} and {families[1]}"
    return f"{families[0]} and others"
