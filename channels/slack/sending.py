"""Sends to Slack. A refusal is logged by its code, and never by what was to be said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from channels.slack.blocks import Message
from channels.slack.settings import Settings

TRIES_AFTER_LIMIT = 5  # how often a request waits for as long as Slack's Retry-After says
_BLOCKS_REFUSED = ("invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format")


class AddressRefused(Exception):
    """Slack did not take what was sent to a response_url."""

    def __init__(self, code: str) -> None:
        """`code` is Slack's, for example used_url or invalid_blocks."""
        super().__init__(code)
        self.code = code


FAILURES = (
    SlackApiError,
    AddressRefused,
    aiohttp.ClientError,
    asyncio.TimeoutError,
    OSError,
    AttributeError,  # the SDK's own, where a proxy on the way answers in plain text
)

logger = logging.getLogger(__name__)


def client_of(settings: Settings, log: logging.Logger) -> AsyncWebClient:
    """The SDK's client, which waits where Slack says so (429 with Retry-After)."""
    return AsyncWebClient(
        settings.bot_token, base_url=settings.api_url, logger=log, retry_handlers=_handlers()
    )


def _handlers() -> list[Any]:
    return [
        AsyncConnectionErrorRetryHandler(),
        AsyncRateLimitErrorRetryHandler(max_retry_count=TRIES_AFTER_LIMIT),
        AsyncServerErrorRetryHandler(max_retry_count=2),
    ]


def reason(error: BaseException) -> str:
    """A failure's code or kind, without what the request said."""
    if isinstance(error, SlackApiError):
        data = getattr(error.response, "data", None)
        code = data.get("error") if isinstance(data, dict) else None
        return str(code or getattr(error.response, "status_code", "no JSON"))
    if isinstance(error, AddressRefused):
        return error.code
    return type(error).__name__


class Sending:
    """What the channel does in Slack. Each method tells whether it succeeded; none raises."""

    def __init__(self, client: AsyncWebClient, log: logging.Logger) -> None:
        """`log` takes what the SDK itself has to say."""
        self._client = client
        self._log = log

    async def post(self, channel: str, messages: Sequence[Message], thread: str = "") -> bool:
        """Post in a channel or, by a person's id, in the app's Messages tab."""

        async def send(message: Message, blocks: bool) -> None:
            await self._client.chat_postMessage(
                channel=channel,
                thread_ts=thread or None,
                unfurl_links=False,
                unfurl_media=False,
                **_content(message, blocks),
            )

        return await _all(send, messages, "chat.postMessage")

    async def whisper(
        self, channel: str, user: str, messages: Sequence[Message], thread: str = ""
    ) -> bool:
        """Show one person, in a channel, what nobody else sees."""

        async def send(message: Message, blocks: bool) -> None:
            await self._client.chat_postEphemeral(
                channel=channel, user=user, thread_ts=thread or None, **_content(message, blocks)
            )

        return await _all(send, messages, "chat.postEphemeral")

    async def respond(
        self, url: str, messages: Sequence[Message], public: bool = False, replace: bool = False
    ) -> bool:
        """Answer a command or a click at the address that came with it."""

        async def send(message: Message, blocks: bool) -> None:
            client = AsyncWebhookClient(url, logger=self._log, retry_handlers=_handlers())
            response = await client.send(
                response_type="in_channel" if public else "ephemeral",
                replace_original=replace,
                unfurl_links=False,
                unfurl_media=False,
                **_content(message, blocks),
            )
            if response.status_code != 200:
                raise AddressRefused(response.body.strip()[:40] or str(response.status_code))

        return await _all(send, messages, "response_url")

    async def update(self, channel: str, ts: str, text: str, blocks: list[Any]) -> bool:
        """Replace a message of ours."""
        return await _one(
            self._client.chat_update(channel=channel, ts=ts, text=text, blocks=blocks),
            "chat.update",
        )

    async def publish(self, user: str, view: dict[str, Any]) -> bool:
        """Show a person their App Home."""
        return await _one(self._client.views_publish(user_id=user, view=view), "views.publish")

    async def wrote_in(self, channel: str, thread: str, me: str) -> bool | None:
        """Whether we have written in this thread; None where Slack does not say."""
        try:
            found = await self._client.conversations_replies(channel=channel, ts=thread, limit=200)
        except FAILURES as error:
            logger.error("Slack refused conversations.replies: %s.", reason(error))
            return None
        return any(each.get("user") == me for each in found.get("messages") or [])


def _content(message: Message, blocks: bool) -> dict[str, Any]:
    shown = {"blocks": list(message.blocks)} if blocks else {}
    return {"text": message.text, **shown}


async def _all(
    send: Callable[[Message, bool], Awaitable[None]], messages: Sequence[Message], method: str
) -> bool:
    """Send in order. Blocks that Slack refuses go out as their words: nobody is left waiting."""
    for message in messages:
        try:
            await send(message, True)
        except FAILURES as error:
            logger.error("Slack refused %s: %s.", method, reason(error))
            if reason(error) not in _BLOCKS_REFUSED:
                return False
            if not await _one(send(message, False), method):
                return False
    return True


async def _one(request: Awaitable[Any], method: str) -> bool:
    try:
        await request
    except FAILURES as error:
        logger.error("Slack refused %s: %s.", method, reason(error))
        return False
    return True
