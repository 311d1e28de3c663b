"""The settings of the commands, read from environment variables and checked in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from service.errors import Refusal

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
LOGS = ROOT / "logs"
ENDPOINTS = ROOT / "endpoints.yml"
CREDENTIALS = ROOT / "credentials.yml"

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 5005
DEFAULT_ACTIONS_PORT = 5055
IN_PROCESS, HTTP = "in-process", "http"
_EVERY_INTERFACE = {"0.0.0.0": LOOPBACK, "::": "::1"}


@dataclass(frozen=True)
class Settings:
    """Where the processes listen, and where actions run.

    The action server, if there is one, is never reached from outside.
    """

    host: str = LOOPBACK
    port: int = DEFAULT_PORT
    actions_port: int = DEFAULT_ACTIONS_PORT
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
    """Read HOST, PORT, ACTIONS, ACTIONS_PORT and SHORTCUTS; refuse a bad value in one sentence."""
    settings = Settings(
        host=environment.get("HOST", "").strip() or LOOPBACK,
        port=_port(environment, "PORT", DEFAULT_PORT),
        actions_port=_port(environment, "ACTIONS_PORT", DEFAULT_ACTIONS_PORT),
        actions=_actions(environment),
    )
    if settings.port == settings.actions_port:
        raise Refusal(
            f"PORT and ACTIONS_PORT are both {settings.port}; set one of them to another port."
        )
    return settings


def _actions(environment: Mapping[str, str]) -> str:
    shortcuts = environment.get("SHORTCUTS", "").strip() or "on"
    if shortcuts not in ("on", "off"):
        raise Refusal(f"SHORTCUTS is {shortcuts!r}; set it to on or off.")
    usual = IN_PROCESS if shortcuts == "on" else HTTP
    value = environment.get("ACTIONS", "").strip() or usual
    if value not in (IN_PROCESS, HTTP):
        raise Refusal(f"ACTIONS is {value!r}; set it to {IN_PROCESS} or {HTTP}.")
    return value


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdigit() and 1 <= int(value) <= 65535:
        return int(value)
    raise Refusal(f"{name} is {value!r}; set it to a port number from 1 to 65535.")
