"""What a REST request must look like; each defect has one clear sentence."""

from __future__ import annotations

import json
from dataclasses import dataclass

MAX_BODY_BYTES = 256 * 1024
MAX_SENDER = 255
MAX_MESSAGE = 20_000

TOO_LARGE = f"The request is larger than {MAX_BODY_BYTES // 1024} KB; please send a shorter one."
BLANK = "I received an empty message; please type a question."
TOO_LONG = f"That message is longer than {MAX_MESSAGE:,} characters; please ask a shorter question."
TOO_FAST = "That was fast; please wait {} seconds."

_EXAMPLE = '{"sender": "anna", "message": "does IVIG help CIDP?"}'
# A half of a surrogate pair cannot be sent on as UTF-8, and databases refuse NUL.
_UNSENDABLE = {**dict.fromkeys(range(0xD800, 0xE000), "\ufffd"), 0: "\ufffd"}


@dataclass(frozen=True)
class Question:
    """A well-formed request: who asks, and what."""

    sender: str
    message: str


class Malformed(Exception):
    """The request cannot be read; the sentence names the field and the mend."""

    def __init__(self, sentence: str, sender: str = "", status: int = 400) -> None:
        """Keep what goes into the refusal, and the sender where it could be read."""
        super().__init__(sentence)
        self.sender = sender
        self.status = status
        self.code = "too-long" if status == 413 else "malformed"


def read(body: bytes) -> Question:
    """Read a request's body. All fields but `sender` and `message` are ignored."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed(f"The body must be JSON, for example {_EXAMPLE}.") from None
    if not isinstance(fields, dict):
        raise Malformed(f"The body must be one JSON object, for example {_EXAMPLE}.")
    sender = _sender(fields)
    return Question(sender, _message(fields, sender))


def _sender(fields: dict[str, object]) -> str:
    sender = fields.get("sender")
    if sender is None:
        raise Malformed("The field `sender` is missing; send a name for the conversation.")
    if not isinstance(sender, str):
        raise Malformed("The field `sender` must be a string; put it in double quotes.")
    if not sender.strip() or len(sender) > MAX_SENDER or not sender.isprintable():
        raise Malformed(
            f"The field `sender` must be 1 to {MAX_SENDER} printable characters; "
            "choose another name for the conversation."
        )
    return sender


def _message(fields: dict[str, object], sender: str) -> str:
    message = fields.get("message")
    if message is None:
        raise Malformed("The field `message` is missing; send the question in it.", sender)
    if not isinstance(message, str):
        raise Malformed(
            "The field `message` must be a string; put the question in double quotes.", sender
        )
    return sendable(message)


def sendable(text: str) -> str:
    """The text with what cannot be sent on or stored replaced."""
    return text.translate(_UNSENDABLE)
