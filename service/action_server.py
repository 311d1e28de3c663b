"""The action server: whether one is needed, and if so, its start on loopback.

By default the actions run in Rasa's own process (service/shortcuts/actions.py).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from service import health
from service.errors import Refusal
from service.processes import Child, Children
from service.settings import DEFAULT_ACTIONS_PORT, ENDPOINTS, LOOPBACK, Settings
from service.shortcuts import known

START_SECONDS = 60.0
NAME = "action server"


def needed(settings: Settings) -> bool:
    """Whether ACTIONS=http asks for one, or Rasa is not the one that the shortcut knows."""
    if settings.action_server:
        return True
    return not known.usable("running actions without an action server", known.ACTIONS)


def start(children: Children, port: int, environment: Mapping[str, str], log: Path | None) -> Child:
    """Start it (without TensorFlow: not by `rasa run actions`) and wait for its health route."""
    command = [sys.executable, "-m", "service.quiet", "rasa_sdk", "--quiet"]
    command += ["--actions", "actions", "--port", str(port)]
    child = children.start(NAME, command, environment=environment, output=log, errors=log)
    ended = children.wait(
        until=lambda: health.responds(LOOPBACK, port, "/health"), seconds=START_SECONDS
    )
    where = "its messages are above" if log is None else f"its messages are in {log}"
    if ended is not None:
        raise Refusal(f"The {ended.name} did not start; {where}.")
    if not health.responds(LOOPBACK, port, "/health"):
        raise Refusal(f"The {NAME} did not answer within {START_SECONDS:.0f} s; {where}.")
    return child


@contextmanager
def endpoints(port: int, original: Path = ENDPOINTS) -> Iterator[Path]:
    """The endpoints file for an action server on this port.

    Rasa's endpoints.yml cannot give an environment variable a default, so for another port
    than the usual one a copy that names it lives as long as the command.
    """
    usual = f"http://{LOOPBACK}:{DEFAULT_ACTIONS_PORT}/webhook"
    text = original.read_text("utf-8")
    if port == DEFAULT_ACTIONS_PORT or usual not in text:
        yield original
        return
    with tempfile.TemporaryDirectory(prefix="ivig-endpoints-") as folder:
        copy = Path(folder) / original.name
        copy.write_text(text.replace(usual, f"http://{LOOPBACK}:{port}/webhook"), "utf-8")
        yield copy
