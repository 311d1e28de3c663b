"""`/ready` on the service port: 200 only when a known question was just answered right.

Rasa swallows errors while it loads: its server starts and answers `[]`. So the question goes
through all of it, from the model and the action to the tracker store, in a conversation of its
own that is deleted afterwards. Registered in credentials.yml as
`channels.readiness.ReadinessChannel:`.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.lock_store import LockError
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from sanic import Blueprint
from sanic import response as responses
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.conversations import forget, innermost
from channels.rest import TIME_LIMIT_SECONDS, Handler, with_one_answer
from channels.settings import LAST_GOOD

QUESTION = "does IVIG help CIDP?"
KIND, TREATMENT, CONDITION = "efficacy", "ivig", "cidp"
FRESH_SECONDS = 10.0  # as long a good result holds, so that probes cost nothing
OLD = "The record or its training is broken, so the last good model answers."

ENDING = "The service is about to end; send new requests elsewhere."
NO_MODEL = "The model is not loaded."
SILENT = "The known question got no answer: the action server is down or cannot read the record."
WRONG = "The known question was answered wrongly, so the model or the record is not right."
SLOW = f"The known question was not answered within {TIME_LIMIT_SECONDS:.0f} seconds."
NO_LOCK = "The lock store does not answer."
NO_DATABASE = "The tracker store does not answer."
NOT_KEPT = "The tracker store does not keep conversations."
FALLEN_BACK = (
    "The tracker store that endpoints.yml names could not be loaded, so conversations are kept "
    "in memory only."
)

logger = logging.getLogger(__name__)


class NotReady(Exception):
    """Why the service does not answer, in a sentence."""


@dataclass(frozen=True)
class Result:
    """One look: `why` is None when ready; `record` is the snapshot's hash and date."""

    why: str | None
    record: dict[str, str] | None
    seen: float


class ReadinessChannel(InputChannel):
    """The route, and the last good result."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with no result."""
        self._clock = clock
        self._last: Result | None = None
        self._looking = asyncio.Lock()

    @classmethod
    def name(cls) -> str:
        """The channel's name in conversations."""
        return "readiness"

    def url_prefix(self) -> str:
        """The root: the address is /ready."""
        return "/"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The one route."""
        routes = Blueprint("readiness")

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            if getattr(request.app.ctx, "draining", False):
                return _response(Result(ENDING, None, self._clock()))
            agent = getattr(request.app.ctx, "agent", None)
            return _response(await self._result(agent, on_new_message))

        return routes

    async def _result(self, agent: Any, on_new_message: Handler) -> Result:
        """The result, from one look at a time; those who wait for it share a good one."""
        async with self._looking:
            last = self._last
            if last and last.why is None and self._clock() - last.seen < FRESH_SECONDS:
                return last
            try:
                record = await look(agent, on_new_message)
            except NotReady as reason:
                self._last = Result(str(reason), None, self._clock())
            else:
                self._last = Result(None, record, self._clock())
            return self._last


def _response(result: Result) -> HTTPResponse:
    headers = {"Cache-Control": "no-store"}
    if result.why is not None:
        return responses.json({"ready": False, "why": result.why}, status=503, headers=headers)
    old = os.environ.get(LAST_GOOD) == "yes"
    return responses.json(
        {"ready": True, "record": result.record, "last_good": old, "why": OLD if old else None},
        headers=headers,
    )


async def look(agent: Any, on_new_message: Handler) -> dict[str, str]:
    """Ask the known question. The snapshot that answered it; NotReady with the reason."""
    if agent is None or not agent.is_ready():
        raise NotReady(NO_MODEL)
    store = innermost(agent.tracker_store)
    _refuse_fallen_back(store)
    sender = f"readiness-{uuid.uuid4().hex}"
    try:
        answer = await _answer(sender, on_new_message)
        await _require_kept(store, sender)
    finally:
        await _forget(agent.tracker_store, sender)
    if answer["kind"] == "unavailable":
        raise NotReady(SILENT)
    asked = (answer["kind"], answer["treatments"], answer["conditions"])
    if asked != (KIND, [TREATMENT], [CONDITION]) or not answer["claims"]:
        raise NotReady(WRONG)
    return dict(answer["record"])


async def _answer(sender: str, on_new_message: Handler) -> dict[str, Any]:
    collector = CollectingOutputChannel()
    message = UserMessage(QUESTION, collector, sender, input_channel=ReadinessChannel.name())
    try:
        await asyncio.wait_for(on_new_message(message), TIME_LIMIT_SECONDS)
    except asyncio.TimeoutError:
        raise NotReady(SLOW) from None
    except LockError:
        raise NotReady(NO_LOCK) from None
    except Exception as error:
        raise NotReady(f"The known question failed: {type(error).__name__}.") from None
    elements = with_one_answer(sender, collector.messages)
    (answer,) = (each["custom"]["data"] for each in elements if "custom" in each)
    return dict(answer)


async def _require_kept(store: TrackerStore, sender: str) -> None:
    """The turn must be in the store itself: Rasa hides a database that is down."""
    try:
        tracker = await store.retrieve(sender)
    except Exception:
        raise NotReady(NO_DATABASE) from None
    if tracker is None or not any(each.type_name == "bot" for each in tracker.events):
        raise NotReady(NOT_KEPT)


async def _forget(store: TrackerStore, sender: str) -> None:
    try:
        await forget(store, sender)
    except Exception as error:
        logger.warning("A readiness conversation was not deleted: %s.", type(error).__name__)


def _refuse_fallen_back(store: TrackerStore) -> None:
    """Rasa keeps conversations in memory, in silence, when it cannot load the store's class."""
    wanted = configured_store(sys.argv)
    if wanted is not None and type(store) is InMemoryTrackerStore:
        raise NotReady(FALLEN_BACK)


def configured_store(arguments: list[str]) -> str | None:
    """The type of the tracker store in the endpoints file that Rasa was started with, if any."""
    after = dict(itertools.pairwise(arguments))
    path = Path(after.get("--endpoints", "endpoints.yml"))
    try:
        endpoints = yaml.safe_load(path.read_text("utf-8"))
        return str(endpoints["tracker_store"]["type"])
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        return None
