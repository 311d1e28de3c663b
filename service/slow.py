"""Cuts off clients that take too long to say what they want.

Sanic's time-outs begin anew with each byte that arrives, so that a client which trickles holds its
connection for ever. Here a request's head, and then its body, must each be whole within a time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Any

from sanic.http import Stage

LONGEST_SECONDS = 20.0
LOOK_SECONDS = 2.0


async def cut_off(connections: Iterable[Any], clock: Callable[[], float] = time.monotonic) -> None:
    """Watch Sanic's connections for ever."""
    since: dict[tuple[int, int], float] = {}
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        now = clock()
        receiving = {
            (id(each), each.state["requests_count"]): each
            for each in connections
            if _receiving(each._http)
        }
        since = {key: since.get(key, now) for key in receiving}
        for key, connection in receiving.items():
            if now - since[key] > LONGEST_SECONDS:
                connection.abort()


def _receiving(http: Any) -> bool:
    """Whether the rest of a request's head or body is still to come."""
    if http is None:
        return False
    # A connection that was made a moment ago has no `request_body` yet.
    return http.stage is Stage.REQUEST or bool(getattr(http, "request_body", None))
