"""`python -m service …`: the commands behind the Makefile's, and those that delete."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from service import settings
from service.errors import Refusal
from service.settings import ROOT
from service.training import Training


@click.group()
def main() -> None:
    """Train the assistant, talk to it, or serve it. Settings: HOST, PORT, ACTIONS, ACTIONS_PORT."""
    os.chdir(ROOT)


@main.command()
def chat() -> None:
    """Talk to the assistant in this terminal."""
    from service.chat import chat as command

    _end(lambda: command(settings.read(os.environ)))


@main.command()
def serve() -> None:
    """Serve the assistant over REST, in the foreground."""
    from service.serve import serve as command

    _end(lambda: command(settings.read(os.environ)))


@main.command()
def train() -> None:
    """Train the model, if it is older than what it is made from."""
    training = Training(ROOT, os.environ)
    if training.up_to_date() is not None:
        print("The model is up to date.")
        return
    _end(lambda: 0 if training.ensure() else 1)


@main.command()
@click.option("--older-than", metavar="DAYS", help="For example 30d; else RETENTION_DAYS (30).")
def purge(older_than: str | None) -> None:
    """Delete conversations, thumbs and counts that are older than so many days."""
    from service.stores import commands

    _end(lambda: commands.purge(os.environ, older_than))


@main.command()
@click.argument("sender")
def forget(sender: str) -> None:
    """Delete a person's conversation everywhere.

    SENDER is the conversation's id (docs/data.md); slack:TEAM/USER is all of a person in Slack.
    """
    from service.stores import commands

    _end(lambda: commands.forget(os.environ, sender))


def _end(command: Callable[[], int]) -> None:
    """Run the command; end with its exit code, or with the one sentence of a refusal."""
    try:
        code = command()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        code = refusal.code
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main(prog_name="python -m service")
