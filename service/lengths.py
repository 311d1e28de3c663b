"""Refuses requests whose length is not one plain number.

Sanic 21.12 takes "Content-Length: -1" and then reads nothing, again and again, without a pause:
one such request keeps everybody waiting for ever. It also takes "+5" and "1_0", two lengths, or a
length beside chunks, of which a proxy in front may make something else.
"""

from __future__ import annotations

from typing import Any

from sanic.exceptions import InvalidUsage
from sanic.http import Http


def install() -> None:
    """From now on such a request is a bad request, and its connection ends."""
    original = Http.http1_request_header

    async def http1_request_header(http: Any) -> None:
        try:
            await original(http)
        except (ValueError, KeyError):  # a length that is no number, or chunks by another name
            http.keep_alive = False
            raise InvalidUsage("Bad Request") from None
        if not plain(http.request.headers):
            http.request_body = None
            http.keep_alive = False
            raise InvalidUsage("Bad Request")

    Http.http1_request_header = http1_request_header


def plain(headers: Any) -> bool:
    """Whether the body's length is told in one way, in digits or by chunks, or there is none."""
    lengths = headers.getall("content-length", [])
    ways = headers.getall("transfer-encoding", [])
    if len(lengths) + len(ways) > 1 or (ways and ways != ["chunked"]):
        return False
    return all(each.isascii() and each.strip().isdigit() for each in lengths)
