"""Real processes for tests: the service and the action server on free loopback ports."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from service import action_server
from service.environment import for_children
from service.settings import ROOT
from tests.helpers import wait_for

START = 240  # seconds within which a service must be up, on a busy machine too


class Service:
    """A running service, spoken to as any program would."""

    def __init__(self, port: int, actions_port: int) -> None:
        """`port` serves REST; `actions_port` is where the action server is expected."""
        self.port = port
        self.actions_port = actions_port
        self.url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"

    def say(self, sender: str, message: str) -> list[dict[str, Any]]:
        """The JSON list that answers a message."""
        reply = requests.post(self.url, json={"sender": sender, "message": message}, timeout=60)
        assert reply.status_code == 200, reply.text
        elements = reply.json()
        assert isinstance(elements, list)
        return elements

    @staticmethod
    def data(elements: list[dict[str, Any]]) -> dict[str, Any]:
        """The one answer object among the elements."""
        found = [each["custom"]["data"] for each in elements if "custom" in each]
        assert len(found) == 1, elements
        return dict(found[0])

    def ask(self, sender: str, message: str) -> dict[str, Any]:
        """The answer object for a message."""
        return self.data(self.say(sender, message))


def free_port() -> int:
    """A port on loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether something answers at the address."""
    try:
        return requests.get(url, timeout=2).status_code < 500
    except requests.RequestException:
        return False


@contextmanager
def running_service(
    model: Path,
    settings: Mapping[str, str] | None = None,
    actions_port: int | None = None,
    *,
    endpoints: str = "",
    module: str = "rasa",
    folder: Path = ROOT,
) -> Iterator[Service]:
    """Rasa's own `rasa run` with our channels, and no action server of its own.

    `settings` are environment variables that it gets beside those of the tests; an action server
    that runs already is at `actions_port`; `endpoints` are lines that stand in its endpoints.yml
    in the place of the checkout's stores. With `service.bot` as the module it is what the
    launcher starts. `folder`: where it runs.
    """
    service = Service(free_port(), actions_port or free_port())
    with _endpoints(service.actions_port, endpoints) as file:
        command = [sys.executable, "-W", "ignore", "-m", module, "run", "-i", "127.0.0.1"]
        command += ["-p", str(service.port), "-m", str(model), "--endpoints", str(file)]
        url = f"http://127.0.0.1:{service.port}/webhooks/rest/"
        with _running(command, url, settings, folder):
            yield service


@contextmanager
def _endpoints(port: int, stores: str) -> Iterator[Path]:
    """The checkout's endpoints.yml for this action server; with other stores, if given."""
    if not stores:
        with action_server.endpoints(port) as file:
            yield file
        return
    action = f"action_endpoint:\n  url: http://127.0.0.1:{port}/webhook\n"
    with tempfile.TemporaryDirectory(prefix="evidence-endpoints-") as folder:
        file = Path(folder) / "endpoints.yml"
        file.write_text(action + stores)
        yield file


@contextmanager
def running_actions(port: int, **settings: str) -> Iterator[None]:
    """The action server, as people who know Rasa start it, with these environment variables."""
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
    with _running(command, f"http://127.0.0.1:{port}/health", settings):
        yield


@contextmanager
def _running(
    command: list[str],
    url: str,
    settings: Mapping[str, str] | None = None,
    folder: Path = ROOT,
) -> Iterator[None]:
    environment = _environment(settings or {})
    (ROOT / "logs").mkdir(exist_ok=True)
    with (ROOT / "logs" / "tests.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        up = wait_for(lambda: process.poll() is not None or answers(url), START)
        assert up and process.poll() is None, f"did not start: {' '.join(command)}"
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the tests gets into the checkout's own data, and no test asks too fast."""
    folder = os.environ.get("DATA_FOLDER") or tempfile.mkdtemp(prefix="evidence-tests-")
    ours = {"WEB_RATE": "0", "WEB_ADDRESS_RATE": "0", "EVIDENCE_GAPS": "off", "DATA_FOLDER": folder}
    return for_children({**ours, **os.environ, **settings})
