"""The watch over slow clients, on Sanic's own state of a connection."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from sanic.http import Http, Stage

from service import slow


class Connection:
    """A connection as Sanic keeps it, without a network."""

    def __init__(self) -> None:
        stream: Any = SimpleNamespace(
            send=None, receive_more=None, recv_buffer=b"", app=SimpleNamespace(dispatch=None)
        )
        self._http = Http(stream)
        self.state = {"requests_count": 0}
        self.aborted = asyncio.Event()

    def abort(self) -> None:
        self.aborted.set()


def test_a_connection_made_a_moment_ago_does_not_end_the_watch(monkeypatch: Any) -> None:
    """Sanic has not filled in all of its state then; whoever trickles is still cut off."""
    monkeypatch.setattr(slow, "LOOK_SECONDS", 0.01)
    seconds = iter(range(0, 10_000, 5))

    async def watch() -> None:
        new, trickling = Connection(), Connection()
        trickling._http.stage = Stage.REQUEST
        task = asyncio.create_task(slow.cut_off([new, trickling], lambda: float(next(seconds))))
        await asyncio.wait_for(trickling.aborted.wait(), 30)
        assert not new.aborted.is_set() and not task.done()
        task.cancel()

    asyncio.run(watch())
