"""Where a record stands, and where a new one belongs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evidence.loading import load_folder

GENERAL = "ivig.yml"  # claims that belong to no one condition


def file_of(folder: Path, section: str, record_id: str) -> str | None:
    """The file, below the store's folder, in which a record stands."""
    for record, place in load_folder(folder).of(section):
        if record.id == record_id:
            return _below(place.document.file)
    return None


def place_of(folder: Path, claim: Mapping[str, Any]) -> tuple[str, int | None]:
    """(file, number of the item that a new claim follows): beside the claims most like it."""
    best: tuple[int, str, int | None] = (0, "", None)
    for record, place in load_folder(folder).of("claims"):
        if record.condition != claim.get("condition"):
            continue
        alike = 1 + (record.type == claim["type"]) + (record.treatment == claim["treatment"])
        if alike >= best[0]:
            best = (alike, _below(place.document.file), int(place.path[1]))
    if best[0]:
        return best[1], best[2]
    own = file_of(folder, "conditions", claim["condition"]) if claim.get("condition") else None
    return own or GENERAL, None


def _below(file: str) -> str:
    return file.split("/", 1)[1]
