"""Rasa's REST channel, hardened: whatever comes in, one list with exactly one answer goes out.

Registered in credentials.yml as `channels.rest.HardenedRest:`; the address stays Rasa's,
`/webhooks/rest/webhook`. It reads `sender` and `message` alone: no `stream`, no `metadata`, and
no `input_channel`, by which a request could claim to come from another channel.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic import response as responses
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import body, metrics, visitors, web_settings
from channels import request as requests
from channels.rates import SharedRate
from channels.request import Malformed, Question
from channels.shared import Shared
from channels.web_settings import WebSettings
from evidence.answer import fixed

Handler = Callable[[UserMessage], Awaitable[Any]]
Element = dict[str, Any]

UNAVAILABLE = "I can't reach my record just now, so I won't guess. Please try again in a minute."
TIME_LIMIT_SECONDS = 30.0

logger = logging.getLogger(__name__)


class HardenedRest(InputChannel):
    """The REST channel of the answer contract. It never logs what a message says."""

    def __init__(
        self, settings: WebSettings | None = None, time_limit: float = TIME_LIMIT_SECONDS
    ) -> None:
        """`time_limit`: seconds after which the reply is `unavailable`. No settings, no limits."""
        self.time_limit = time_limit
        self._limits = None if settings is None else Limits(settings)

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> HardenedRest:
        """Settings come from the environment, as the web channel's do."""
        return cls(web_settings.read(os.environ))

    @classmethod
    def name(cls) -> str:
        """The channel's name, and with it its address."""
        return "rest"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The two routes: a sign of life, and the webhook."""
        webhook = Blueprint("hardened_rest")
        handler = metrics.counted(on_new_message, self.name())

        @webhook.get("/")
        async def alive(request: Request) -> HTTPResponse:
            return responses.json({"status": "ok"})

        @webhook.post("/webhook", stream=True)
        async def receive(request: Request) -> HTTPResponse:
            try:
                question = requests.read(await _body(request))
            except Malformed as defect:
                metrics.refused(self.name(), defect.code)
                refusal = answer_elements(defect.sender, "out_of_scope", str(defect))
                return responses.json(refusal, status=defect.status)
            seconds = await self._limits.wait(request, question.sender) if self._limits else 0
            if seconds:
                return self._too_fast(question.sender, seconds)
            return responses.json(await self._reply(question, handler))

        return webhook

    def _too_fast(self, sender: str, seconds: int) -> HTTPResponse:
        metrics.refused(self.name(), "too-fast")
        refusal = answer_elements(sender, "out_of_scope", requests.TOO_FAST.format(seconds))
        return responses.json(refusal, status=429, headers={"Retry-After": str(seconds)})

    async def _reply(self, question: Question, on_new_message: Handler) -> list[Element]:
        if not question.message.strip():
            metrics.refused(self.name(), "empty")
            return answer_elements(question.sender, "out_of_scope", requests.BLANK)
        if len(question.message) > requests.MAX_MESSAGE:
            metrics.refused(self.name(), "too-long")
            return answer_elements(question.sender, "out_of_scope", requests.TOO_LONG)
        collector = CollectingOutputChannel()
        message = UserMessage(
            question.message, collector, question.sender, input_channel=self.name()
        )
        try:
            await asyncio.wait_for(on_new_message(message), self.time_limit)
        except asyncio.TimeoutError:
            logger.error("No answer within %s s.", self.time_limit)
        except Exception as error:
            # The exception's text and traceback can quote the message, so only its kind is told.
            logger.error("Handling a message failed: %s.", type(error).__name__)
        return with_one_answer(question.sender, collector.messages)


class Limits:
    """How often a conversation and an address may ask. Programs on this machine may at will."""

    def __init__(self, settings: WebSettings) -> None:
        """The limits are the web channel's."""
        shared = None if settings.redis is None else Shared(settings.redis)
        self._conversation = SharedRate("rest", settings.rate, shared)
        self._address = SharedRate("address", settings.address_rate, shared)
        self._proxies = settings.proxies

    async def wait(self, request: Request, sender: str) -> int:
        """0 if the question may be asked, else the whole seconds to wait."""
        visitor = visitors.address(request, self._proxies)
        if visitors.is_local(visitor):
            return 0
        return await self._conversation.wait(sender) or await self._address.wait(visitor)


def answer_elements(sender: str, kind: str, text: str) -> list[Element]:
    """A reply of this channel's own: one element to read, one with the answer object."""
    return [
        {"recipient_id": sender, "text": text},
        {"recipient_id": sender, "custom": {"data": fixed(kind, text).contract()}},
    ]


def with_one_answer(sender: str, elements: list[Element]) -> list[Element]:
    """The elements with exactly one answer object: the first, or else `unavailable`.

    An element with anything else in `custom` would look like an answer, so it is dropped too.
    """
    reply: list[Element] = []
    found = False
    for element in elements:
        if "custom" not in element:
            reply.append(element)
        elif not found and _holds_answer(element["custom"]):
            found = True
            reply.append(element)
    if found:
        return reply
    return [*reply, *answer_elements(sender, "unavailable", UNAVAILABLE)]


def _holds_answer(custom: Any) -> bool:
    data = custom.get("data") if isinstance(custom, dict) else None
    return isinstance(data, dict) and "kind" in data


async def _body(request: Request) -> bytes:
    """The body, read no further than the limit."""
    try:
        return await body.read(request, requests.MAX_BODY_BYTES)
    except body.TooLarge:
        raise Malformed(requests.TOO_LARGE, status=413) from None
