"""`make evaluate`: asks every kept-out question and prints the table, and the misses to a file."""

from __future__ import annotations

import os

from service.settings import ROOT
from service.training import Training
from tests.understanding.measure import Reader, measure


def main() -> None:
    """Print the figures; `build/misses.txt` lists what was read otherwise than meant."""
    figures = measure(Reader(str(Training(ROOT, os.environ).ensure())))
    print(f"{'what':32} {'right':>7} {'asked':>6}")
    for name, score in figures.scores.items():
        print(f"{name:32} {score.share:7.1%} {score.asked:6}")
    print("\nkind by kind")
    for name, score in sorted(figures.by_kind.items(), key=lambda pair: pair[1].share):
        print(f"{name:32} {score.share:7.1%} {score.asked:6}")
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    lines = [
        f"{name}\t{each.wanted}\t{each.read}\t{each.detail}\t{each.text}"
        for name, score in figures.scores.items()
        for each in score.misses
    ]
    (build / "misses.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"\n{len(lines)} misses are in build/misses.txt.")


if __name__ == "__main__":
    main()
