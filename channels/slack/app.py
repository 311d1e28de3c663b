"""The Bolt app: who is let in, once each, and which of our deeds each request is for."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from channels.memory import HOUR, Memory
from channels.slack.clicks import Clicks
from channels.slack.desk import Desk
from channels.slack.workspace import Identity, teams
from channels.under_way import WORK

COMMAND = "/ivig"
Body = Mapping[str, Any]

logger = logging.getLogger(__name__)


class Door:
    """Lets in what Slack sends for our workspace, each thing once."""

    def __init__(self, memory: Memory) -> None:
        """Closed until the workspace is known: Slack then tries again by itself."""
        self.identity: Identity | None = None
        self._memory = memory

    async def refusal(self, body: Body) -> BoltResponse | None:
        """What is answered instead of letting the request in; None lets it in."""
        if body.get("type") == "url_verification":
            return None
        if self.identity is None:
            return BoltResponse(status=503, body="Not ready yet.")
        if set(teams(body)) != {self.identity.team}:
            logger.warning("A request for another workspace was refused.")
            return BoltResponse(
                status=403, body="Not installed there.", headers={"X-Slack-No-Retry": "1"}
            )
        # Slack repeats an event that was not acknowledged in time; a command or a click it does
        # not repeat, but somebody who recorded one might.
        key = body.get("event_id") or body.get("trigger_id")
        if key and not await self._memory.add(f"request:{key}", HOUR):
            return BoltResponse(status=200, body="")
        return None


def build(
    client: AsyncWebClient, door: Door, desk: Desk, clicks: Clicks, log: logging.Logger
) -> AsyncApp:
    """The app with all its listeners. Signatures are checked in front of it, or by Socket Mode."""

    async def gate(body: Body, next_: Callable[[], Awaitable[None]]) -> BoltResponse | None:
        refusal = await door.refusal(body)
        if refusal is None:
            await next_()
        return refusal

    async def authorize() -> AuthorizeResult:
        known = door.identity or Identity("", "", "")  # the gate lets nobody in before
        return AuthorizeResult(
            enterprise_id=None,
            team_id=known.team,
            bot_token=client.token,
            bot_id=known.bot,
            bot_user_id=known.user,
        )

    app = AsyncApp(
        client=client,
        logger=log,
        before_authorize=gate,
        authorize=authorize,
        request_verification_enabled=False,
    )
    _listen(app, desk, clicks)
    return app


def _listen(app: AsyncApp, desk: Desk, clicks: Clicks) -> None:
    """What is acknowledged Slack never sends again, so an ending service waits for it (WORK)."""

    @app.event("message")
    async def message(event: Body) -> None:
        with WORK.one():
            await desk.message(event)

    @app.event("app_mention")
    async def mention(event: Body) -> None:
        with WORK.one():
            await desk.message(event)

    @app.event("app_home_opened")
    async def visit(event: Body) -> None:
        if event.get("tab") == "home":
            with WORK.one():
                await desk.show_home(str(event["user"]))

    @app.event(re.compile(".*"))
    async def other() -> None:
        """Acknowledged and left alone: Slack would repeat what nobody takes."""

    @app.command(COMMAND)
    async def command(ack: AsyncAck, body: Body) -> None:
        with WORK.one():
            await ack()
            await desk.command(body)

    @app.action(re.compile(".*"))
    async def click(ack: AsyncAck, body: Body) -> None:
        with WORK.one():
            await ack()
            await clicks.take(body)

    @app.error
    async def failed(error: Exception) -> None:
        # The error's text can quote the message, so only its kind and place are told.
        logger.error("Slack's request failed: %s at %s.", type(error).__name__, _place(error))


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
