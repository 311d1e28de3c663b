"""What every record of the fact store is made of."""

from __future__ import annotations

from pydantic import BaseModel

Slug = str


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    class Config:
        """How pydantic reads a record."""

        extra = "forbid"
        allow_mutation = False
        frozen = True


class Statement(Record):
    """One statement in both registers; plain is for everybody, clinical for professionals."""

    plain: str
    clinical: str
