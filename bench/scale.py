"""The service with a store ten and a hundred times as large."""

from __future__ import annotations

import os
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.asking import MESSAGES, conversation
from bench.made_up import larger
from bench.measuring import Numbers, spread
from bench.sides import serving
from components.linker import lay_out_names
from evidence.store import from_snapshot
from service.packing import pack
from service.settings import ROOT
from service.training import Training

TIMES = (1, 10, 100)
ROUNDS = 2
SNAPSHOT = "snapshot.json"


def measure(names: Sequence[str]) -> dict[str, Any]:
    """Seconds to the first answer and milliseconds of a turn, by size of the store."""
    starts: dict[str, Numbers] = {}
    turns: dict[str, Numbers] = {}
    model = Training(ROOT, os.environ).ensure()
    with tempfile.TemporaryDirectory(prefix="bench-scale-") as folder:
        models = {times: _with_store(model, times, Path(folder)) for times in TIMES}
        for _ in range(ROUNDS):
            for times, path in models.items():
                name = f"× {times}"
                with serving(name, _command(path), {"EVIDENCE_SNAPSHOTS": folder}) as side:
                    starts.setdefault(name, []).append(side.first_answer)
                    client = side.client()
                    conversation(client, 2 * len(MESSAGES))
                    turns.setdefault(name, []).extend(conversation(client, 5 * len(MESSAGES)))
    return {
        "scale": {
            "start": {name: spread(each) for name, each in starts.items()},
            "turn": {name: spread(each) for name, each in turns.items()},
        }
    }


def _command(model: Path) -> list[str]:
    return [sys.executable, "-m", "service.bot", "run", "--model", str(model)]


def _with_store(model: Path, times: int, folder: Path) -> Path:
    """A copy of the model with a larger snapshot in its linker's part, its names laid out."""
    with tempfile.TemporaryDirectory() as unpacked:
        with tarfile.open(model) as archive:
            archive.extractall(unpacked)
        (snapshot,) = Path(unpacked).rglob(SNAPSHOT)
        text = larger(snapshot.read_text(encoding="utf-8"), times)
        snapshot.write_text(text, encoding="utf-8")
        lay_out_names(from_snapshot(text), snapshot.parent)
        copy = folder / f"times-{times}.tar.gz"
        pack(Path(unpacked), copy)
    return copy
