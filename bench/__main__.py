"""`python -m bench [PIECE]`: measures all, or one piece; earlier pieces are kept in the file."""

from __future__ import annotations

import json
import os
import platform
import signal
import sys
import time
from typing import Any

import click

from bench import measuring, report, scale, training
from bench.sides import SIDES
from service.settings import ROOT

FILE = ROOT / "build" / "bench.json"
CHART = ROOT / "build" / "bench.svg"
PIECES = {**measuring.PIECES, "train": training.measure, "scale": scale.measure}


@click.command()
@click.argument("piece", required=False, type=click.Choice(sorted(PIECES)))
def main(piece: str | None) -> None:
    """Measure every side, or one PIECE of it, and show all that has been measured."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    found = _kept()
    for name in [piece] if piece else PIECES:
        click.echo(f"Measuring {name} …")
        before = os.getloadavg()
        found.update(PIECES[name](SIDES))
        found.setdefault("machine", {})[name] = _machine(before)
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        CHART.write_text(report.chart(found), encoding="utf-8")
    report.show(found)
    click.echo(f"Kept in {FILE.relative_to(ROOT)}, as a chart in {CHART.relative_to(ROOT)}.")


def _kept() -> dict[str, Any]:
    try:
        return dict(json.loads(FILE.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _machine(before: tuple[float, float, float]) -> dict[str, Any]:
    """Where and how busy: figures of two pieces compare only if these do."""
    return {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "system": platform.system(),
        "load_before": before,
        "load_after": os.getloadavg(),
        "at": time.strftime("%Y-%m-%d %H:%M", time.gmtime()),
    }


if __name__ == "__main__":
    main()
