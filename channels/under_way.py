"""What goes on after its request has ended: a service that is told to end waits for it.

Slack's answers are made and delivered after the acknowledgement, those of socket.io without any
request. The server (service/server.py) sees neither by looking at its connections.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class UnderWay:
    """Counts what is being done in this process."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.count = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one thing for as long as the block lasts."""
        self.count += 1
        try:
            yield
        finally:
            self.count -= 1


WORK = UnderWay()
