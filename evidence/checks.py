"""Checks across the records of the store. Each returns problems; none raises."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from evidence import integrity
from evidence.figures import stated_numbers
from evidence.loading import Place, Raw, nearest
from evidence.model import Certainty, Concept, Direction, Efficacy
from evidence.names import key, names_of
from evidence.specialties import SPECIALTIES
from evidence.wordchecks import statements, wording
from evidence.yamlfile import Problem

Placed = tuple[Any, Place]
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
CONCEPTS = ("conditions", "treatments", "terms", "trials")


def check(raw: Raw) -> list[Problem]:
    """Every problem that shows only when the records are seen together."""
    found: list[Problem] = []
    for rule in (
        duplicate_ids,
        dangling_ids,
        circles,
        shared_names,
        groups,
        headlines,
        claim_fields,
        statements,
        stated_numbers,
        *integrity.RULES,
        wording,
    ):
        found.extend(rule(raw))
    return found


def _concepts(raw: Raw) -> list[Placed]:
    return [placed for section in CONCEPTS for placed in raw.of(section)]


def duplicate_ids(raw: Raw) -> Iterator[Problem]:
    """Two records of one kind with the same id; concepts share one set of ids."""
    groups = [_concepts(raw), *(raw.of(name) for name in ("claims", "sources", "emergencies"))]
    for group in groups:
        seen: dict[str, Place] = {}
        for record, place in group:
            if not SLUG.match(record.id):
                yield place.problem("id", f"`{record.id}` is no id: lower case and hyphens.")
            if record.id in seen:
                first = seen[record.id].problem("id", "")
                yield place.problem(
                    "id", f"the id `{record.id}` stands already in {first.file}:{first.line}."
                )
            seen.setdefault(record.id, place)


def dangling_ids(raw: Raw) -> Iterator[Problem]:
    """An id that names no record."""
    ids = {section: {record.id for record, _ in raw.of(section)} for section in CONCEPTS}
    ids["sources"] = {record.id for record, _ in raw.of("sources")}
    ids["claims"] = {record.id for record, _ in raw.of("claims")}
    every = set().union(*(ids[section] for section in CONCEPTS))
    likes = {key for record, _ in raw.of("wording") for key in record.placebo_like}

    def missing(place: Place, path: str, value: str | None, known: set[str]) -> Iterator[Problem]:
        if value is not None and value not in known:
            yield place.problem(
                path, f"`{value}` is not an id of the store.", nearest(value, known)
            )

    for section in ("conditions", "treatments"):
        for record, place in raw.of(section):
            yield from missing(place, "parent", record.parent, ids[section])
            narrows = getattr(record, "narrows", None)
            if narrows:
                yield from missing(place, "narrows", narrows.condition, ids[section])
    for record, place in _concepts(raw):
        for source in getattr(record, "sources", ()):
            yield from missing(place, "sources", source, ids["sources"])
        for source in record.definition.sources if record.definition else ():
            yield from missing(place, "definition.sources", source, ids["sources"])
    situations = {
        record.id: {each.id for each in record.situations} for record, _ in raw.of("conditions")
    }
    for claim, place in raw.of("claims"):
        yield from missing(place, "treatment", claim.treatment, ids["treatments"])
        yield from missing(place, "condition", claim.condition, ids["conditions"])
        if claim.situation:
            known = situations.get(claim.condition or "", set())
            yield from missing(place, "situation", claim.situation, known)
        if isinstance(claim, Efficacy):
            yield from missing(place, "comparator", claim.comparator, ids["treatments"] | likes)
        yield from missing(place, "versus", getattr(claim, "versus", None), ids["treatments"])
        for told in getattr(claim, "first", ()):
            yield from missing(place, "first", told, ids["claims"])
        for source in claim.sources:
            yield from missing(place, "sources", source, ids["sources"])
    for record, place in raw.of("trials"):
        yield from missing(place, "condition", record.condition, ids["conditions"])
    for record, place in raw.of("uncovered"):
        for near in record.near:
            yield from missing(place, "near", near, ids["conditions"] | ids["treatments"])
    for record, place in raw.of("ambiguous"):
        yield from missing(place, "default", record.default, every)
        for reading in record.readings:
            yield from missing(place, "readings", reading.id, every)
    for record, place in raw.of("emergencies"):
        for source in record.sources:
            yield from missing(place, "sources", source, ids["sources"])
    for record, place in raw.of("seed"):
        for claim_id in record.claims:
            yield from missing(place, "claims", claim_id, ids["claims"])
        for concept_id in record.concepts:
            yield from missing(place, "concepts", concept_id, every)
        if not (record.claims or record.concepts or record.omitted):
            yield place.problem("", "name the claims that represent it, or why it is omitted.")


def circles(raw: Raw) -> Iterator[Problem]:
    """A concept that is its own ancestor."""
    parents = {record.id: record.parent for record, _ in _concepts(raw)}
    for record, place in _concepts(raw):
        seen, above = {record.id}, record.parent
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == record.id:
            yield place.problem("parent", f"`{record.id}` is its own ancestor.")


def shared_names(raw: Raw) -> Iterator[Problem]:
    """A name of two concepts that is not listed under `ambiguous:`."""
    listed = {key(record.text) for record, _ in raw.of("ambiguous")}
    owner: dict[str, Concept] = {}
    for record, place in _concepts(raw):
        for name in dict.fromkeys(names_of(record)):
            first = owner.setdefault(name, record)
            if first.id != record.id and name not in listed:
                yield place.problem(
                    "aliases",
                    f"the name `{name}` belongs to `{first.id}` too; "
                    "keep it in one place, or list it under `ambiguous:`.",
                )
        spelt = [key(name) for name in (record.name, *record.aliases)]
        for name in {name for name in spelt if spelt.count(name) > 1}:
            yield place.problem("aliases", f"the name `{name}` stands twice in this record.")
    for record, place in raw.of("uncovered"):
        for name in (record.name, *record.aliases):
            if key(name) in owner:
                yield place.problem("name", f"`{name}` is covered: `{owner[key(name)].id}`.")


def groups(raw: Raw) -> Iterator[Problem]:
    """A specialty that no question could ask for."""
    for record, place in raw.of("conditions"):
        for name, listed in (("group", (record.group,)), ("also", record.also)):
            for group in listed:
                if group not in SPECIALTIES:
                    yield place.problem(
                        name, f"`{group}` is no specialty.", nearest(group, SPECIALTIES)
                    )


def headlines(raw: Raw) -> Iterator[Problem]:
    """A treatment × condition × situation needs exactly one headline among its effect claims."""
    groups: dict[tuple[Any, ...], list[Placed]] = defaultdict(list)
    for claim, place in raw.of("claims"):
        if isinstance(claim, Efficacy) and not claim.safety:
            groups[(claim.treatment, claim.condition, claim.situation)].append((claim, place))
        elif isinstance(claim, Efficacy) and claim.headline:
            yield place.problem("headline", "a claim about harm is no headline.")
    for (treatment, condition, situation), group in groups.items():
        marked = [placed for placed in group if placed[0].headline]
        pair = f"{treatment} in {condition}" + (f" ({situation})" if situation else "")
        if not marked:
            yield group[0][1].problem("headline", f"no claim of {pair} is marked as headline.")
        for _, place in marked[1:]:
            yield place.problem("headline", f"{pair} has a headline already.")


def claim_fields(raw: Raw) -> Iterator[Problem]:
    """Sources, dates, readers, and a certainty with its basis and its because."""
    today = date.today()
    for claim, place in raw.of("claims"):
        if not claim.sources:
            yield place.problem("sources", "a claim needs at least one source.")
        if not claim.reviewed_by:
            yield place.problem("reviewed_by", "name who reviewed it.")
        if claim.reviewed > today:
            yield place.problem("reviewed", f"{claim.reviewed} is in the future.")
        if claim.review_due <= claim.reviewed:
            yield place.problem("review_due", "the next review must come after the last.")
        if claim.certainty and not (claim.certainty_basis and claim.because):
            yield place.problem(
                "certainty", "a certainty needs a `certainty_basis` and a `because`."
            )
        if isinstance(claim, Efficacy):
            yield from _efficacy_fields(claim, place)


def _efficacy_fields(claim: Efficacy, place: Place) -> Iterator[Problem]:
    if not claim.condition:
        yield place.problem("condition", "an effect is in a condition; name it.")
    if claim.certainty is Certainty.NONE and not claim.searched:
        yield place.problem("searched", "certainty `none` needs the date of the search.")
    if claim.direction is Direction.MIXED and len(claim.sides) != 2:
        yield place.problem("sides", "`mixed` needs both sides, two sentences.")
    if claim.direction in (Direction.SIMILAR, Direction.WORSE) and not claim.comparator:
        yield place.problem("comparator", f"`{claim.direction.value}` needs a comparator.")
