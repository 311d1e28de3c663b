"""The documents that claims rest on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from evidence.model.base import Record, Slug


class Source(Record):
    """A citable document. `checked`: yes (seen in a public copy), partly, or own-knowledge.

    `unseen` names what no public copy showed: a title is then our description; authors and a
    journal are left out, or are from memory. `via` says what the address leads to where that
    is not the page of who published it.
    """

    id: Slug
    type: str
    authors: str | None = None
    title: str
    journal: str | None = None
    year: int | None = Field(None, ge=1900, le=2100)
    detail: str | None = None  # volume and pages
    doi: str | None = None
    pmid: int | None = None
    url: str | None = None
    via: Literal["copy", "abstract", "report"] | None = None
    unseen: tuple[Literal["authors", "title", "journal"], ...] = ()
    checked: Literal["yes", "partly", "own-knowledge"]
    retracted: str | None = None  # who withdrew it, when and why; nothing may rest on it
    superseded: Slug | None = None  # the source that took its place; only history rests on it
