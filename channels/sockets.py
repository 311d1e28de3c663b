"""Rasa's socket.io channel for widgets that speak it, with its faults mended.

Registered in credentials.yml as `channels.sockets.MendedSocketIO:`. The events are Rasa's:
`session_request` → `session_confirm`, `user_uttered` → `bot_uttered`. What differs:

- A session id is a signed token of ours. A session that somebody else made up, or read over a
  shoulder without its signature, cannot be entered; a conversation goes on after a reconnect.
- Replies reach the session (Rasa never waits for the room to be entered, so none arrived).
- Only pages of the same origin or of WEB_ORIGINS may connect.
- Texts are not cut at blank lines, messages are checked and limited, and an answer always comes.
- When the service is told to end, each socket ends after the answer that it waits for.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.socketio import SocketBlueprint, SocketIOInput, SocketIOOutput
from sanic import Blueprint
from socketio import AsyncServer

from channels import metrics, visitors, web_request, web_settings
from channels.hanging_up import HangingUp
from channels.rates import SharedRate
from channels.request import sendable
from channels.rest import TIME_LIMIT_SECONDS, UNAVAILABLE, Handler, answer_elements
from channels.shared import Shared
from channels.tokens import Tokens
from channels.web_settings import ANY, WebSettings

MAX_PACKET = 32 * 1024  # bytes
PATH = "/socket.io"
_GONE = (KeyError, ValueError)  # what python-socketio raises for a socket that has ended meanwhile

logger = logging.getLogger(__name__)
_quiet = logging.getLogger(f"{__name__}.engineio")
_quiet.setLevel(logging.CRITICAL)  # below that it repeats what strangers send


class MendedSocketIO(SocketIOInput):
    """The socket.io channel of the answer contract."""

    def __init__(self, settings: WebSettings, time_limit: float = TIME_LIMIT_SECONDS) -> None:
        """`time_limit`: seconds after which an answer is `unavailable`."""
        super().__init__(session_persistence=True, socketio_path=PATH)
        self._origins = settings.origins
        self._tokens = Tokens(settings.secret)
        shared = None if settings.redis is None else Shared(settings.redis)
        self._rate = SharedRate("socket", settings.rate, shared)
        self._address_rate = SharedRate("address", settings.address_rate, shared)
        self._proxies = settings.proxies
        self._time_limit = time_limit

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> MendedSocketIO:
        """Settings come from the environment, as the web channel's do."""
        return cls(web_settings.read(os.environ))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The socket.io server at /socket.io."""
        # Rasa's CORS handling sets the headers; the origin is checked when somebody connects.
        sio = AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=[],
            max_http_buffer_size=MAX_PACKET,
            engineio_logger=_quiet,
        )
        self.sio = sio
        handler = metrics.counted(on_new_message, self.name())
        hanging_up = HangingUp(sio)

        async def connect(sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
            visitor = visitors.address(environ["sanic.request"], self._proxies)
            await sio.save_session(sid, {"visitor": visitor})
            return allowed(environ, self._origins)

        async def session_request(sid: str, data: Any = None) -> None:
            token = data.get("session_id") if isinstance(data, dict) else None
            with suppress(*_GONE):
                await self._enter(sid, token)

        async def user_uttered(sid: str, data: Any = None) -> None:
            fields = data if isinstance(data, dict) else {}
            async with hanging_up.after(sid):
                try:
                    conversation = await self._conversation(sid, fields)
                    visitor = (await sio.get_session(sid))["visitor"]
                except _GONE:
                    return
                await self._handle(conversation, visitor, fields.get("message"), handler)

        sio.on("connect", connect)
        sio.on("session_request", session_request)
        sio.on("user_uttered", user_uttered)
        webhook = SocketBlueprint(sio, PATH, "mended_socketio")
        webhook.listener("before_server_stop")(hanging_up.begin)
        return webhook

    async def _enter(self, sid: str, token: Any) -> str:
        """Enter the token's session, or a new one; tell the client; return the conversation."""
        conversation = self._tokens.conversation(token) if isinstance(token, str) else None
        if conversation is None:
            token = self._tokens.new()
            conversation = token.split(".")[0]
        assert self.sio is not None
        await self.sio.enter_room(sid, conversation)
        async with self.sio.session(sid) as session:
            session["conversation"] = conversation
        await self.sio.emit("session_confirm", token, room=sid)
        return str(conversation)

    async def _conversation(self, sid: str, fields: dict[str, Any]) -> str:
        """The conversation that the socket is in; it enters one first if it is in none."""
        assert self.sio is not None
        session = await self.sio.get_session(sid)
        return session.get("conversation") or await self._enter(sid, fields.get("session_id"))

    async def _handle(
        self, conversation: str, visitor: str, message: Any, on_new_message: Handler
    ) -> None:
        output = MendedOutput(self.sio, self.bot_message_evt)
        refusal = await self._refusal(conversation, visitor, message)
        if refusal:
            await output.say(conversation, "out_of_scope", refusal)
            return
        question = UserMessage(sendable(message), output, conversation, input_channel=self.name())
        try:
            await asyncio.wait_for(on_new_message(question), self._time_limit)
        except asyncio.TimeoutError:
            logger.error("No answer within %s s.", self._time_limit)
        except Exception as error:
            # The exception's text and traceback can quote the message, so only its kind is told.
            logger.error("Handling a message failed: %s.", type(error).__name__)
        if not output.answered:
            await output.say(conversation, "unavailable", UNAVAILABLE)

    async def _refusal(self, conversation: str, visitor: str, message: Any) -> str | None:
        """Why the message is not handled, in a sentence, or None."""
        if not isinstance(message, str) or not message.strip():
            metrics.refused(self.name(), "empty")
            return "I received an empty message; please type a question."
        if len(message) > web_request.MAX_MESSAGE:
            metrics.refused(self.name(), "too-long")
            return (
                f"That message is longer than {web_request.MAX_MESSAGE:,} characters; "
                "please ask a shorter question."
            )
        # A new session costs nothing, so that the conversation's rate alone would limit nobody.
        seconds = await self._rate.wait(conversation) or await self._address_rate.wait(visitor)
        if seconds:
            metrics.refused(self.name(), "too-fast")
            return f"That was fast; please wait {seconds} seconds."
        return None


class MendedOutput(SocketIOOutput):
    """Sends what Rasa says to a session: whole texts, and one answer object."""

    answered: str | None = None  # the kind of the answer that was said

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """One message for one text, blank lines and all."""
        await self._send_message(recipient_id, {"text": text})

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        """A text with what to ask next, as Rasa's widgets expect it."""
        replies = [
            {"content_type": "text", "title": each["title"], "payload": each["payload"]}
            for each in buttons
        ]
        await self._send_message(recipient_id, {"text": text, "quick_replies": replies})

    async def send_custom_json(
        self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any
    ) -> None:
        """The answer object, as the REST channel has it, and no second one."""
        data = json_message.get("data")
        if self.answered or not isinstance(data, dict) or "kind" not in data:
            return
        self.answered = str(data["kind"])
        await self._send_message(recipient_id, {"custom": {"data": data}})

    async def say(self, recipient_id: str, kind: str, text: str) -> None:
        """An answer of the channel's own."""
        self.answered = kind
        for element in answer_elements(recipient_id, kind, text):
            element.pop("recipient_id")
            await self._send_message(recipient_id, element)


def allowed(environ: dict[str, Any], origins: tuple[str, ...]) -> bool:
    """Whether a page of the request's origin may connect. Programs send no origin, and may."""
    origin = environ.get("HTTP_ORIGIN")
    if not origin or ANY in origins:
        return True
    return origin.lower() in origins or urlsplit(origin).netloc == environ.get("HTTP_HOST")
