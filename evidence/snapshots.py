"""Snapshots on disk: written by training, named by their hash, read by whoever answers."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from weakref import WeakValueDictionary

from evidence.store import Store, from_snapshot

ROOT = Path(__file__).resolve().parent.parent
_saved: WeakValueDictionary[str, Store] = WeakValueDictionary()
"""Stores that this process has saved and still uses: they need not be read again."""


def folder() -> Path:
    """Where snapshots lie: `EVIDENCE_SNAPSHOTS`, else `models/snapshots` in the checkout."""
    return Path(os.environ.get("EVIDENCE_SNAPSHOTS") or ROOT / "models" / "snapshots")


def save(store: Store) -> Path:
    """Write the store's snapshot, whole or not at all; a snapshot never changes once written."""
    _saved[store.hash] = store
    path = folder() / f"{store.hash}.json"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(store.snapshot)
    os.chmod(name, 0o644)  # the user who serves need not be the one who trained
    os.replace(name, path)
    return path


@lru_cache(maxsize=4)
def open_snapshot(record: str) -> Store:
    """The store of this hash. FileNotFoundError if it is not there, ValueError if damaged."""
    text = (folder() / f"{Path(record).name}.json").read_text(encoding="utf-8")
    found = sha256(text.encode()).hexdigest()[:12]
    if found != record:
        raise ValueError(f"the snapshot {record} is damaged: its hash is {found}")
    return _saved.get(record) or from_snapshot(text)
