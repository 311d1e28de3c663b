"""`python -m service chat|serve|train`, the commands behind the Makefile's."""

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
