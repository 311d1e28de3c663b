"""`make evaluate`: asks every kept-out question, prints the table, and writes the report.

`build/evaluation.html` shows every miss with what was read; `build/evaluation.json` has all
figures. No message of the unseen set is printed: whoever trains should not read them.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from components.masking import masked_words
from evidence.names import key
from evidence.question import Mention
from service.errors import Refusal
from service.settings import ROOT
from service.training import Training
from tests.understanding import questions
from tests.understanding.asking import Asking, Variations, ask_phrases, ask_set
from tests.understanding.figures import Miss, Row, as_json, misses, table
from tests.understanding.page import Column, page, target_of, value_of
from tests.understanding.reader import Asked, Reader

BUILD = ROOT / "build"
NEAR = (80, 90)  # rapidfuzz ratios that are told


@dataclass(frozen=True)
class Measured:
    """A set as one assistant read it."""

    name: str
    asking: Asking
    rows: list[Row]
    misses: list[Miss]


def measure(name: str, asked: Asked, folder: str, variations: Variations) -> Measured:
    """Ask a set, and every phrase of the store."""
    asking = ask_set(asked, folder, variations)
    phrases = ask_phrases(asked, variations.store)
    return Measured(name, asking, table(asking, phrases), misses(asking, phrases))


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Ask every kept-out question.")
    parser.add_argument(
        "--baseline", action="store_true", help="ask Rasa's stock pipeline too (trained if need be)"
    )
    baseline = parser.parse_args().baseline
    reader = Reader(str(Training(ROOT, os.environ).ensure()))
    variations = Variations.of_checkout()
    measured = [measure(name, reader, name, variations) for name in questions.SETS]
    notes = [near_note(folder, variations) for folder in questions.SETS]
    if baseline:
        from tests.understanding.stock import NOTE, StockReader

        stock = StockReader(variations)
        measured.append(measure("stock pipeline, unseen", stock, questions.SETS[0], variations))
        notes.append(NOTE)
    print_table(measured)
    print("\n".join(["", *notes]))
    write(measured, notes, BUILD)
    print(f"\nEvery miss, with what was read: {BUILD / 'evaluation.html'}")


def near_note(folder: str, variations: Variations) -> str:
    """How many messages of a set come near a training example, with names and with masks."""
    found = [text for _, text in questions.longer(folder)]
    plain = questions.nearest(map(key, found), questions.trained())
    masked = questions.nearest(
        (_masked(text, variations.gazetteer.link(text)) for text in found),
        (_masked(text, ()) for _, text in questions.examples()),
    )
    told = [
        f"{sum(each >= near for each in ratios)} at {near} {how}"
        for how, ratios in (("as written", plain), ("with names masked on both sides", masked))
        for near in NEAR
    ]
    return (
        f"{folder}: of {len(found):,} messages of more than {questions.FEW_WORDS} words these are"
        f" like a training example (rapidfuzz ratio): {', '.join(told)}."
    )


def _masked(text: str, mentions: Iterable[Mention]) -> str:
    return " ".join(word.text for word in masked_words(text, mentions))


def print_table(measured: Sequence[Measured]) -> None:
    """The table in the terminal."""
    width = max(len(row.name) for row in measured[0].rows)
    names = "".join(f"{each.name:>24}" for each in measured)
    print(f"{'':{width}} {'target':>18} {'reached':>8}{names}")
    for place, row in enumerate(measured[0].rows):
        values = "".join(
            f"{value_of(each.rows[place]):>16} of {each.rows[place].asked:<4}" for each in measured
        )
        reached = {None: "", True: "yes", False: "no"}[row.reached]
        print(f"{row.name:{width}} {target_of(row):>18} {reached:>8}{values}")


def write(measured: Sequence[Measured], notes: Sequence[str], folder: Path) -> None:
    """The page and the figures."""
    folder.mkdir(exist_ok=True)
    columns = [Column(each.name, each.rows) for each in measured]
    missed = {each.name: each.misses for each in measured}
    text = page(columns, measured[0].asking, missed, notes)
    (folder / "evaluation.html").write_text(text, encoding="utf-8")
    figures = {each.name: as_json(each.rows, each.asking, each.misses) for each in measured}
    text = json.dumps({"notes": notes, **figures}, ensure_ascii=False, indent=1)
    (folder / "evaluation.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(refusal.code)
