"""What a trained component depends on beside its training data, as one digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = ("components", "evidence")


def code_digest() -> str:
    """A digest of the code that links and reads questions."""
    return _digest(path for folder in CODE for path in sorted((ROOT / folder).rglob("*.py")))


def digest_of(knowledge: Path) -> str:
    """A digest of the fact store and of the code that links and reads questions."""
    return _digest(sorted(knowledge.rglob("*.yml"))) + code_digest()


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
