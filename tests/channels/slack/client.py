"""Slack's side of the Events API: signed requests to our channel."""

from __future__ import annotations

import itertools
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import requests
from slack_sdk.signature import SignatureVerifier

from tests.channels.slack.fake import ME, SECRET, TEAM

_numbers = itertools.count(int(time.time()) % 100_000 * 1_000)


def number() -> int:
    """A number that no other event of this run has."""
    return next(_numbers)


def stamp() -> str:
    """A message's time stamp, which is also its id."""
    return f"17{number():08d}.000100"


def user() -> str:
    """A person whom no other test knows."""
    return f"U{number():09d}"


def channel(kind: str = "C") -> str:
    """A channel (C) or a DM (D) that no other test knows."""
    return f"{kind}{number():09d}"


def message(who: str, where: str, text: str, **fields: Any) -> dict[str, Any]:
    """A message event; in a DM by the channel's letter."""
    kind = "im" if where.startswith("D") else "channel"
    return {
        "type": "message",
        "user": who,
        "channel": where,
        "channel_type": kind,
        "text": text,
        "ts": stamp(),
        **fields,
    }


def mention(who: str, where: str, text: str, **fields: Any) -> dict[str, Any]:
    """The event of a message that mentions us."""
    event = message(who, where, f"<@{ME}> {text}", **fields)
    del event["channel_type"]
    return {**event, "type": "app_mention"}


def callback(event: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An event in the envelope of the Events API."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": f"Ev{number()}",
        "event": event,
        "authorizations": [{"team_id": TEAM, "user_id": ME, "is_bot": True}],
        **fields,
    }


def click(
    who: str, where: str, posted: dict[str, Any], action: str, **fields: Any
) -> dict[str, Any]:
    """A click on a button of a message that was posted (the params of the call that did it)."""
    block, element = button(posted["blocks"], action)
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "clinic"},
        "user": {"id": who, "team_id": TEAM},
        "channel": {"id": where},
        "trigger_id": f"{number()}.1",
        "response_url": fields.pop("response_url", ""),
        "actions": [{**element, "block_id": block["block_id"], "action_ts": stamp()}],
        **fields,
    }


def clicked_message(posted: dict[str, Any], ts: str) -> dict[str, Any]:
    """What Slack says of the message in which a button was clicked, unless it is ephemeral."""
    shown = {name: posted[name] for name in ("text", "blocks", "thread_ts") if name in posted}
    return {"message": {**shown, "ts": ts, "user": ME}, "container": {"message_ts": ts}}


def button(blocks: list[dict[str, Any]], action: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The button with this action, and its block."""
    found = [
        (block, element)
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == action
    ]
    assert len(found) == 1, f"{len(found)} buttons {action}"
    return found[0]


class Events:
    """Sends what Slack would send, signed."""

    def __init__(self, url: str) -> None:
        self.url = url

    def event(self, event: dict[str, Any], **fields: Any) -> requests.Response:
        """An event, which must be acknowledged in time."""
        return self.acknowledged(self.json(callback(event, **fields)))

    def all_at_once(self, events: list[dict[str, Any]]) -> float:
        """Events of as many people; the seconds until the last was acknowledged."""
        with ThreadPoolExecutor(len(events)) as people:
            responses = list(people.map(lambda event: self.json(callback(event)), events))
        assert {response.status_code for response in responses} == {200}
        return max(response.elapsed.total_seconds() for response in responses)

    def command(
        self, who: str, where: str, text: str, url: str, **fields: Any
    ) -> requests.Response:
        """A slash command, which must be acknowledged in time."""
        form = {
            "command": "/ivig",
            "text": text,
            "user_id": who,
            "channel_id": where,
            "team_id": TEAM,
            "trigger_id": f"{number()}.2",
            "response_url": url,
            **fields,
        }
        return self.acknowledged(self.form(form))

    def interact(self, payload: dict[str, Any]) -> requests.Response:
        """A click, which must be acknowledged in time."""
        return self.acknowledged(self.form({"payload": json.dumps(payload)}))

    def json(self, body: Any, **headers: str) -> requests.Response:
        return self.send(json.dumps(body), "application/json", **headers)

    def form(self, body: dict[str, str]) -> requests.Response:
        return self.send(urlencode(body), "application/x-www-form-urlencoded")

    def send(
        self, body: str, kind: str, secret: str = SECRET, at: float | None = None, **headers: str
    ) -> requests.Response:
        """A request signed with a secret at a time (seconds since 1970)."""
        when = str(int(time.time() if at is None else at))
        signature = SignatureVerifier(secret).generate_signature(timestamp=when, body=body)
        signed = {"X-Slack-Request-Timestamp": when, "X-Slack-Signature": str(signature)}
        return requests.post(
            self.url,
            data=body.encode(),
            headers={"Content-Type": kind, **signed, **headers},
            timeout=30,
        )

    @staticmethod
    def acknowledged(response: requests.Response) -> requests.Response:
        """Slack waits for three seconds and shows an error for anything but 200."""
        assert response.status_code == 200, response.text
        assert response.elapsed.total_seconds() < 3, "not acknowledged within three seconds"
        return response
