"""Which workspace the token belongs to: the only one that is answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.sending import FAILURES, reason
from channels.slack.settings import Settings

_WAITS = (2.0, 5.0, 10.0, 30.0)  # seconds between tries; the last for all that follow

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Identity:
    """The workspace, and who we are in it."""

    team: str
    user: str
    bot: str


class Refused(Exception):
    """The token is no good, or belongs to another workspace: trying again would not help."""


async def identify(client: AsyncWebClient, settings: Settings) -> Identity:
    """Ask Slack who we are, until it answers. Refused if the answer rules Slack out."""
    tries = 0
    while True:
        try:
            return _checked(await client.auth_test(), settings)
        except FAILURES as error:
            if _final(error):
                raise Refused(
                    f"Slack refuses SLACK_BOT_TOKEN ({reason(error)}); install the app again "
                    "and copy its token."
                ) from None
            logger.error("Slack cannot be reached yet (%s); trying again.", reason(error))
        await asyncio.sleep(_WAITS[min(tries, len(_WAITS) - 1)])
        tries += 1


def teams(body: Mapping[str, Any]) -> Iterable[str]:
    """The workspaces for which Slack sent this: the installed ones, where it names them."""
    authorizations = body.get("authorizations")
    if authorizations:
        return [str(each.get("team_id")) for each in authorizations]
    team = body.get("team") or {}
    sender = body.get("user") if isinstance(body.get("user"), dict) else {}
    found = [body.get("team_id"), team.get("id"), (sender or {}).get("team_id")]
    return [str(each) for each in found if each]


def _checked(answer: Any, settings: Settings) -> Identity:
    team = str(answer["team_id"])
    if settings.team and settings.team != team:
        raise Refused(
            "SLACK_BOT_TOKEN belongs to another workspace than SLACK_TEAM_ID names; "
            "mend one of the two."
        )
    return Identity(team, str(answer["user_id"]), str(answer["bot_id"]))


def _final(error: BaseException) -> bool:
    return isinstance(error, SlackApiError) and reason(error) in (
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "team_access_not_granted",
    )
