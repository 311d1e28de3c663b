"""What the service counts, for Prometheus: numbers only, no message, no sender, no address.

Every channel lets Rasa handle its messages through `counted`, and tells `refused` of what it did
not let through. The numbers are of this process; METRICS_PORT shows them (service/bot.py).
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from prometheus_client import Counter, Histogram
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

Handler = Callable[[UserMessage], Awaitable[Any]]

UNAVAILABLE = "unavailable"

_TURNS = Counter("evidence_turns_total", "Messages answered.", ["channel", "kind"])
_SECONDS = Histogram(
    "evidence_turn_seconds",
    "From a message that is let through to its answer.",
    ["channel"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
_ERRORS = Counter("evidence_errors_total", "Messages whose handling failed.", ["channel", "error"])
_REFUSED = Counter("evidence_refused_total", "Requests not let through.", ["channel", "reason"])


def counted(handler: Handler, channel: str) -> Handler:
    """The handler, counting its turns by the kind of answer, how long they take, and failures."""

    async def handle(message: UserMessage) -> Any:
        begun = time.perf_counter()
        try:
            return await handler(message)
        except BaseException as error:  # a turn over its time limit is cancelled
            _ERRORS.labels(channel, type(error).__name__).inc()
            raise
        finally:
            _SECONDS.labels(channel).observe(time.perf_counter() - begun)
            # A turn that said nothing is answered by the channel itself.
            _TURNS.labels(channel, _kind_said(message.output_channel) or UNAVAILABLE).inc()

    return handle


def refused(channel: str, reason: str) -> None:
    """Count a request that is not let through. `reason`: one word of ours, `too-fast` say."""
    _REFUSED.labels(channel, reason).inc()


def _kind_said(output: Any) -> str | None:
    """The kind of the first answer among what was said, or None."""
    if not isinstance(output, CollectingOutputChannel):
        return getattr(output, "answered", None)
    for element in output.messages:
        custom = element.get("custom")
        data = custom.get("data") if isinstance(custom, dict) else None
        if isinstance(data, dict) and "kind" in data:
            return str(data["kind"])
    return None
