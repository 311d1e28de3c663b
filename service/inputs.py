"""The fingerprint of everything that the model is trained from, taken without Rasa."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

TRAINED_FROM = (
    "config.yml",
    "domain.yml",
    "data",
    "knowledge",
    "components",
    "evidence",
    "requirements.lock",
)


def fingerprint(root: Path) -> str:
    """A hash over the names and contents of all inputs below `root`."""
    total = hashlib.sha256()
    for name in TRAINED_FROM:
        for path in _files(root / name):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return total.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for child in sorted(path.iterdir()):
            if not child.name.startswith(".") and child.name != "__pycache__":
                yield from _files(child)
