"""The whole service in Slack: real understanding, real answers, the real action server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from channels.slack import words
from tests.channels.slack.client import (
    Events,
    button,
    callback,
    click,
    clicked_message,
    mention,
    message,
    user,
)
from tests.channels.slack.client import channel as new_channel
from tests.channels.slack.fake import BOT_TOKEN, SECRET, FakeSlack
from tests.helpers import wait_for
from tests.server import Service, running_actions, running_service

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def running(trained_model: Path, fake: FakeSlack) -> Iterator[Service]:
    """The service with Slack over HTTP."""
    settings = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_APP_TOKEN": "",
        "SLACK_API_URL": f"{fake.url}/api/",
    }
    with (
        running_service(trained_model, settings) as service,
        running_actions(service.actions_port),
    ):
        yield service


@pytest.fixture
def events(running: Service, slack: FakeSlack) -> Events:
    found = Events(f"http://127.0.0.1:{running.port}/webhooks/slack/events")
    nothing = callback({"type": "nothing"})
    assert wait_for(lambda: found.json(nothing).status_code == 200, 20)
    return found


def headers(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["text"]["text"] for block in blocks if block["type"] == "header"]


def test_a_question_its_follow_up_and_the_other_wording(events: Events, slack: FakeSlack) -> None:
    who, dm = user(), new_channel("D")
    events.event(message(who, dm, "does ivig help sjogrens??"))
    (first,) = slack.wait(1, "chat.postMessage")
    shown = first.params
    assert headers(shown["blocks"]) == ["Does it help? · IVIG · Sjögren syndrome"]
    assert "It is not clear whether IVIG helps" in shown["text"]
    assert "*Certainty:* very low ⊕◯◯◯ (our reading), because" in str(shown["blocks"])
    assert "<https://doi.org/10.1136/annrheumdis-2019-216114|doi.org/" in str(shown["blocks"])
    events.event(message(who, dm, "and CIDP"))
    second = slack.wait(2, "chat.postMessage")[1]
    assert "CIDP" in headers(second.params["blocks"])[0]
    _, follow_up = button(second.params["blocks"], "ask:0")
    marked = clicked_message(second.params, second.answer["ts"])
    events.interact(click(who, dm, second.params, "ask:0", **marked))
    third = slack.wait(3, "chat.postMessage")[2]
    assert follow_up["value"] in third.params["text"] and "CIDP" in third.params["text"]
    marked = clicked_message(third.params, third.answer["ts"])
    events.interact(click(who, dm, third.params, "register:clinical", **marked))
    fourth = slack.wait(4, "chat.postMessage")[3]
    assert headers(fourth.params["blocks"]) == headers(third.params["blocks"])
    assert fourth.params["text"] != third.params["text"]


@pytest.mark.parametrize(
    "text",
    ["my chest is tight and the drip is running", "I want to kill myself"],
)
def test_help_in_a_channel_is_private(events: Events, slack: FakeSlack, text: str) -> None:
    event = mention(user(), new_channel(), text)
    events.event(event)
    posts = slack.wait(2, "chat.postMessage")
    (whisper,) = slack.wait(1, "chat.postEphemeral")
    assert whisper.params["user"] == event["user"]
    by_place = {call.params["channel"]: call.params["text"] for call in posts}
    assert by_place[event["user"]] == whisper.params["text"]
    assert by_place[event["channel"]] == words.PRIVATELY


def test_a_command_and_the_home_tab(events: Events, slack: FakeSlack) -> None:
    who = user()
    events.command(
        who, new_channel(), "IVIG or plasma exchange for GBS?", f"{slack.url}/response/a"
    )
    (call,) = slack.wait(1, "response")
    assert call.params["response_type"] == "ephemeral"
    assert headers(call.params["blocks"])[0].startswith("Compared · IVIG · plasma exchange")
    button(call.params["blocks"], "share:answer")
    events.event({"type": "app_home_opened", "user": who, "tab": "home"})
    slack.wait(1, "views.publish")


def test_twenty_people_at_once(events: Events, slack: FakeSlack) -> None:
    questions = {"CIDP": "does IVIG help CIDP?", "MMN": "what dose is published for MMN?"}
    place, sent = new_channel(), []
    for _ in range(5):
        for name, question in questions.items():
            sent.append((name, mention(user(), place, question)))
            sent.append((name, message(user(), new_channel("D"), question)))
    start = time.monotonic()
    acknowledged = events.all_at_once([event for _, event in sent])
    slack.wait(20, "chat.postMessage", seconds=120)
    # On a machine that is busy with other things 3 seconds may be too few; that reading all
    # the questions does not come before acknowledging them holds on any machine.
    assert acknowledged < max(3.0, (time.monotonic() - start) / 2)
    calls = slack.settle("chat.postMessage")
    assert len(calls) == 20
    for name, event in sent:
        thread = None if event["channel"].startswith("D") else event["ts"]
        (call,) = [
            each
            for each in calls
            if each.params["channel"] == event["channel"] and each.params.get("thread_ts") == thread
        ]
        assert headers(call.params["blocks"])[0].endswith(f"IVIG · {name}")


def test_the_other_channels_run_beside_it(events: Events, running: Service) -> None:
    assert running.ask("slack-and-rest", "does IVIG help CIDP?")["kind"] == "efficacy"
