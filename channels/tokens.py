"""Conversation ids that nobody can guess, and the signed tokens that prove them.

A token is `<id>.<signature>`: whoever holds it may speak in that conversation. Nothing is kept
for it on the server, so any process with the same secret accepts it, after a restart too.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import re
import secrets
import tempfile
from pathlib import Path

HEADER = "X-Conversation"
SHORTEST_SECRET = 32  # characters

_TOKEN = re.compile(r"(web-[A-Za-z0-9_-]{32})\.([A-Za-z0-9_-]{43})")


class Tokens:
    """Makes and checks the tokens of one secret."""

    def __init__(self, secret: bytes) -> None:
        """`secret`: at least 32 bytes that only this service knows."""
        self._secret = secret

    def new(self) -> str:
        """The token of a new conversation."""
        conversation = f"web-{secrets.token_urlsafe(24)}"
        return f"{conversation}.{self._signature(conversation)}"

    def conversation(self, token: str) -> str | None:
        """The conversation's id if the token is one of ours, else None."""
        parts = _TOKEN.fullmatch(token)
        if parts is None or not hmac.compare_digest(parts[2], self._signature(parts[1])):
            return None
        return parts[1]

    def _signature(self, conversation: str) -> str:
        digest = hmac.new(self._secret, conversation.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def secret_in(path: Path) -> bytes:
    """The secret kept in this file, made at the first start; only its owner can read it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)  # made with mode 600
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        # Whole or not at all, and the first of two processes wins.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_bytes()
