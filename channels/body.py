"""A request's body, kept no further than a limit."""

from __future__ import annotations

from sanic.request import Request

MOST_DROPPED = 100 * 1024 * 1024  # bytes; whoever sends more is hung up on


class TooLarge(Exception):
    """The body is longer than the limit; nothing of it was kept."""


async def read(request: Request, limit: int) -> bytes:
    """The body of a streaming request in bytes. TooLarge if it has more than `limit` of them.

    What is over the limit is read and dropped: a client that is still sending would not see the
    answer if the service hung up.
    """
    body = bytearray()
    length = 0
    async for chunk in request.stream:
        length += len(chunk)
        if length <= limit:
            body += chunk
        elif length > MOST_DROPPED:
            break
        else:
            body.clear()
    if length > limit:
        raise TooLarge
    return bytes(body)
