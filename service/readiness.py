"""Whether the running service answers for real: a known question, asked over REST.

Rasa swallows errors while it loads: its server starts and answers `[]`. So "started" is not
"ready".
"""

from __future__ import annotations

import uuid
from typing import Any

from service import health
from service.errors import Refusal
from service.processes import Children

QUESTION = "does IVIG help CIDP?"
EXPECTED_KIND = "efficacy"
START_SECONDS = 240.0
ANSWER_SECONDS = 40.0


def wait_until_ready(children: Children, host: str, port: int) -> None:
    """Return when the question is answered; refuse if a process ends or the answer is wrong."""
    ended = children.wait(until=lambda: health.responds(host, port, "/"), seconds=START_SECONDS)
    if ended is not None:
        raise Refusal(f"The {ended.name} ended while starting; its messages are above.")
    kind = kind_of(ask(host, port, QUESTION))
    if kind != EXPECTED_KIND:
        raise Refusal(
            f"The service started but does not answer: {QUESTION!r} should be answered with "
            f"kind {EXPECTED_KIND!r} and was with {kind!r}; its messages are above."
        )


def ask(host: str, port: int, question: str) -> Any:
    """The REST channel's answer to a question from a sender of its own."""
    body = {"sender": f"readiness-{uuid.uuid4().hex}", "message": question}
    return health.post(host, port, "/webhooks/rest/webhook", body, ANSWER_SECONDS)


def kind_of(elements: Any) -> str | None:
    """The kind of the answer in a REST reply, or None if it holds no answer."""
    if not isinstance(elements, list):
        return None
    for element in elements:
        try:
            return str(element["custom"]["data"]["kind"])
        except (KeyError, TypeError):
            continue
    return None
