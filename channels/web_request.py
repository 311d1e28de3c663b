"""What a request of the widget must look like; each defect has a code and one clear sentence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from channels.request import sendable

MAX_BODY_BYTES = 16 * 1024
MAX_MESSAGE = 2_000
MAX_COMMENT = 500
REASONS = ("not-what-i-asked", "hard-to-understand", "wrong-or-old", "other")

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Refused(Exception):
    """The request is not answered: an HTTP status, a code for the widget, a sentence."""

    def __init__(self, status: int, code: str, sentence: str, wait: int = 0) -> None:
        """`wait`: after how many seconds it is worth trying again."""
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.wait = wait


@dataclass(frozen=True)
class Ask:
    """A message under the id that the browser gave it; `again` when it was sent before."""

    id: str
    message: str
    again: bool


@dataclass(frozen=True)
class Thumb:
    """An opinion on the answer to a message."""

    id: str
    thumb: Literal["up", "down"]
    reason: str | None
    comment: str | None
    share: bool  # whether the question and the answer may be kept with it


def ask(fields: dict[str, Any]) -> Ask:
    """Read the body of a message."""
    message = fields.get("message")
    if not isinstance(message, str):
        raise _defect("The field `message` must be a string; put the question in it.")
    message = sendable(message)
    if not message.strip():
        raise _defect("That message is empty; please type a question.")
    if len(message) > MAX_MESSAGE:
        raise Refused(
            413,
            "too-long",
            f"That message is longer than {MAX_MESSAGE:,} characters; "
            "please ask a shorter question.",
        )
    return Ask(_id(fields), message, fields.get("again") is True)


def thumb(fields: dict[str, Any]) -> Thumb:
    """Read the body of an opinion."""
    given = fields.get("thumb")
    if given not in ("up", "down"):
        raise _defect("The field `thumb` must be `up` or `down`.")
    reason = fields.get("reason")
    if reason is not None and reason not in REASONS:
        raise _defect(f"The field `reason` must be null or one of {', '.join(REASONS)}.")
    comment = fields.get("comment")
    if comment is not None and not isinstance(comment, str):
        raise _defect("The field `comment` must be null or a string.")
    if comment is not None and len(comment) > MAX_COMMENT:
        raise _defect(f"The field `comment` may have at most {MAX_COMMENT} characters.")
    words = sendable(comment).strip() if comment else ""
    return Thumb(_id(fields), given, reason, words or None, fields.get("share") is True)


def fields_of(content_type: str, body: bytes) -> dict[str, Any]:
    """The JSON object in a body. Only `application/json` passes: no form of another site can."""
    if content_type.split(";")[0].strip().lower() != "application/json":
        raise Refused(415, "not-json", "Send the body as application/json.")
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise _defect("The body must be JSON.") from None
    if not isinstance(fields, dict):
        raise _defect("The body must be one JSON object.")
    return fields


def _id(fields: dict[str, Any]) -> str:
    found = fields.get("id")
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise _defect("The field `id` must be 8 to 64 letters, digits, hyphens or underscores.")
    return found


def _defect(sentence: str) -> Refused:
    return Refused(400, "malformed", sentence)
