"""Names of concepts, and the form in which two spellings of a name are the same.

Case, diacritics, hyphens, apostrophes and the possessive s do not count:
"Sjögren's", "sjogren" and "SJOGREN’S" are one name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from evidence.model import Concept, Condition

_POSSESSIVE = re.compile(r"(?<=\w)['’`´]s\b|(?<=\w)s['’](?=\s|$)")
_WORD = re.compile(r"[a-z0-9]+")
_PLURAL = re.compile(r"[^sui]s$")
_IN_Y = re.compile(r"[^aeiou]y$")


def fold(text: str) -> str:
    """`text` in lower case without diacritics, of the same length, so that offsets hold."""
    if text.isascii():
        return text.lower()
    return "".join(_plain(character) for character in text)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKD", character)[:1].lower()
    return folded if len(folded) == 1 else " "


def words(text: str) -> list[tuple[str, int, int]]:
    """The words of `text`, folded, each with its start and end; a possessive s is left out."""
    folded = _POSSESSIVE.sub(lambda match: " " * len(match.group()), fold(text))
    return [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded)]


def key(name: str) -> str:
    """The form under which a name is looked up: its folded words with single spaces."""
    return " ".join(word for word, _, _ in words(name))


@lru_cache(maxsize=32_768)
def cue_key(cue: str) -> str:
    """`key` of a name or cue of the store, of which a turn asks for the same ones many times.

    Never for what somebody typed: it stays in memory.
    """
    return key(cue)


def variants(name: str) -> Iterator[str]:
    """The key of a name and of its plural, as people write it."""
    base = key(name)
    yield base
    last = base.rsplit(" ", 1)[-1]
    if _PLURAL.search(last) and len(last) > 5:
        yield base[:-1]
    if len(last) < 4 or last.endswith("s") or last.isdigit():
        return
    if _IN_Y.search(last):
        yield base[:-1] + "ies"
    yield base + "s"


def spellings(name: str) -> Iterator[str]:
    """The keys of a name: its variants, and "bells palsy" for "Bell's palsy"."""
    for variant in variants(name):
        yield variant
        first, _, rest = variant.partition(" ")
        if rest and len(first) > 3 and not first.endswith("s"):
            yield f"{first}s {rest}"


def names_of(concept: Concept) -> Iterator[str]:
    """Every key under which a concept is found; those of its situations come separately."""
    for name in concept.names:
        yield from spellings(name)


def eponym(name: str) -> str | None:
    """ "kawasaki" for "Kawasaki disease", "miller fisher" for "Miller Fisher syndrome"."""
    match = re.fullmatch(r"([A-Z]\w+(?:[ -][A-Z]\w+)*)(?:['’]s)? (?:syndrome|disease)", name)
    return key(match.group(1)) if match else None


def situation_names(condition: Condition) -> Iterator[tuple[str, str]]:
    """(key, situation id) for the full names of a condition's situations."""
    for situation in condition.situations:
        for name in situation.aliases:
            for variant in variants(name):
                yield variant, situation.id
