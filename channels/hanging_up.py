"""How the sockets of socket.io end with their service: each after the answer that it waits for.

Without this, people who go on asking over their open sockets would keep a service that is to end
for as long as it may take, and the last question of each would be cut off. So nobody is answered
more than once after the port has closed. Then the transport ends without socket.io's own goodbye:
after that one, clients would not connect again by themselves.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from socketio import AsyncServer

from channels.under_way import WORK

LAST_WORDS_SECONDS = 2.0  # in which a client fetches what is still for it


class HangingUp:
    """Counts the messages that each socket waits for, and ends it after the last of them."""

    def __init__(self, sio: AsyncServer) -> None:
        """Ends none until `begin`."""
        self._sio = sio
        self._ending = False
        self._waiting: Counter[str] = Counter()

    async def begin(self, *_: Any) -> None:
        """From now on every answer is the last one of its socket."""
        self._ending = True

    @asynccontextmanager
    async def after(self, sid: str) -> AsyncIterator[None]:
        """The block answers a message of this socket."""
        with WORK.one():
            self._waiting[sid] += 1
            try:
                yield
            finally:
                self._waiting[sid] -= 1
                if not self._waiting[sid]:
                    del self._waiting[sid]
                    if self._ending:
                        await self._end(sid)

    async def _end(self, sid: str) -> None:
        transport = self._sio.manager.eio_sid_from_sid(sid, "/")
        socket = self._sio.eio.sockets.get(transport)
        if socket is None or socket.closed:
            return  # the client has hung up itself
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(socket.queue.join(), LAST_WORDS_SECONDS)
        await socket.close(wait=False, abort=True)
        await socket.queue.put(None)  # wakes up who still waits for something to send
