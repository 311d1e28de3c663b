"""What Slack's events say: who wrote what, where, and whether it is meant for us. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.senders import short_hash, slack_person

_ANSWERED = (None, "file_share", "thread_broadcast")
# <@U1>, <#C1|name>, <!subteam^S1|@nurses>, <https://a.b|label>: the label is what people see.
_MARKUP = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True)
class Place:
    """Where a person speaks with us: the channel, and the thread if it is in one."""

    team: str
    channel: str
    user: str
    thread: str = ""
    direct: bool = False
    command: bool = False

    @property
    def conversation(self) -> str:
        """The conversation's id: one for each person in each thread, and one for their DM.

        All of a person's begin alike, so that they can be found and deleted.
        """
        where = "direct" if self.direct else self.channel
        kind = "command" if self.command else "message"
        return slack_person(self.team, self.user) + short_hash(kind, where, self.thread)


@dataclass(frozen=True)
class Note:
    """A person's message that may be for us."""

    place: Place
    ts: str
    text: str
    mentioned: bool
    to_others: bool  # it opens by naming somebody else
    files: bool


def read(event: Mapping[str, Any], team: str, me: str) -> Note | None:
    """The message, or None where it is a bot's, our own, an edit, or no person's words."""
    user, channel, ts = (str(event.get(name) or "") for name in ("user", "channel", "ts"))
    if event.get("subtype") not in _ANSWERED or not (user and channel and ts):
        return None
    if event.get("bot_id") or user == me or _of_another_team(event, team):
        return None
    raw = str(event.get("text") or "")
    mentioned = f"<@{me}>" in raw or f"<@{me}|" in raw
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    thread = str(event.get("thread_ts") or "")
    if not thread and not direct:
        thread = ts  # the answer opens a thread below the message
    return Note(
        place=Place(team, channel, user, thread, direct),
        ts=ts,
        text=words_of(raw, me),
        mentioned=mentioned,
        to_others=raw.lstrip().startswith("<@") and not raw.lstrip().startswith(f"<@{me}"),
        files=bool(event.get("files")),
    )


def withdrawn(event: Mapping[str, Any]) -> str | None:
    """The time stamp of the message that this event takes back, if it does so."""
    if event.get("subtype") == "message_deleted":
        return str(event.get("deleted_ts") or "") or None
    changed = event.get("message") or {}
    if event.get("subtype") == "message_changed" and changed.get("subtype") == "tombstone":
        return str(changed.get("ts") or "") or None
    return None


def words_of(raw: str, me: str = "") -> str:
    """The words as the person saw them, without the mention of us."""

    def seen(match: re.Match[str]) -> str:
        sign, target, label = match.groups()
        if sign == "@" and target == me:
            return " "
        if sign == "@":
            return label or "somebody"
        return label or target

    text = _MARKUP.sub(seen, raw)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _of_another_team(event: Mapping[str, Any], team: str) -> bool:
    """Whether a guest of a channel that two organisations share wrote it."""
    return any(event.get(name) not in (None, team) for name in ("user_team", "source_team"))
