"""The checked fact store: every record by its id, the look-ups, and the snapshot."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from evidence.checks import check
from evidence.loading import CLAIM_TYPES, LISTS, Raw, load_folder
from evidence.model import (
    Ambiguous,
    AnyClaim,
    Concept,
    Condition,
    Correction,
    Efficacy,
    Emergency,
    Everyday,
    Local,
    Record,
    SeedStatement,
    Source,
    Term,
    ToCheck,
    Treatment,
    Trial,
    Uncovered,
)
from evidence.model.again import made_again
from evidence.wording import Wording
from evidence.yamlfile import Problem

ClaimT = TypeVar("ClaimT", bound=Record)


class StoreError(Exception):
    """The store is broken; `problems` holds every error of every file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"The fact store has {count}:\n{lines}")


@dataclass(frozen=True)
class Store:
    """Every record, frozen. Built by `load` from YAML or by `from_snapshot`."""

    conditions: dict[str, Condition]
    treatments: dict[str, Treatment]
    terms: dict[str, Term]
    trials: dict[str, Trial]
    sources: dict[str, Source]
    claims: dict[str, AnyClaim]
    emergencies: dict[str, Emergency]
    uncovered: tuple[Uncovered, ...]
    everyday: tuple[Everyday, ...]
    ambiguous: tuple[Ambiguous, ...]
    seed: tuple[SeedStatement, ...]
    to_check: tuple[ToCheck, ...]
    corrections: tuple[Correction, ...]
    wording: Wording
    local: Local
    snapshot: str = field(repr=False)

    @cached_property
    def hash(self) -> str:
        """The first twelve hexadecimal digits of the snapshot's SHA-256."""
        return hashlib.sha256(self.snapshot.encode()).hexdigest()[:12]

    @cached_property
    def date(self) -> date:
        """The day of the newest review in the store."""
        return max(claim.reviewed for claim in self.claims.values())

    def concept(self, concept_id: str) -> Concept:
        """The condition, treatment, term or trial of this id. KeyError if there is none."""
        for table in (self.conditions, self.treatments, self.terms, self.trials):
            if concept_id in table:
                return table[concept_id]
        raise KeyError(concept_id)

    def ancestors(self, concept_id: str) -> tuple[str, ...]:
        """The ids above a condition or treatment, nearest first."""
        found: list[str] = []
        parent = self.concept(concept_id).parent
        while parent and parent not in found:
            found.append(parent)
            parent = self.concept(parent).parent
        return tuple(found)

    def children(self, concept_id: str) -> tuple[str, ...]:
        """The ids directly below a condition or treatment, in the order of the store."""
        return self._children.get(concept_id, ())

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        """The ids directly below each condition or treatment that has any."""
        below: dict[str, list[str]] = {}
        for child in (*self.conditions.values(), *self.treatments.values()):
            if child.parent:
                below.setdefault(child.parent, []).append(child.id)
        return {parent: tuple(children) for parent, children in below.items()}

    def family(self, concept_id: str) -> tuple[str, ...]:
        """The id and every id below it."""
        below = (self.family(child) for child in self.children(concept_id))
        return (concept_id, *(each for family in below for each in family))

    @cached_property
    def _by_type(self) -> dict[type[Record], tuple[AnyClaim, ...]]:
        """The claims of each type: pydantic's isinstance is slow, and answers ask for types."""
        types = {type(claim) for claim in self.claims.values()}
        return {
            kind: tuple(claim for claim in self.claims.values() if type(claim) is kind)
            for kind in types
        }

    def of_type(self, kind: type[ClaimT]) -> Iterator[ClaimT]:
        """The claims of one type, in the order of the store."""
        return iter(self._by_type.get(kind, ()))  # type: ignore[arg-type]

    @cached_property
    def _by_condition(self) -> dict[tuple[type[Record], str | None], tuple[AnyClaim, ...]]:
        """The claims of each type and condition: a large store is not walked for each answer."""
        found: dict[tuple[type[Record], str | None], list[AnyClaim]] = {}
        for claim in self.claims.values():
            found.setdefault((type(claim), claim.condition), []).append(claim)
        return {pair: tuple(claims) for pair, claims in found.items()}

    def in_condition(self, kind: type[ClaimT], condition: str | None) -> tuple[ClaimT, ...]:
        """The claims of one type about a condition (or about none), in the order of the store."""
        return self._by_condition.get((kind, condition), ())  # type: ignore[return-value]

    def in_conditions(
        self, kind: type[ClaimT], conditions: Iterable[str | None]
    ) -> tuple[ClaimT, ...]:
        """The claims of one type about any of the conditions, in the order of the store."""
        found = (self.in_condition(kind, each) for each in dict.fromkeys(conditions))
        claims: list[Any] = [claim for some in found for claim in some]
        return tuple(sorted(claims, key=lambda claim: self._places[claim.id]))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {claim_id: place for place, claim_id in enumerate(self.claims)}

    @cached_property
    def _counts(self) -> Counter[str | None]:
        return Counter(claim.condition for claim in self.claims.values())

    def claims_about(self, condition: str | None) -> int:
        """How many claims of any type are about a condition."""
        return self._counts[condition]

    @cached_property
    def by_weight(self) -> tuple[str, ...]:
        """The conditions with an effect record of IVIG, those with the most claims first."""
        known = {
            claim.condition
            for claim in self.of_type(Efficacy)
            if claim.condition and claim.headline and claim.treatment == "ivig"
        }
        return tuple(sorted(known, key=lambda each: (-self._counts[each], each)))

    @cached_property
    def _narrower(self) -> dict[str, tuple[Condition, ...]]:
        found: dict[str, list[Condition]] = {}
        for each in self.conditions.values():
            if each.narrows:
                found.setdefault(each.narrows.condition, []).append(each)
        return {wide: tuple(narrow) for wide, narrow in found.items()}

    def narrower(self, condition: str) -> tuple[Condition, ...]:
        """The conditions that a word beside this one's name may mean instead (`narrows`)."""
        return self._narrower.get(condition, ())

    def headlines(self, treatment: str, condition: str) -> tuple[Efficacy, ...]:
        """The headline claims of a pair: one for each situation in which the record differs."""
        return tuple(
            claim
            for claim in self.in_condition(Efficacy, condition)
            if claim.headline and claim.treatment == treatment
        )


def load(folder: Path | str) -> Store:
    """Read and check the YAML files below `folder`; StoreError names every problem."""
    raw = load_folder(Path(folder))
    problems = raw.problems + check(raw)
    if problems:
        raise StoreError(sorted(problems, key=lambda problem: (problem.file, problem.line)))
    return assemble(raw)


def assemble(raw: Raw) -> Store:
    """The store of these records, without checking them against each other."""
    return _from_records(
        {section: [record for record, _ in raw.of(section)] for section in raw.records}
    )


def problems_of(folder: Path | str) -> list[Problem]:
    """Every problem of the store below `folder`; empty when it is sound."""
    try:
        load(folder)
    except StoreError as error:
        return error.problems
    return []


def from_snapshot(text: str) -> Store:
    """The store that `Store.snapshot` describes. It was checked when it was written."""
    data = json.loads(text)
    records: dict[str, list[Record]] = {
        section: [made_again(model, item) for item in data.get(section, [])]
        for section, model in LISTS.items()
    }
    records["claims"] = [made_again(CLAIM_TYPES[item["type"]], item) for item in data["claims"]]
    records["wording"] = [Wording.parse_obj(data["wording"][0])]
    records["local"] = [Local.parse_obj(data["local"][0])]
    return _from_records(records, text)


def _from_records(records: dict[str, list[Any]], snapshot: str | None = None) -> Store:
    """The store of these records; `snapshot`: their text, where it is there already."""

    def by_id(section: str) -> dict[str, Any]:
        return {record.id: record for record in records.get(section, [])}

    return Store(
        conditions=by_id("conditions"),
        treatments=by_id("treatments"),
        terms=by_id("terms"),
        trials=by_id("trials"),
        sources=by_id("sources"),
        claims=by_id("claims"),
        emergencies=by_id("emergencies"),
        uncovered=tuple(records.get("uncovered", [])),
        everyday=tuple(records.get("everyday", [])),
        ambiguous=tuple(records.get("ambiguous", [])),
        seed=tuple(records.get("seed", [])),
        to_check=tuple(records.get("to_check", [])),
        corrections=tuple(records.get("corrections", [])),
        wording=records["wording"][0],
        local=records["local"][0],
        snapshot=_snapshot(records) if snapshot is None else snapshot,
    )


def _snapshot(records: dict[str, list[Any]]) -> str:
    """The whole store as JSON, the same text for the same records."""
    return json.dumps(
        {
            section: [json.loads(record.json(exclude_none=True)) for record in items]
            for section, items in sorted(records.items())
            if items
        },
        sort_keys=True,
        ensure_ascii=False,
    )


def sources_of(store: Store, claim_ids: Iterable[str]) -> tuple[str, ...]:
    """The ids of the sources of these claims, each once, in the order of the claims."""
    found = (source for claim in claim_ids for source in store.claims[claim].sources)
    return tuple(dict.fromkeys(found))


def find(claim_id: str, store: Store) -> AnyClaim | None:
    """The claim of this id, or None."""
    return store.claims.get(claim_id)


__all__ = [
    "Raw",
    "Store",
    "StoreError",
    "assemble",
    "from_snapshot",
    "load",
    "problems_of",
    "sources_of",
]
