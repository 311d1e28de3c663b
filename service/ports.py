"""Whether a port is free, said before anything starts and not by a traceback after."""

from __future__ import annotations

import errno
import socket

from service.errors import Refusal


def require_free(host: str, port: int, setting: str, host_setting: str = "HOST") -> None:
    """Refuse in one sentence, naming the setting to change, if the port cannot be taken."""
    try:
        _bind(host, port)
    except OSError as error:
        raise Refusal(_why(error, host, port, setting, host_setting)) from error


def free_port(host: str) -> int:
    """A port that nothing listens on just now."""
    return _bind(host, 0)


def _bind(host: str, port: int) -> int:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        # As the servers do: a port that was closed a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        return int(probe.getsockname()[1])


def _why(error: OSError, host: str, port: int, setting: str, host_setting: str) -> str:
    if error.errno == errno.EADDRINUSE:
        other = free_port(host)
        return (
            f"Port {port} is taken by another program: end that one, "
            f"or choose another port, for example {setting}={other}."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs administrator rights: choose one from 1024 up with {setting}."
    return (
        f"{host_setting}={host} is not an address of this machine: "
        f"set {host_setting} to one that is."
    )
