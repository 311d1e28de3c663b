"""The group of all commands of the workbench."""

from __future__ import annotations

import click

from workbench.check import check
from workbench.coverage import coverage
from workbench.diff import diff
from workbench.export import export
from workbench.feedback import feedback
from workbench.gaps import gaps
from workbench.map import evidence_map
from workbench.new import new
from workbench.schema import schema
from workbench.show import show
from workbench.stale import stale


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Keep the fact store: look things up, find what is missing or old, add, compare, export."""


for command in (
    check,
    show,
    coverage,
    stale,
    new,
    diff,
    gaps,
    feedback,
    evidence_map,
    export,
    schema,
):
    main.add_command(command)
