"""Whether Rasa's code is still the code that a shortcut was written for.

Files are compared by hash without importing Rasa, so that the launcher can decide in a moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

ACTIONS = {
    "rasa/core/actions/action.py": (
        "b90c613528b39d6d7883158bf6a9c8e90689ebf3b5bf3c5b9daf95ff3401085d"
    ),
    "rasa_sdk/executor.py": ("80d85b82dbf2fa679997871fa319ad8edb82af194341b9e4f7b79fdbadd65786"),
}


def strangers(files: Mapping[str, str]) -> list[str]:
    """Those of the files (path in the packages → SHA-256) that are missing or another version."""
    return [name for name, expected in files.items() if _digest(name) != expected]


def _digest(name: str) -> str | None:
    package, _, rest = name.partition("/")
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    try:
        content = (Path(spec.submodule_search_locations[0]) / rest).read_bytes()
    except OSError:
        return None
    return hashlib.sha256(content).hexdigest()
