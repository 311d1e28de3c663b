"""What the store covers, in the codes of ICD-10-CM: found by the names of its conditions.

A code that holds a condition's name is covered, and all that lies below it: "myasthenia gravis
with (acute) exacerbation" (G70.01) is myasthenia gravis.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from components.registries import Title
from components.spelling import form
from evidence.names import fold, key, names_of, situation_names
from evidence.store import Store

# What makes another disease of a name that ends in a condition's: "hereditary …", "viral …".
_ANOTHER = re.compile(
    r"^(non|pseudo\w*|hereditary|familial|congenital|inherited|genetic|autosomal|x linked"
    r"|neonatal|drug|toxic|alcoholic|viral|bacterial|tubercul\w*|syphilitic|herpes|herpetic|fungal"
    r"|parasitic|infectious|infective|radiation|gonococcal|meningococcal|traumatic|rheumatic"
    r"|iatrogenic|septic|amebic|contact|allergic contact|irritant contact"
    r"|benign (familial|chronic))\b"
)
# What comes of it is another disease too: "retinopathy of …", but not "variant of …".
_TO_ANOTHER = re.compile(r"(?<!variant )(?<!form )\b(of|in|with|and|due to|by|from)$")
_OF_ITS_OWN = re.compile(r"^(with|in|of|due|type|and|without|associated|related|\d+[a-z]?)\b")
# Categories of ICD-10-CM, of one block each, whose diseases are truly of one kind.
_ONE_KIND = (
    "D80 D82 D83",
    "M05 M06",
    "M32",
    "M33",
    "M34",
    "G35 G36",
    "G40",
    "G61",
    "I40",
    "L10",
    "L12",
    "L51",
)


class Coverage:
    """The store's conditions among the codes of ICD-10-CM."""

    def __init__(self, store: Store, heads: Mapping[str, set[str]]) -> None:
        """`heads`: the forms of the names in the title of each code of ICD-10-CM."""
        self._names: dict[str, str] = {}
        for condition in store.conditions.values():
            situations = (name for name, _ in situation_names(condition))
            for name in (*names_of(condition), *situations):
                self._names.setdefault(form(name.split(" ")), condition.id)
        taken = {*self._names, *(form(key(each.text).split(" ")) for each in store.ambiguous)}
        self._bags = {self._bag(name) for name in taken}
        self._codes = {
            code: self._names[name]
            for code, names in heads.items()
            for name in sorted(names & self._names.keys())
        }
        self._above = {code[:end] for code in self._codes for end in range(3, len(code))}

    def covers(self, folded: str, title: Title) -> bool:
        """Whether a name is the store's, or means a form of what the store covers."""
        if self._bag(folded) in self._bags or self._code_is_covered(title.code):
            return True
        parts = folded.split(" ")
        return any(
            self._means(" ".join(parts[first:last]), parts, first, last)
            and not _after_another_person(title.text, parts[first])
            for first in range(len(parts))
            for last in range(first + 1, len(parts) + 1)
        )

    @staticmethod
    def _bag(folded: str) -> tuple[str, ...]:
        """The words of a form in any order: "thrombocytopenic purpura, autoimmune"."""
        return tuple(sorted(folded.split(" ")))

    def _code_is_covered(self, code: str) -> bool:
        """Whether a condition has this code, one above it, or (it is a class) one below it."""
        if ":" in code:
            return False
        return code in self._above or any(
            code[:end] in self._codes for end in range(3, len(code) + 1)
        )

    def _means(self, run: str, parts: list[str], first: int, last: int) -> bool:
        """Whether a condition's name inside another name says what that one is."""
        if run not in self._names or (len(run) < 5 and len(parts) > 1):
            return False
        before, after = " ".join(parts[:first]), " ".join(parts[last:])
        if after:
            return not before and bool(_OF_ITS_OWN.match(after))
        return not (_ANOTHER.match(before) or _TO_ANOTHER.search(before))

    def near(self, title: Title) -> tuple[str, ...]:
        """The conditions in the same category, or in one of the same kind."""
        category = title.code[:3]
        return next((self._in(kind) for kind in _ONE_KIND if category in kind.split()), ())

    @cache  # noqa: B019 - a coverage lives as long as a training
    def _in(self, categories: str) -> tuple[str, ...]:
        own = (self._codes[code] for code in sorted(self._codes) if code[:3] in categories.split())
        return tuple(dict.fromkeys(own))


def _after_another_person(title: str, word: str) -> bool:
    """Whether a word is a person's name after another's: "Marinesco-Sjögren syndrome"."""
    place = fold(title).find(f"-{word}")
    before = title[:place].rsplit(" ", 1)[-1] if place > 0 else ""
    return before.istitle() and len(before) > 4 and title[place + 1].isupper()
