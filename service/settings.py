"""The settings of the commands, read from environment variables and checked in one place."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from service.errors import Refusal

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
LOGS = ROOT / "logs"
ENDPOINTS = ROOT / "endpoints.yml"
CREDENTIALS = ROOT / "credentials.yml"

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 5005
DEFAULT_ACTIONS_PORT = 5055
LONGEST_DRAIN_DELAY = 300
Default = TypeVar("Default", int, None)
IN_PROCESS, HTTP = "in-process", "http"
_EVERY_INTERFACE = {"0.0.0.0": LOOPBACK, "::": "::1"}


@dataclass(frozen=True)
class Settings:
    """Where the processes listen, and where actions run.

    The action server, if there is one, is never reached from outside. `drain_delay`: seconds for
    which a service that is to end goes on taking requests while its readiness says no. Without a
    `metrics_port` no metrics are shown.
    """

    host: str = LOOPBACK
    port: int = DEFAULT_PORT
    actions_port: int = DEFAULT_ACTIONS_PORT
    drain_delay: int = 0
    metrics_host: str = LOOPBACK
    metrics_port: int | None = None
    actions: str = IN_PROCESS

    @property
    def own_address(self) -> str:
        """The address by which this machine itself reaches the service."""
        return _EVERY_INTERFACE.get(self.host, self.host)

    @property
    def action_server(self) -> bool:
        """Whether the actions run in a process of their own, reached over HTTP."""
        return self.actions == HTTP


def read(environment: Mapping[str, str]) -> Settings:
    """Read all settings of the launcher; refuse a bad value in one sentence."""
    settings = Settings(
        host=environment.get("HOST", "").strip() or LOOPBACK,
        port=_port(environment, "PORT", DEFAULT_PORT),
        actions_port=_port(environment, "ACTIONS_PORT", DEFAULT_ACTIONS_PORT),
        drain_delay=_seconds(environment, "DRAIN_DELAY", LONGEST_DRAIN_DELAY),
        metrics_host=environment.get("METRICS_HOST", "").strip() or LOOPBACK,
        metrics_port=_port(environment, "METRICS_PORT", None),
        actions=_actions(environment),
    )
    _refuse_shared_ports(settings)
    return settings


def _refuse_shared_ports(settings: Settings) -> None:
    ports = {
        "PORT": settings.port,
        "ACTIONS_PORT": settings.actions_port,
        "METRICS_PORT": settings.metrics_port,
    }
    for one, other in itertools.combinations(ports, 2):
        if ports[one] == ports[other]:
            raise Refusal(
                f"{one} and {other} are both {ports[one]}; set one of them to another port."
            )


def _actions(environment: Mapping[str, str]) -> str:
    shortcuts = environment.get("SHORTCUTS", "").strip() or "on"
    if shortcuts not in ("on", "off"):
        raise Refusal(f"SHORTCUTS is {shortcuts!r}; set it to on or off.")
    usual = IN_PROCESS if shortcuts == "on" else HTTP
    value = environment.get("ACTIONS", "").strip() or usual
    if value not in (IN_PROCESS, HTTP):
        raise Refusal(f"ACTIONS is {value!r}; set it to {IN_PROCESS} or {HTTP}.")
    return value


def _port(environment: Mapping[str, str], name: str, default: Default) -> int | Default:
    value = environment.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdigit() and 1 <= int(value) <= 65535:
        return int(value)
    raise Refusal(f"{name} is {value!r}; set it to a port number from 1 to 65535.")


def _seconds(environment: Mapping[str, str], name: str, longest: int) -> int:
    value = environment.get(name, "").strip() or "0"
    if value.isascii() and value.isdigit() and int(value) <= longest:
        return int(value)
    raise Refusal(f"{name} is {value!r}; set it to a number of seconds from 0 to {longest}.")
