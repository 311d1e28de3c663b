"""The web channel: the widget's files, our pages, and the endpoint that answers the widget.

Registered in credentials.yml as `channels.web.WebChannel:`. All from one origin, without
cookies. A conversation is a signed token that the browser sends in a header; a message carries
an id, so that sending it again never makes a second turn. Nothing that people write is logged.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic import response as responses
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import body, feedback, files, metrics, web_request, web_settings
from channels.feedback import Feedback, Opinion
from channels.memory import HOUR, memory
from channels.rates import SharedRate
from channels.rescue import rescue
from channels.rest import TIME_LIMIT_SECONDS, with_one_answer
from channels.shared import Shared
from channels.tokens import HEADER, Tokens
from channels.turns import Turn, Turns, alone, recorded
from channels.web_request import Ask, Refused
from channels.web_settings import WebSettings
from evidence.map_data import cells
from evidence.snapshots import open_snapshot

Handler = Callable[[UserMessage], Awaitable[Any]]
Work = Callable[[Request, dict[str, Any]], Awaitable[dict[str, Any]]]

logger = logging.getLogger(__name__)


class WebChannel(InputChannel):
    """The channel behind <evidence-chat>."""

    def __init__(self, settings: WebSettings, time_limit: float = TIME_LIMIT_SECONDS) -> None:
        """`time_limit`: seconds after which an answer is `unavailable`."""
        self._time_limit = time_limit
        self._tokens = Tokens(settings.secret)
        shared = None if settings.redis is None else Shared(settings.redis)
        self._turns = Turns()
        self._begun = memory(shared)
        self._conversation_rate = SharedRate("conversation", settings.rate, shared)
        self._address_rate = SharedRate("address", settings.address_rate, shared)
        self._proxies = settings.proxies
        self._feedback = Feedback(settings.feedback)

    @classmethod
    def name(cls) -> str:
        """The channel's name in conversations."""
        return "web"

    def url_prefix(self) -> str:
        """The root: the widget is at /widget.js, whatever prefix Rasa gives to webhooks."""
        return "/"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        """Settings come from the environment: Rasa's files cannot give them a default."""
        return cls(web_settings.read(os.environ))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The files, and the three things that a widget can ask for."""
        routes = Blueprint("web_channel")
        files.add_routes(routes)
        handler = metrics.counted(on_new_message, self.name())

        async def message(request: Request, fields: dict[str, Any]) -> dict[str, Any]:
            return await self._answer(request, fields, handler)

        for address, work in (
            ("/web/conversation", self._begin),
            ("/web/message", message),
            ("/web/feedback", self._keep),
        ):
            routes.add_route(
                _guarded(work), address, methods=["POST"], stream=True, name=address[5:]
            )
        routes.add_route(_map, "/map.json", methods=["GET"], name="map_json")
        return routes

    async def _begin(self, request: Request, fields: dict[str, Any]) -> dict[str, Any]:
        await self._limit(self._address_rate, self._address(request))
        return {"token": self._tokens.new()}

    async def _answer(
        self, request: Request, fields: dict[str, Any], on_new_message: Handler
    ) -> dict[str, Any]:
        conversation = self._conversation(request)
        ask = web_request.ask(fields)
        turn = self._turns.known(conversation, ask.id)
        if turn is None:
            await self._limit(self._conversation_rate, conversation)
            await self._limit(self._address_rate, self._address(request))

            async def work() -> Turn:
                return await self._turn(request, conversation, ask, on_new_message)

            turn = await self._turns.once(conversation, ask.id, work)
        return {"id": ask.id, "answer": turn.answer}

    async def _turn(
        self, request: Request, conversation: str, ask: Ask, on_new_message: Handler
    ) -> Turn:
        """Let Rasa handle the message, unless it did; whatever fails, there is an answer."""
        collector = CollectingOutputChannel()
        message = UserMessage(
            ask.message,
            collector,
            conversation,
            input_channel=self.name(),
            message_id=ask.id,
        )

        async def once() -> Turn | None:
            async with alone(_agent(request), conversation, ask.id):
                first = await self._begun.add(f"turn:{conversation}:{ask.id}", HOUR)
                if ask.again or not first:
                    found = await _recorded(request, conversation, ask.id)
                    if found is not None:
                        return found
                await on_new_message(message)
                return None

        try:
            found = await asyncio.wait_for(once(), self._time_limit)
            if found is not None:
                return found
        except asyncio.TimeoutError:
            logger.error("No answer within %s s.", self._time_limit)
        except Exception as error:
            # The exception's text and traceback can quote the message, so only its kind is told.
            logger.error("Handling a message failed: %s.", type(error).__name__)
            await rescue(_agent(request), message)
        elements = with_one_answer(conversation, collector.messages)
        (answer,) = (each["custom"]["data"] for each in elements if "custom" in each)
        return Turn(ask.message, answer)

    async def _keep(self, request: Request, fields: dict[str, Any]) -> dict[str, Any]:
        conversation = self._conversation(request)
        given = web_request.thumb(fields)
        await self._limit(self._conversation_rate, f"thumbs {conversation}")
        turn = self._turns.known(conversation, given.id)
        turn = turn or await _recorded(request, conversation, given.id)
        if turn is None:
            raise Refused(404, "unknown-answer", "That answer is too old to be rated.")
        opinion = Opinion(
            given=feedback.now(),
            thumb=given.thumb,
            reason=given.reason,
            comment=given.comment,
            kind=str(turn.answer["kind"]),
            conditions=" ".join(turn.answer.get("conditions") or ()),
            treatments=" ".join(turn.answer.get("treatments") or ()),
            record=(turn.answer.get("record") or {}).get("hash"),
            question=turn.message if given.share else None,
            answer=turn.answer.get("text") if given.share else None,
        )
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self._feedback.save, conversation, given.id, opinion)
        return {"saved": True}

    def _conversation(self, request: Request) -> str:
        conversation = self._tokens.conversation(request.headers.get(HEADER, ""))
        if conversation is None:
            raise Refused(
                401, "no-conversation", "That conversation is not known; begin a new one."
            )
        return conversation

    def _address(self, request: Request) -> str:
        """The visitor's address: the one that the outermost proxy of our own saw."""
        forwarded = request.headers.get("x-forwarded-for", "").split(",")
        if 0 < self._proxies <= len(forwarded):
            return str(forwarded[-self._proxies].strip() or request.ip)
        return str(request.ip)

    async def _limit(self, rate: SharedRate, key: str) -> None:
        seconds = await rate.wait(key)
        if seconds:
            raise Refused(
                429, "too-fast", f"That was fast; please wait {seconds} seconds.", wait=seconds
            )


async def _recorded(request: Request, conversation: str, message_id: str) -> Turn | None:
    try:
        return await recorded(_agent(request), conversation, message_id)
    except Exception as error:
        logger.error("A conversation's record cannot be read: %s.", type(error).__name__)
        return None


def _agent(request: Request) -> Any:
    """Rasa's agent, or None before it is loaded."""
    return getattr(request.app.ctx, "agent", None)


def _guarded(work: Work) -> Callable[[Request], Awaitable[HTTPResponse]]:
    """A route around the work: JSON in, JSON out, and every refusal a sentence."""

    async def route(request: Request) -> HTTPResponse:
        try:
            content = await body.read(request, web_request.MAX_BODY_BYTES)
            fields = web_request.fields_of(request.headers.get("content-type", ""), content)
            return _json(await work(request, fields))
        except body.TooLarge:
            return _refusal(Refused(413, "too-long", "The request is too large."))
        except Refused as refused:
            return _refusal(refused)
        except Exception as error:
            logger.error("A request failed: %s.", type(error).__name__)
            return _refusal(Refused(503, "failed", "That failed on our side; please try again."))

    return route


async def _map(request: Request) -> HTTPResponse:
    """The evidence map of the store that the running model answers from."""
    agent = _agent(request)
    if agent is None:
        return _refusal(Refused(503, "failed", "The record is not loaded yet."))
    reading = (await agent.parse_message("ivig"))["reading"]
    store = open_snapshot(reading["record"])
    return _json(
        {
            "record": {"hash": store.hash, "date": store.date.isoformat()},
            "certainty": {
                level.value: {"word": mark.word, "symbol": mark.symbol}
                for level, mark in store.wording.certainty.items()
            },
            "cells": [asdict(cell) for cell in cells(store)],
        }
    )


def _refusal(refused: Refused) -> HTTPResponse:
    metrics.refused(WebChannel.name(), refused.code)
    error = {"code": refused.code, "text": str(refused), "wait": refused.wait}
    return _json({"error": error}, refused.status, refused.wait)


def _json(content: dict[str, Any], status: int = 200, wait: int = 0) -> HTTPResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if wait:
        headers["Retry-After"] = str(wait)
    return responses.json(content, status=status, headers=headers)
