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
from components.learning import Learned
from components.linear import Linear

KEPT = 3  # the newest ones


def folder() -> Path:
    """Beside Rasa's own cache."""
    return Path(os.environ.get("RASA_CACHE_DIRECTORY") or ROOT / ".rasa" / "cache") / "classifiers"


def key_of(*parts: Any) -> str:
    """One digest of all that the learning depends on; the parts are plain JSON."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def learned(key: str, learn: Callable[[], Learned]) -> Learned:
    """What was learned under this key, learned first if need be."""
    place = folder() / key
    if place.is_dir():
        os.utime(place)
        return load(place)
    found = learn()
    folder().mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder()))
    save(found, draft)
    try:
        draft.rename(place)
    except OSError:  # another training was faster
        shutil.rmtree(draft)
    for old in sorted(folder().iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return found


def save(found: Learned, folder: Path) -> None:
    """Write what was learned into the folder, a folder in it for each part."""
    for name, part in found._asdict().items():
        (folder / name).mkdir()
        part.save(folder / name)


def load(folder: Path) -> Learned:
    """Read what `save` wrote."""
    return Learned(*(Linear.load(folder / name) for name in Learned._fields))
