"""The Rasa channel: its one route in HTTP mode, its connection in Socket Mode, start and end."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, text
from slack_bolt.adapter.sanic.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.signature import SignatureVerifier

from channels import body
from channels.feedback import Feedback
from channels.memory import memory
from channels.metrics import counted, refused
from channels.shared import Shared
from channels.slack import app as apps
from channels.slack import settings as slack_settings
from channels.slack.asking import NAME, Asking, Handler
from channels.slack.clicks import Clicks
from channels.slack.desk import Desk
from channels.slack.sending import Sending, client_of
from channels.slack.settings import OFF, BadSetting, Settings
from channels.slack.workspace import Refused, identify
from channels.storage import feedback_database, redis_address

MAX_BODY_BYTES = 1024 * 1024  # an event holds a message of 40,000 characters twice

logger = logging.getLogger(__name__)
sdk_log = logging.getLogger(f"{__name__}.sdk")
sdk_log.setLevel(logging.ERROR)  # below that it tells what every developer of an app may do better


class SlackChannel(InputChannel):
    """Slack for one workspace. Registered in credentials.yml as `channels.slack.SlackChannel:`.

    The key `slack:` would load Rasa's own channel.
    """

    def __init__(self, settings: Settings | None) -> None:
        """Without settings the channel has no routes."""
        self._settings = settings

    @classmethod
    def name(cls) -> str:
        """The channel's name, and with it its address: /webhooks/slack/events."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackChannel:
        """The channel as the environment says; secrets do not belong into credentials.yml."""
        if credentials:
            raise InvalidConfigException(
                "Slack's tokens come from the environment only: remove what stands below "
                "channels.slack.SlackChannel in credentials.yml (docs/slack.md)."
            )
        try:
            return cls(slack_settings.read(os.environ))
        except BadSetting as error:
            raise InvalidConfigException(str(error)) from None

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The route of HTTP mode; in Socket Mode, and without tokens, there is none."""
        webhook = Blueprint("slack_channel")
        if self._settings is None:
            print(OFF, flush=True)
            return webhook
        running = Running(self._settings, counted(on_new_message, NAME))
        webhook.listener("after_server_start")(running.start)
        webhook.listener("before_server_stop")(running.stop)
        if self._settings.socket_mode:
            return webhook

        @webhook.post("/events", stream=True)
        async def receive(request: Request) -> HTTPResponse:
            return await running.receive(request)

        return webhook


class Running:
    """The parts of a channel that is on, put together."""

    def __init__(self, settings: Settings, on_new_message: Handler) -> None:
        """Nothing reaches out before `start`."""
        address = redis_address(os.environ)
        shared = memory(None if address is None else Shared(address))
        client = client_of(settings, sdk_log)
        self._settings = settings
        self._client = client
        self._door = apps.Door(shared)
        self._desk = Desk(
            Asking(on_new_message, shared), Sending(client, sdk_log), shared, settings.map_url
        )
        clicks = Clicks(self._desk, Feedback(feedback_database(os.environ)))
        self._app = apps.build(client, self._door, self._desk, clicks, sdk_log)
        self._handler = AsyncSlackRequestHandler(self._app)
        self._verifier = SignatureVerifier(settings.signing_secret or "unused in Socket Mode")
        self._starting: asyncio.Task[None] | None = None
        self._socket: AsyncSocketModeHandler | None = None

    async def start(self, *_: Any) -> None:
        """Find out who we are, without keeping the other channels waiting."""
        self._starting = asyncio.create_task(self._open())

    async def stop(self, *_: Any) -> None:
        """Close the connection of Socket Mode."""
        if self._starting is not None:
            self._starting.cancel()
        if self._socket is not None:
            await self._socket.client.close()  # type: ignore[no-untyped-call]

    async def _open(self) -> None:
        try:
            identity = await identify(self._client, self._settings)
        except Refused as refusal:
            logger.error("Slack stays off: %s", refusal)
            return
        self._desk.me = self._door.identity = identity
        if self._settings.socket_mode:
            self._socket = AsyncSocketModeHandler(self._app, self._settings.app_token)
            await self._socket.client.connect()  # type: ignore[no-untyped-call]
        logger.info("Slack is on for the workspace %s.", identity.team)

    async def receive(self, request: Request) -> HTTPResponse:
        """Events, commands and clicks over HTTP. Nothing is parsed before its signature holds."""
        content = await _body(request)
        if content is None:
            refused(NAME, "too-long")
            return text("Too large.", status=413)
        if not self._signed(request, content):
            refused(NAME, "not-signed")
            return text("The signature is missing, wrong or older than five minutes.", status=401)
        request.body = content
        try:
            return await self._handler.handle(request)
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            refused(NAME, "malformed")
            return text("Not a request that Slack sends.", status=400)

    def _signed(self, request: Request, body: bytes) -> bool:
        stamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 16 and signature.isascii()):
            return False
        try:
            return bool(self._verifier.is_valid(body, stamp, signature))
        except UnicodeDecodeError:
            return False


async def _body(request: Request) -> bytes | None:
    """The body, or None if it is larger than anything that Slack sends."""
    try:
        return await body.read(request, MAX_BODY_BYTES)
    except body.TooLarge:
        return None
