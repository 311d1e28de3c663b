"""A request's body, read no further than a limit."""

from __future__ import annotations

from sanic.request import Request


class TooLarge(Exception):
    """The body is longer than the limit; the rest of it was not read."""


async def read(request: Request, limit: int) -> bytes:
    """The body of a streaming request in bytes. TooLarge if it has more than `limit` of them."""
    body = bytearray()
    async for chunk in request.stream:
        body += chunk
        if len(body) > limit:
            raise TooLarge
    return bytes(body)
