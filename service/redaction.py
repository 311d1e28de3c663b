"""Log lines about failures without what the user wrote, unless LOG_MESSAGES is `on`."""

from __future__ import annotations

import json
import logging
import os
import traceback
from typing import Any

from service.environment import LOG_MESSAGES

# Their failures quote the message or the whole conversation, in the line or its traceback.
TALKATIVE = (
    "asyncio",
    "channels.slack.channel.sdk",
    "rasa.core.agent",
    "rasa.core.channels.rest",
    "rasa.core.processor",
    "rasa_sdk.endpoint",
    "rasa_sdk.executor",
    "sanic.error",
)


def install() -> None:
    """Keep messages out of the log lines of this process."""
    if os.environ.get(LOG_MESSAGES) == "on":
        return
    for name in TALKATIVE:
        logging.getLogger(name).addFilter(WithoutMessages())


class WithoutMessages(logging.Filter):
    """Reduces a failure's log line to the event, the kinds of error, and where it happened.

    Exception texts and local variables can quote the message or the whole conversation, so they
    are left out; file, line and function stay.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; it is always logged."""
        if record.levelno < logging.WARNING:
            return True
        event, errors = _structured(record)
        if record.exc_info and record.exc_info[1] is not None:
            errors.extend(_chain(record.exc_info[1]))
        record.msg = " <- ".join([event, *errors])
        record.args = ()
        record.exc_info = record.exc_text = None
        return True


def _structured(record: logging.LogRecord) -> tuple[str, list[str]]:
    """The event of a structlog line (JSON), or the plain message of any other."""
    message = record.getMessage()
    try:
        entry = json.loads(message)
        event = str(entry["event"])
    except (ValueError, KeyError, TypeError):
        return message, []
    return event, [_described(error) for error in entry.get("exception") or []]


def _described(error: dict[str, Any]) -> str:
    frames = error.get("frames") or [{}]
    last = frames[-1]
    place = f"{last.get('filename')}:{last.get('lineno')} {last.get('name')}"
    return f"{error.get('exc_type')} at {place}"


def _chain(error: BaseException | None) -> list[str]:
    described = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        described.append(f"{type(error).__name__}{place}")
        error = error.__cause__ or error.__context__
    return described
