"""How long training takes: a changed fact, and nothing changed; beside the stock pipeline's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import stock
from bench.measuring import Found, spread
from bench.sides import OURS, STOCK
from service.environment import for_children
from service.settings import ROOT

NOT_COPIED = shutil.ignore_patterns(
    ".venv", ".git", "build", "node_modules", "var", "logs", "__pycache__", ".*_cache"
)
CHANGED = "conditions/cidp.yml"
ROUNDS = 5


def measure(names: Sequence[str]) -> Found:
    """Seconds by the clock; for a changed fact also those of the processors.

    The stock pipeline is not trained again: the figure is that of its training, of which an
    unchanged and a changed fact are the same to it. It has had few epochs instead of 100.
    """
    unchanged = [seconds(ROOT)[0] for _ in range(ROUNDS)]
    trained = json.loads((stock.ensure() / "trained.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="bench-train-") as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        change(copy / "knowledge" / CHANGED)
        clock, processors = seconds(copy)
    return {
        "unchanged": {OURS: spread(unchanged)},
        "train": {OURS: spread([clock]), STOCK: spread([trained["seconds"]])},
        "train_processors": {OURS: round(processors, 1), STOCK: trained.get("processors")},
        "train_stock": _of_stock(trained),
    }


def _of_stock(trained: dict[str, Any]) -> dict[str, Any]:
    """What the figure of the stock pipeline must be read with."""
    return {"epochs": trained["epochs"], "usual": stock.USUAL_EPOCHS, "load": trained["load"]}


def change(file: Path) -> None:
    """Say the first claim of a file with an effect in other words."""
    text = file.read_text(encoding="utf-8")
    place = text.index("because:")
    end = text.index("\n", place)
    file.write_text(f"{text[:end].rstrip()} again{text[end:]}", encoding="utf-8")


def seconds(checkout: Path) -> tuple[float, float]:
    """Seconds of `make train`'s command by the clock, and those of its processors."""
    start, before = time.monotonic(), os.times()
    subprocess.run(
        [sys.executable, "-m", "service", "train"],
        cwd=checkout,
        env=for_children(os.environ),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after = os.times()
    used = after.children_user + after.children_system
    return time.monotonic() - start, used - before.children_user - before.children_system
