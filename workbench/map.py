"""`map`: the evidence map, treatments by conditions, as SVG and HTML."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.map_data import cells
from workbench.desk import ROOT, Refusal, counted, knowledge_option, opened
from workbench.map_html import html
from workbench.map_marks import rows_of
from workbench.map_svg import svg

NAME = "evidence-map"


@click.command("map")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=ROOT / "build",
    help="The folder to write to; build/ in this checkout by default.",
)  # fmt: skip
@knowledge_option
def evidence_map(output: Path, folder: Path) -> None:
    """Draw the evidence map: evidence-map.svg to print, evidence-map.html to read.

    Direction is shown by shape, certainty by shade and by word. A row is a condition, or a
    situation of it where the record differs.
    """
    store = opened(folder)
    found = cells(store)
    if not found:
        raise Refusal("No effect is on record, so there is nothing to draw.")
    rows = rows_of(found)
    try:
        output.mkdir(parents=True, exist_ok=True)
        for ending, text in (("svg", svg(store, rows)), ("html", html(store, rows))):
            path = output / f"{NAME}.{ending}"
            path.write_text(text, encoding="utf-8")
            click.echo(f"Wrote {path}")
    except OSError as error:
        raise Refusal(f"{output} cannot be written to: {error.strerror}.") from None
    click.echo(f"{counted(len(found), 'finding')} in {counted(len(rows), 'row')}.")
