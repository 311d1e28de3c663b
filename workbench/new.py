"""`new claim|condition|source`: asks, holds each answer against the rules, writes the YAML."""

from __future__ import annotations

import click

from workbench.new_claim import claim
from workbench.new_condition import condition
from workbench.new_source import source


@click.group()
def new() -> None:
    """Add a claim, a condition or a source: asked for field by field, then written and checked.

    Enter takes the value in brackets. Ctrl-C leaves, and nothing is written.
    """


for command in (claim, condition, source):
    new.add_command(command)
