"""Waits for the service that was started to be ready, by the route that probes use too."""

from __future__ import annotations

import time

from service import health
from service.errors import Refusal
from service.processes import Children

ROUTE = "/ready"
START_SECONDS = 240.0
ANSWER_SECONDS = 40.0  # the route itself gives up after thirty
PATIENCE_SECONDS = 30.0  # for what may still be starting: an action server, a database


def wait_until_ready(
    children: Children, host: str, port: int, patience: float = PATIENCE_SECONDS
) -> None:
    """Return when it answers a known question; refuse if a process ends or it does not.

    `patience`: seconds that it may be up and not ready.
    """
    ended = children.wait(until=lambda: health.responds(host, port, "/"), seconds=START_SECONDS)
    deadline = time.monotonic() + patience
    why: str | None = "it did not respond."
    while ended is None and why is not None:
        why = why_not_ready(host, port)
        if why is not None and time.monotonic() >= deadline:
            raise Refusal(f"The service started but is not ready: {why} Its messages are above.")
        ended = children.wait(seconds=0 if why is None else 1)
    if ended is not None:
        raise Refusal(f"The {ended.name} ended while starting; its messages are above.")


def why_not_ready(host: str, port: int) -> str | None:
    """None if the service is ready, else the reason that it gives, in a sentence."""
    reply = health.get(host, port, ROUTE, ANSWER_SECONDS)
    if not isinstance(reply, dict):
        return f"{ROUTE} gave no answer."
    return None if reply.get("ready") is True else str(reply.get("why"))
