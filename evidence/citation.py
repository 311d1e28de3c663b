"""How a source is cited."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from evidence.model import Source
from evidence.wording import capitalise

VIA = {
    "copy": "copy at {host}, not the publisher's page",
    "abstract": "abstract at {host}, not the publisher's page",
    "report": "as reported at {host}",
}


def citation(source: Source) -> str:
    """ "Hughes and others. Title. Journal, 2014." What nobody has seen is said after it."""
    pages = None if link(source) else source.detail  # how to find it without an address
    place = (source.journal, source.year, pages)
    parts = (
        _authors(source.authors) if source.authors else "",
        source.title,
        ", ".join(str(each) for each in place if each),
        capitalise("; ".join(_doubts(source))),
    )
    return " ".join(
        part if part.endswith("?") else f"{part.rstrip('.')}." for part in parts if part
    )


def _doubts(source: Source) -> list[str]:
    """What a reader must know before trusting the line: not on record, from memory, a copy."""
    unseen: tuple[str, ...] = source.unseen
    missing = [name for name in unseen if name == "title" or not getattr(source, name)]
    recalled = [name for name in unseen if name not in missing]
    doubts = [f"{_joined(missing)} not on record"] if missing else []
    if source.checked == "own-knowledge":
        doubts.append("cited from memory, not seen")
    elif recalled:
        doubts.append(f"{_joined(recalled)} from memory")
    address = link(source)
    if not address:
        doubts.append("no address on record")
    elif source.via and address == source.url:
        doubts.append(VIA[source.via].format(host=urlsplit(address).netloc.removeprefix("www.")))
    return doubts


def _joined(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


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
