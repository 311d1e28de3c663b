"""What the store covers, in the codes of ICD-10-CM: found by the names of its conditions.

A code that holds a condition's name is covered, and all that lies below it: "myasthenia gravis
with (acute) exacerbation" (G70.01) is myasthenia gravis.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from components.registries import Title
from components.spelling import form
from evidence.names import key, names_of, situation_names
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
# Categories of ICD-10-CM whose diseases are truly of one kind: then a covered one is near.
_ONE_KIND = re.compile(r"D83|G12|G35|G36|G40|G61|G70|I40|L10|L12|L20|L51|M06|M32|M33|M34")


class Coverage:
    """The store's conditions among the codes of ICD-10-CM."""

    def __init__(self, store: Store, heads: Mapping[str, set[str]]) -> None:
        """`heads`: the forms of the names in the title of each code of ICD-10-CM."""
        self._names: dict[str, str] = {}
        for condition in store.conditions.values():
            situations = (name for name, _ in situation_names(condition))
            for name in (*names_of(condition), *situations):
                self._names.setdefault(form(name.split(" ")), condition.id)
        uncovered = (name for each in store.uncovered for name in (each.name, *each.aliases))
        others = (*uncovered, *(each.text for each in store.ambiguous))
        taken = {*self._names, *(form(key(name).split(" ")) for name in others)}
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
        """The conditions of the same category of ICD-10-CM, where that is of one kind."""
        category = title.code[:3]
        return self._by_category.get(category, ()) if _ONE_KIND.fullmatch(category) else ()

    @cached_property
    def _by_category(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for code, condition in self._codes.items():
            found[code[:3]][condition] = None
        return {code: tuple(conditions) for code, conditions in found.items()}
