"""Where a request comes from: its visitor's address, past the proxies that are our own."""

from __future__ import annotations

from ipaddress import ip_address

from sanic.request import Request


def address(request: Request, proxies: int) -> str:
    """The address that the outermost of our own `proxies` saw."""
    forwarded = request.headers.get("x-forwarded-for", "").split(",")
    if 0 < proxies <= len(forwarded):
        return str(forwarded[-proxies].strip() or request.ip)
    return str(request.ip)


def is_local(visitor: str) -> bool:
    """Whether the address is this machine's own; what is no address is not."""
    try:
        return ip_address(visitor).is_loopback
    except ValueError:
        return False
