"""The HTTP server around Rasa's app, in the place of Sanic's: above all, it ends well.

At SIGTERM, Sanic closes its port while connections wait there (they are reset), hangs up on
those whose request it has not read yet, and gives the rest 15 seconds where an answer may take
30. Here, in this order:

1. Readiness says no while all goes on, for DRAIN_DELAY seconds: for balancers that look at it.
2. What waits at the port is taken in, and the port closes. A connection is refused from now on:
   the one failure after which any proxy may safely ask another replica.
3. What was taken in is answered, within the time that an answer may take.

Meanwhile clients that trickle are cut off (slow.py), requests without a plain length are refused
(lengths.py), and an emergency is answered when a store is down (channels/rescue.py).
"""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import sanic
import sanic.app

from channels.rescue import rescue
from channels.rest import TIME_LIMIT_SECONDS
from channels.under_way import WORK
from service import lengths, slow

LONGEST_SECONDS = TIME_LIMIT_SECONDS + 5
POLL_SECONDS = 0.05
# Looks in a row: meanwhile what has just connected is read, and Slack gets its answer. A time
# would not do: where the machine is busy, one look may take longer.
QUIET_LOOKS = 20
KNOWN_SANIC = "21.12."
# Of a request that is read whole before its route sees it: socket.io's. Other routes that take a
# body read it with a limit of their own.
MAX_BODY_BYTES = 1024 * 1024
_SOCKETS = "/socket.io"  # its connections stay open for as long as the page does


def install(delay: float) -> None:
    """Let Rasa's app run in this server; `delay`: seconds from "not ready" to the closed port."""
    if not sanic.__version__.startswith(KNOWN_SANIC):
        raise RuntimeError(f"service/server.py knows Sanic {KNOWN_SANIC}x only.")
    sanic.app.serve_single = partial(_serve_single, delay=delay)


def _serve_single(settings: dict[str, Any], delay: float) -> None:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    port = _bound(settings["host"], settings["port"])
    protocol = partial(
        settings["protocol"],
        loop=loop,
        app=settings["app"],
        connections=set(),
        signal=settings["signal"],
    )
    try:
        loop.run_until_complete(_serve(settings["app"], protocol, port, settings["backlog"], delay))
        loop.run_until_complete(_cancel_the_rest())
    finally:
        loop.close()


async def _serve(
    app: Any, protocol: partial[Any], port: socket.socket, backlog: int, delay: float
) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    await app._startup()
    lengths.install()  # not before: the start rewrites Sanic's methods from their source
    await app._server_event("init", "before", loop=loop)
    turns = _Turns(app.ctx.agent)
    # A twin keeps the port open when the loop lets go of its own.
    server = await loop.create_server(protocol, sock=port.dup(), backlog=backlog)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await app._server_event("init", "after", loop=loop)
    connections = protocol.keywords["connections"]
    watching = loop.create_task(slow.cut_off(connections))
    gc.freeze()  # what was loaded stays: no need to look through it ever again
    gc.enable()
    await stop.wait()

    app.ctx.draining = True
    await asyncio.sleep(delay)
    await app._server_event("shutdown", "before", loop=loop)
    server.close()
    for waiting in _close(port):
        await loop.connect_accepted_socket(protocol, waiting)
    await _quiet(lambda: turns.under_way + WORK.count > 0 or any(map(_answering, connections)))
    watching.cancel()
    for connection in list(connections):
        connection.abort()
    await app._server_event("shutdown", "after", loop=loop)


def _bound(host: str, port: int) -> socket.socket:
    """The port, taken but not yet listening: whoever connects before that is refused."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = socket.socket(family, kind, protocol)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(address)
    bound.setblocking(False)
    return bound


def _close(port: socket.socket) -> list[socket.socket]:
    """Close the port; return the connections that waited there."""
    waiting: list[socket.socket] = []
    while True:
        try:
            connection, _ = port.accept()
        except BlockingIOError:
            port.close()
            return waiting
        except OSError:  # hung up while it waited
            continue
        connection.setblocking(False)
        waiting.append(connection)


async def _quiet(busy: Callable[[], bool]) -> None:
    """Return when nothing has been going on for some looks, or the time is up."""
    deadline = time.monotonic() + LONGEST_SECONDS
    looks = 0
    while looks < QUIET_LOOKS and time.monotonic() < deadline:
        await asyncio.sleep(POLL_SECONDS)
        looks = 0 if busy() else looks + 1


async def _cancel_the_rest() -> None:
    """End what only waits, such as socket.io's next ping: the log would tell of it as an error."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    if rest:
        await asyncio.wait(rest, timeout=1)


def _answering(connection: Any) -> bool:
    """Whether a request on this connection is being answered."""
    http = connection._http
    if not http or getattr(connection, "websocket", None) is not None:
        return False
    return not http.request.path.startswith(_SOCKETS)


class _Turns:
    """Counts the turns under way, of every channel: some go on after their request has ended."""

    def __init__(self, agent: Any) -> None:
        self.under_way = 0
        self._agent = agent
        self._handle = agent.handle_message
        agent.handle_message = self._counted

    async def _counted(self, message: Any) -> Any:
        self.under_way += 1
        try:
            return await self._handle(message)
        except Exception:
            await rescue(self._agent, message)
            raise
        finally:
            self.under_way -= 1
