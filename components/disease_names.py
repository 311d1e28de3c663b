"""Names of diseases as people write them, from the titles of two catalogues.

ICD-10-CM says "Gout, unspecified", "Anemia NOS", "Malignant neoplasm of pancreas"; Orphanet
and OMIM say "Ehlers-Danlos syndrome, classic type, 1", "DEAFNESS, AUTOSOMAL RECESSIVE 26".
Pure functions on text: which names are kept in the end is decided in `uncovered`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

MOST_WORDS = 8

_TAGS = re.compile(
    r"(,? (NOS|NEC)\b|,? (not elsewhere classified|unspecified|so stated|uncomplicated|familial)"
    r"|,? without (other )?complications?|,? in diseases classified elsewhere"
    r"|,? not having achieved remission|,? single episode)+$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\[[^\]]*\]")
_ASIDE = re.compile(r"\s*\(([^)]*)\)")
# Words of a classification, not of a name: a place, a side, a stage, a combination, a rest.
_CLASSIFIES = re.compile(
    r"\b(others?|unspecified|specified|elsewhere|classified|classifiable|without|with|due to"
    r"|complicat\w*|trimester|f(o)?etus|sequelae?|encounter|stage|grade|class|category|status"
    r"|history|right|left|bilateral|unilateral|sites?|limbs?|lower|upper|following|resulting"
    r"|associated|secondary to|remission|relapse|affecting|affected|maternal|mother|intractable"
    r"|initial|subsequent|mention|drug or chemical|procedure|postprocedural|intraoperative"
    r"|findings?|observation|screening|care|carrier|suspected|underlying|including|excluding"
    r"|current|episode|excludes?|any|not|region|vertebra\w*|quadrant|lymph nodes|and|or|nor"
    r"|neoplasms?|carcinoma in situ|as the cause|induced|caused|newborn|pregnancy|gestation\w*"
    r"|labor|puerperium|delivery|birth|foreign body|lesions?|disorders? of|diseases? of"
    r"|anomal(y|ies) of|malformations? of|deformit(y|ies) of|injury to"
    r"|in (arm|leg|hand|foot|hip|knee|thigh|shoulder|wrist|elbow)|use|abuse|dependence|withdrawal"
    r"|intoxication|personality|fear of|parts?|teeth|tooth|dental|restoration|retained|described"
    r"|conditions?|overlapping|section|level|related)\b",
    re.IGNORECASE,
)
_CANCER = re.compile(r"Malignant (?:primary )?neoplasm of ([a-z ]+)")
_ADJECTIVE = re.compile(
    r"(ic|al|ous|ive|ent|ant|ed|ary|oid|ile|able|onset|acute|severe|mild)$", re.I
)
_LEARNED = re.compile(
    r"(itis|osis|iasis|oma|emia|uria|pathy|plasia|trophy|ism|algia|sia|tonia|derma|...ular|...ical|....ous)$"
)
# Titles of OMIM that name no disease.
_NO_DISEASE = re.compile(
    r"\b(susceptibility|resistance to|modifier|protection against|quantitative trait|variation in"
    r"|blood group|polymorphism|predisposition|locus|antigen|phenotype|pigmentation|included"
    r"|moved to|response to|influenced by|somatic cell|measurement|level of)\b|;;|^[#*%+]|--",
    re.IGNORECASE,
)
_NUMBER = re.compile(r",? (?:type )?(?:\d+[A-Z]?|[IVX]+[A-Z]?)$")
_MODIFIER = re.compile(
    r"^(autosomal|x-linked|y-linked|type|somatic|mitochondrial|digenic|isolated|familial|severe"
    r"|mild|classic\w*|early-onset|late-onset|infantile|juvenile|adult|neonatal|congenital"
    r"|idiopathic|progressive|benign|acute|chronic|primary|hereditary|\d+[a-z]?$|[ivx]+[a-z]?$)",
    re.IGNORECASE,
)
_INHERITED = re.compile(
    r",? (autosomal (dominant|recessive)|x-linked( (dominant|recessive))?|somatic|digenic)"
    r"( or (dominant|recessive))?$",
    re.IGNORECASE,
)


def classified_names(title: str) -> Iterator[str]:
    """The names in a title or an inclusion term of ICD-10-CM; none where it is a mere class."""
    cancer = _CANCER.fullmatch(_TAGS.sub("", title))
    if cancer:
        part = cancer.group(1)
        if not _CLASSIFIES.search(part):
            yield from (f"{part} cancer", f"cancer of {part}", f"cancer of the {part}")
        return
    title = _BRACKETS.sub("", title).strip()
    for written in _without_aside(title):
        name = _TAGS.sub("", re.sub(r"^Unspecified ", "", written)).strip(" ,")
        if not _CLASSIFIES.search(name):
            yield from _turned_only(name)


def catalogued_names(title: str) -> Iterator[str]:
    """The names in a title of OMIM or Orphanet: as it stands, turned round, without its number."""
    if _NO_DISEASE.search(title):
        return
    if title.isupper():
        title = title.capitalize()
    for written in _without_aside(title):
        bare = _bare(written)
        if bare == written or not ("," in written or " " not in bare):
            yield from _uninverted(written)
        if bare != written:
            yield from _uninverted(bare)


def _bare(name: str) -> str:
    """ "Deafness, autosomal recessive 26" without its number and its way of inheritance."""
    shorter = _INHERITED.sub("", _NUMBER.sub("", name))
    return name if shorter == name else _bare(shorter)


def _without_aside(title: str) -> tuple[str, ...]:
    """ "Spondylosis (cervical)" as "spondylosis", and with the one aside as "… cervical"."""
    bare = _ASIDE.sub("", title).strip()
    asides = _ASIDE.findall(title)
    return (bare, _ASIDE.sub(r" \1", title)) if len(asides) == 1 and bare else (bare,)


def _turned_only(name: str) -> Iterator[str]:
    """The same of ICD-10-CM, where what follows a comma is mostly a part of the body."""
    parts = name.split(", ")
    if all(_ADJECTIVE.search(part) for part in parts[1:]):
        yield from _uninverted(name)


def _uninverted(name: str) -> Iterator[str]:
    """ "Asthma, intermittent" as "intermittent asthma", and by its head where that is a name."""
    parts = [part.strip() for part in re.split(r",(?: |$)", name) if part.strip()]
    if len(parts) == 1:
        yield parts[0]
    if len(parts) < 2:
        return
    turned = len(parts) == 2 and _ADJECTIVE.search(parts[1]) and len(parts[1].split()) <= 3
    yield f"{parts[1]} {parts[0]}" if turned else " ".join(parts)
    if all(_MODIFIER.match(part) for part in parts[1:]):
        yield parts[0]


def lowered(name: str, common: Container[str], english: Container[str]) -> str:
    """The name as inside a sentence: "gout", but "Hunter syndrome" and "IgA nephropathy".

    `common`: words that the catalogues write small in the middle of a title; `english`:
    everyday words, which may be somebody's name before "syndrome" or "disease".
    """
    if " " not in name:
        return name.lower() if re.fullmatch(r"[A-Z][a-z]+", name) else name
    after_a_person = re.search(r"(syndrome|disease)\b", name)
    return " ".join(
        word.lower()
        if re.fullmatch(r"[A-Z][a-z]*(?:[-/][A-Z]?[a-z]+)*", word)
        and all(
            part in common or _LEARNED.search(part) or (part in english and not after_a_person)
            for part in re.split(r"[-/]", word.lower())
        )
        else word
        for word in name.split(" ")
    )
