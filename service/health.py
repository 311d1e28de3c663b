"""Small HTTP questions to our own processes, past any proxy that is configured."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from typing import Any


def responds(host: str, port: int, path: str) -> bool:
    """Whether a GET is answered with 200."""
    try:
        status, _ = _exchange(host, port, path, 2)
    except (OSError, HTTPException):
        return False
    return status == 200


def get(host: str, port: int, path: str, seconds: float) -> Any:
    """The JSON answer to a GET, whatever its status; None if there was no such answer."""
    try:
        _, answer = _exchange(host, port, path, seconds)
        return json.loads(answer)
    except (OSError, HTTPException, ValueError):
        return None


def _exchange(host: str, port: int, path: str, seconds: float) -> tuple[int, bytes]:
    connection = HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
