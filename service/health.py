"""Small HTTP questions to our own processes, past any proxy that is configured."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from typing import Any


def responds(host: str, port: int, path: str) -> bool:
    """Whether a GET is answered with 200."""
    try:
        status, _ = _exchange(host, port, "GET", path, None, 2)
    except (OSError, HTTPException):
        return False
    return status == 200


def post(host: str, port: int, path: str, body: object, seconds: float) -> Any:
    """Post JSON and return the JSON answer; None if there was no such answer."""
    try:
        _, answer = _exchange(host, port, "POST", path, json.dumps(body), seconds)
        return json.loads(answer)
    except (OSError, HTTPException, ValueError):
        return None


def _exchange(
    host: str, port: int, method: str, path: str, body: str | None, seconds: float
) -> tuple[int, bytes]:
    connection = HTTPConnection(host, port, timeout=seconds)
    try:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
