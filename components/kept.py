"""What was learned from the same examples before is taken from disk, not learned again.

A changed claim changes the record, not the examples: the classifier, the slow part of training,
stays what it was. Rasa's own cache cannot know that: it trains everything behind a changed part.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from components.inputs import ROOT
from components.linear import Linear

KEPT = 3  # the newest ones


def folder() -> Path:
    """Beside Rasa's own cache."""
    return Path(os.environ.get("RASA_CACHE_DIRECTORY") or ROOT / ".rasa" / "cache") / "classifiers"


def key_of(*parts: Any) -> str:
    """One digest of all that the learning depends on; the parts are plain JSON."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def learned(key: str, learn: Callable[[], Linear]) -> Linear:
    """What was learned under this key, learned first if need be."""
    place = folder() / key
    if place.is_dir():
        os.utime(place)
        return Linear.load(place)
    found = learn()
    folder().mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder()))
    found.save(draft)
    try:
        draft.rename(place)
    except OSError:  # another training was faster
        shutil.rmtree(draft)
    for old in sorted(folder().iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return found
