"""What the tests of the library share."""

from __future__ import annotations

import pytest

from evidence.store import Store
from tests.evidence.answers import Asked, every_answer


@pytest.fixture(scope="session")
def asked(store: Store) -> list[Asked]:
    """Every answer of the store, drafted and composed once."""
    return every_answer(store)
