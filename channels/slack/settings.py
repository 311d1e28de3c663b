"""What the Slack channel reads from the environment. Secrets come from nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

API_URL = "https://slack.com/api/"
OFF = (
    "Slack is off: set SLACK_BOT_TOKEN, and SLACK_SIGNING_SECRET or SLACK_APP_TOKEN, "
    "to turn it on (docs/slack.md)."
)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class BadSetting(ValueError):
    """A setting cannot be used; the sentence names it and the mend, and never its value."""


@dataclass(frozen=True)
class Settings:
    """How to reach one workspace. `app_token` chooses Socket Mode, else HTTP with the secret."""

    bot_token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    team: str = ""
    api_url: str = API_URL
    map_url: str = ""

    @property
    def socket_mode(self) -> bool:
        """Whether events come through a connection that we open, and not over HTTP."""
        return bool(self.app_token)


def read(environment: Mapping[str, str]) -> Settings | None:
    """The settings, or None without any token. BadSetting if they are half set or malformed."""

    def value(name: str) -> str:
        return environment.get(name, "").strip()

    bot_token, app_token = value("SLACK_BOT_TOKEN"), value("SLACK_APP_TOKEN")
    secret = value("SLACK_SIGNING_SECRET")
    if not (bot_token or app_token or secret):
        return None
    if not bot_token.startswith("xoxb-"):
        raise BadSetting(
            "SLACK_BOT_TOKEN must be the app's bot token, which begins with xoxb-; "
            "copy it from “OAuth & Permissions”."
        )
    if app_token and not app_token.startswith("xapp-"):
        raise BadSetting(
            "SLACK_APP_TOKEN must be an app-level token, which begins with xapp-; "
            "copy it from “Basic Information”, or leave it out for HTTP."
        )
    if not app_token and not secret:
        raise BadSetting(
            "SLACK_SIGNING_SECRET is missing; copy it from “Basic Information”, "
            "or set SLACK_APP_TOKEN for Socket Mode."
        )
    return Settings(
        bot_token,
        secret,
        app_token,
        team=_team(value("SLACK_TEAM_ID")),
        api_url=_address("SLACK_API_URL", value("SLACK_API_URL") or API_URL).rstrip("/") + "/",
        map_url=_address("EVIDENCE_MAP_URL", value("EVIDENCE_MAP_URL")),
    )


def _team(team: str) -> str:
    if team and not (team.startswith("T") and team.isalnum()):
        raise BadSetting("SLACK_TEAM_ID must be a workspace's id, which begins with T.")
    return team


def _address(name: str, url: str) -> str:
    """The address, if it is one that nobody on the way can read."""
    try:
        parts = urlsplit(url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    except ValueError:
        safe = False
    if url and not (safe and parts.hostname):
        raise BadSetting(f"{name} must be an https:// address, or http:// on this machine.")
    return url
