"""Whether a shortcut may be taken: it is not switched off, and Rasa's code is the code it knows.

Files are compared by hash without importing Rasa, so that the launcher can decide in a moment.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

ACTIONS = {
    "rasa/core/actions/action.py": (
        "b90c613528b39d6d7883158bf6a9c8e90689ebf3b5bf3c5b9daf95ff3401085d"
    ),
    "rasa_sdk/executor.py": ("80d85b82dbf2fa679997871fa319ad8edb82af194341b9e4f7b79fdbadd65786"),
}
TENSORFLOW = {
    "rasa/engine/storage/storage.py": (
        "431d64a7c2f05fa39ed16eab7d3774ab3a3d8d684d56db575a1557472fea5b8c"
    ),
    "rasa/utils/tensorflow/callback.py": (
        "745cf6fe393d9fcb354869eb639e2bf7e34a178b7e3301c1a3e036540b6ada7e"
    ),
    "rasa/utils/tensorflow/data_generator.py": (
        "9d766a17c1ef507e8223a9f8436bd7ff6d2517055d5e66f59f92f76448268fd5"
    ),
    "rasa/utils/tensorflow/environment.py": (
        "e93a166123107e83cc0366648760eaf53c87865193e37f0e139d1c564d04837d"
    ),
    "rasa/utils/tensorflow/model_data.py": (
        "71b36aebf1d3f129b351c4526e6d7646e47f8e3775e24a1d66cf4276ea11cc74"
    ),
    "rasa/utils/tensorflow/types.py": (
        "5c691f0d9aaf2d5a1a35046949329d0760b83069974daaca74825c2d112f3e55"
    ),
    "rasa/utils/train_utils.py": (
        "7ae337d7a78d2c16d0d5fd59099345957e4b7081251632a7adde90d090024ac6"
    ),
}
TURNS = {
    "rasa/core/processor.py": ("f42dfbf26e2ffcb66e08cf4180d1de1cce2a8f59389d5d3b4ea12a95b1f186dd"),
    "rasa/engine/graph.py": ("4b193816614e6e09b84eab8d01eff3249bf2b795a524cc226f2009c6b23a7344"),
    "rasa/engine/runner/dask.py": (
        "fc92eebf60a3733659111b7f3d4bf77804f3f692c0a0bafeb62686eca3aeafb1"
    ),
    "rasa/shared/core/domain.py": (
        "80e91f3371c78a3b5dce8794f46930129fb77a6c6e424af221bcbee1a4fae81a"
    ),
    "rasa/shared/core/events.py": (
        "f1a1ae297bee6c488ac65bb4da63ba90c7a62b1cce0ec3d943483c54e9c8b45b"
    ),
}


def usable(shortcut: str, files: Mapping[str, str]) -> bool:
    """Whether the shortcut may be taken; if Rasa's code is another, one sentence says so."""
    if os.environ.get("SHORTCUTS") == "off":
        return False
    changed = strangers(files)
    if changed:
        print(
            f"{changed[0]} is not the version that {shortcut} was written for, "
            "so Rasa's own way is taken.",
            file=sys.stderr,
            flush=True,
        )
    return not changed


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
