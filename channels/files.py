"""The widget's files and our own pages, with the headers that keep them safe.

The widget's modules may be loaded from any origin. Our own pages run our own scripts only and
cannot be framed. Nothing comes from another host.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sanic import Blueprint
from sanic import response as responses
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic_cors.core import SANIC_CORS_EVALUATED

WIDGET = Path(__file__).resolve().parent.parent / "widget"
MODULES = "evidence-chat"

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
}
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def add_routes(blueprint: Blueprint) -> None:
    """The pages at /chat and /map, the widget at /widget.js and its modules below."""
    pages = {"/chat": "pages/chat.html", "/map": "pages/map.html"}
    for address, name in pages.items():
        _add(blueprint, address, WIDGET / name, PAGE_HEADERS)
    for path in sorted((WIDGET / "pages").iterdir()):
        if path.suffix in (".js", ".css", ".svg"):
            _add(blueprint, f"/pages/{path.name}", path, {})
    _add(blueprint, "/widget.js", WIDGET / "widget.js", {}, anywhere=True)
    for path in sorted((WIDGET / MODULES).glob("*.js")):
        _add(blueprint, f"/{MODULES}/{path.name}", path, {}, anywhere=True)


def _add(
    blueprint: Blueprint,
    address: str,
    path: Path,
    headers: dict[str, str],
    anywhere: bool = False,
) -> None:
    """A route for one file. Only files that are named here are served, whatever is asked for."""

    async def serve(request: Request) -> HTTPResponse:
        content = path.read_bytes()
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        sent = {**_ALWAYS, **headers, "ETag": tag}
        if anywhere:
            sent["Access-Control-Allow-Origin"] = "*"
            sent["Cross-Origin-Resource-Policy"] = "cross-origin"
            # Rasa's own handling would add a second origin beside the star.
            setattr(request.ctx, SANIC_CORS_EVALUATED, "1")
        if request.headers.get("if-none-match") == tag:
            return responses.empty(304, sent)
        return responses.raw(content, headers=sent, content_type=_TYPES[path.suffix])

    name = "file_" + address.strip("/").replace("/", "_").replace(".", "_").replace("-", "_")
    blueprint.add_route(serve, address, methods=["GET"], name=name)
