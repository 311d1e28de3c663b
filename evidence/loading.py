"""From the YAML files of a folder to typed records, with every problem of every file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from evidence.model import (
    Administration,
    Ambiguous,
    Approval,
    Condition,
    Correction,
    Dosing,
    Efficacy,
    Emergency,
    Everyday,
    Guideline,
    Local,
    Mechanism,
    Predictor,
    Record,
    Safety,
    SeedStatement,
    Source,
    Term,
    Timing,
    ToCheck,
    Treatment,
    Trial,
    Uncovered,
)
from evidence.wording import Wording
from evidence.yamlfile import Document, Path_, Problem, read

CLAIM_TYPES: dict[str, type[Record]] = {
    "efficacy": Efficacy,
    "dosing": Dosing,
    "timing": Timing,
    "predictor": Predictor,
    "approval": Approval,
    "guideline": Guideline,
    "mechanism": Mechanism,
    "administration": Administration,
    "safety": Safety,
}
LISTS: dict[str, type[Record]] = {
    "conditions": Condition,
    "treatments": Treatment,
    "terms": Term,
    "trials": Trial,
    "sources": Source,
    "uncovered": Uncovered,
    "everyday": Everyday,
    "ambiguous": Ambiguous,
    "emergencies": Emergency,
    "seed": SeedStatement,
    "corrections": Correction,
    "to_check": ToCheck,
}
SECTIONS = (*LISTS, "claims", "wording", "local")


@dataclass(frozen=True)
class Place:
    """Where a record stands, so that a check of the whole store can name its lines."""

    document: Document
    path: Path_

    def problem(self, key: str, message: str, nearest: str | None = None) -> Problem:
        """A problem with the record's `key` ("" for the record as a whole)."""
        path = (*self.path, *key.split(".")) if key else self.path
        line = self.document.line(path)
        return Problem(self.document.file, line, key, message, nearest)


@dataclass
class Raw:
    """The records of a folder as they were read, each with its place."""

    records: dict[str, list[tuple[Any, Place]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, section: str) -> list[tuple[Any, Place]]:
        """The records of a section, in the order of the files' names."""
        return self.records.get(section, [])


def load_folder(folder: Path) -> Raw:
    """Read every `*.yml` file below `folder`; problems are collected, never raised."""
    raw = Raw()
    files = sorted(folder.rglob("*.yml"))
    if not files:
        raw.problems.append(Problem(str(folder), 1, "", "there is no .yml file in this folder."))
    for path in files:
        document = read(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
        raw.problems.extend(document.problems)
        _read_sections(document, raw)
    return raw


def _read_sections(document: Document, raw: Raw) -> None:
    if document.data is None:
        return
    if not isinstance(document.data, dict):
        raw.problems.append(
            Problem(document.file, 1, "", "the file must hold sections such as `claims:`.")
        )
        return
    for section, content in document.data.items():
        place = Place(document, (section,))
        if section not in SECTIONS:
            raw.problems.append(
                Problem(
                    document.file,
                    document.line((section,)),
                    section,
                    "this section is not known.",
                    nearest(section, SECTIONS),
                )
            )
        elif section in ("wording", "local"):
            _read_record(Wording if section == "wording" else Local, section, content, place, raw)
        elif not isinstance(content, list):
            raw.problems.append(place.problem("", "a section holds a list of records."))
        else:
            for index, item in enumerate(content):
                _read_item(section, item, Place(document, (section, index)), raw)


def _read_item(section: str, item: Any, place: Place, raw: Raw) -> None:
    if not isinstance(item, dict):
        raw.problems.append(place.problem("", "a record is a mapping of keys to values."))
        return
    if section != "claims":
        _read_record(LISTS[section], section, item, place, raw)
        return
    kind = item.get("type")
    if kind is None:
        raw.problems.append(place.problem("type", "this key is missing."))
        return
    if not isinstance(kind, str) or kind not in CLAIM_TYPES:
        raw.problems.append(
            place.problem("type", f"`{kind}` is not a claim type.", nearest(kind, CLAIM_TYPES))
        )
        return
    _read_record(CLAIM_TYPES[kind], section, item, place, raw)


def _read_record(model: type[Record], section: str, item: Any, place: Place, raw: Raw) -> None:
    try:
        raw.records.setdefault(section, []).append((model.parse_obj(item), place))
    except ValidationError as error:
        raw.problems.extend(_explain(model, detail, place) for detail in error.errors())


def _explain(model: type[BaseModel], detail: Any, place: Place) -> Problem:
    """Turn one pydantic error into a sentence that names the key and the nearest value."""
    path: Path_ = tuple(part for part in detail["loc"] if part != "__root__")
    key = ".".join(str(part) for part in path)
    line = place.document.line((*place.path, *path))
    message, near = detail["msg"], None
    if detail["type"] == "value_error.extra":
        message = "this key is not known."
        near = nearest(str(path[-1]), _fields_at(model, path[:-1]))
    elif detail["type"] == "value_error.missing":
        message = "this key is missing."
    elif "permitted" in detail.get("ctx", {}) or "enum_values" in detail.get("ctx", {}):
        allowed = _allowed(detail["ctx"])
        given = place.document.data
        for part in (*place.path, *path):
            given = given[part]
        message = f"`{given}` is not one of: {', '.join(allowed)}."
        near = nearest(given, allowed)
    else:
        message = f"{message}."
    return Problem(place.document.file, line, key, message, near)


def _allowed(context: dict[str, Any]) -> list[str]:
    values = context.get("permitted") or [item.value for item in context["enum_values"]]
    return [str(value) for value in values]


def _fields_at(model: type[BaseModel], path: Path_) -> list[str]:
    """The keys that the (nested) record at `path` accepts."""
    for part in path:
        if isinstance(part, int) or part not in model.__fields__:
            continue
        inner = model.__fields__[part].type_
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return [field.alias for field in model.__fields__.values()]


def nearest(given: Any, allowed: Any) -> str | None:
    """The allowed value most like `given`, if one is like it at all."""
    values = sorted(str(value) for value in allowed)
    found = process.extractOne(str(given), values, scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None
