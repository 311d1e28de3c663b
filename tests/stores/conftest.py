"""The databases that conversations are kept in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores.turns import sqlite


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind that is supported."""
    if request.param == "sqlite":
        return sqlite(tmp_path)
    return str(request.getfixturevalue("postgresql").fresh())
