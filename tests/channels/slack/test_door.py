"""Who is let in: signed, fresh, of our workspace, and each thing once."""

from __future__ import annotations

import json
import logging
import time
from urllib.parse import urlencode

import pytest
import requests

from channels.slack.settings import Settings
from tests.channels.slack.client import callback, click, message, user
from tests.channels.slack.client import channel as new_channel
from tests.channels.slack.fake import BOT_TOKEN, ME, MY_BOT, SECRET, FakeSlack
from tests.channels.slack.running import Running
from tests.helpers import wait_for


def test_slack_may_check_the_address(channel: Running) -> None:
    response = channel.events.json({"type": "url_verification", "challenge": "abc"})
    assert (response.status_code, response.json()) == (200, {"challenge": "abc"})


@pytest.mark.parametrize("age", [-310, 310, 3_600])
def test_a_request_outside_the_five_minutes_is_refused(channel: Running, age: int) -> None:
    body = json.dumps(callback(message(user(), new_channel("D"), "hi")))
    response = channel.events.send(body, "application/json", at=time.time() - age)
    assert response.status_code == 401


@pytest.mark.parametrize("age", [-280, 0, 280])
def test_within_the_five_minutes_it_is_taken(channel: Running, slack: FakeSlack, age: int) -> None:
    body = json.dumps(callback(message(user(), new_channel("D"), "hi")))
    response = channel.events.send(body, "application/json", at=time.time() - age)
    assert response.status_code == 200
    slack.wait(1, "chat.postMessage")


def test_a_forged_signature_is_refused(channel: Running, slack: FakeSlack) -> None:
    body = json.dumps(callback(message(user(), new_channel("D"), "hi")))
    assert channel.events.send(body, "application/json", secret="another").status_code == 401
    form = urlencode({"command": "/ivig", "text": "hi", "team_id": "T0CLINIC"})
    kind = "application/x-www-form-urlencoded"
    assert channel.events.send(form, kind, secret="another").status_code == 401
    assert not slack.settle() and not channel.rasa.messages


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=ü"},
    ],
)
@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b'{"team": 5}', b"\xff\xfe"])
def test_what_is_not_signed_is_refused_before_anything_reads_it(
    channel: Running, headers: dict[str, str], body: bytes
) -> None:
    sent = {name: value.encode() for name, value in headers.items()}
    sent["Content-Type"] = b"application/json"
    response = requests.post(channel.events.url, data=body, headers=sent, timeout=20)
    assert response.status_code == 401


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "[" * 100_000, "null", "7", '{"team": 5}', '{"event": []}', "payload=%7B"],
)
def test_a_signed_body_that_makes_no_sense_is_no_failure(channel: Running, body: str) -> None:
    response = channel.events.send(body, "application/json")
    assert 400 <= response.status_code < 500


def test_a_body_that_is_too_large_is_refused(channel: Running) -> None:
    assert channel.events.send(" " * (1024 * 1024 + 1), "application/json").status_code == 413
    assert channel.events.json({"type": "url_verification", "challenge": "a"}).status_code == 200


def test_another_workspace_is_refused(channel: Running, slack: FakeSlack) -> None:
    event = message(user(), new_channel("D"), "hi")
    body = callback(event, team_id="T0OTHER", authorizations=[{"team_id": "T0OTHER"}])
    response = channel.events.json(body)
    assert response.status_code == 403
    assert response.headers["X-Slack-No-Retry"] == "1"
    form = {"command": "/ivig", "text": "hi", "team_id": "T0OTHER", "response_url": slack.url}
    assert channel.events.form(form).status_code == 403
    payload = {"type": "block_actions", "team": {"id": "T0OTHER"}, "user": {"id": "U1"}}
    payload["actions"] = [{"action_id": "home:plain"}]
    assert channel.events.form({"payload": json.dumps(payload)}).status_code == 403
    without = {"type": "event_callback", "event": event}
    assert channel.events.json(without).status_code == 403
    assert not slack.settle() and not channel.rasa.messages


def test_a_guest_from_another_organisation_is_not_answered(
    channel: Running, slack: FakeSlack
) -> None:
    place = new_channel()
    channel.events.event(message(user(), place, f"<@{ME}> hi", user_team="T0OTHER"))
    channel.events.event(message(user(), place, f"<@{ME}> hi", source_team="T0OTHER"))
    assert not slack.settle() and not channel.rasa.messages


def test_a_repeated_event_is_answered_once(channel: Running, slack: FakeSlack) -> None:
    body = callback(message(user(), new_channel("D"), "slow question"))
    for retry in range(4):
        number = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        headers = number if retry else {}
        channel.events.acknowledged(channel.events.json(body, **headers))
    slack.wait(1, "chat.postMessage")
    assert len(slack.settle("chat.postMessage")) == 1
    assert channel.rasa.texts == ["slow question"]


def test_a_recorded_request_that_is_replayed_does_nothing(
    channel: Running, slack: FakeSlack
) -> None:
    form = {"command": "/ivig", "text": "hi", "user_id": user(), "channel_id": new_channel()}
    form |= {
        "team_id": "T0CLINIC",
        "trigger_id": f"1.{user()}",
        "response_url": f"{slack.url}/response/a",
    }
    for _ in range(3):
        channel.events.acknowledged(channel.events.form(form))
    slack.wait(1, "response")
    assert len(slack.settle("response")) == 1 and len(channel.rasa.messages) == 1


def test_bots_ourselves_edits_and_joins_are_ignored(channel: Running, slack: FakeSlack) -> None:
    who, dm = user(), new_channel("D")
    for event in (
        message(ME, dm, "I said so"),
        message(who, dm, "beep", bot_id="B0OTHER"),
        message(who, dm, "beep", bot_id=MY_BOT),
        message(who, dm, "beep", subtype="bot_message"),
        message(who, dm, "has joined", subtype="channel_join"),
        {**message(who, dm, ""), "subtype": "message_changed", "message": {"text": "new"}},
        {"type": "message", "channel": dm, "text": "nobody"},
        {"type": "message", "user": None, "channel": None, "ts": None, "text": None},
        {"type": "reaction_added", "user": who},
        {"type": "app_home_opened", "user": who, "tab": "messages"},
    ):
        channel.events.event(event)
    assert not slack.settle() and not channel.rasa.messages


def test_an_unknown_button_is_acknowledged(channel: Running, slack: FakeSlack) -> None:
    block = {"type": "actions", "block_id": "x", "elements": [{"action_id": "what:ever"}]}
    channel.events.interact(click(user(), new_channel(), {"blocks": [block]}, "what:ever"))
    assert not slack.settle()


def test_until_the_workspace_is_known_slack_shall_try_again(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.errors["auth.test"] = "internal_error"
    running = Running(Settings(BOT_TOKEN, SECRET, api_url=f"{slack.url}/api/")).start()
    try:
        body = callback(message(user(), new_channel("D"), "hi"))
        assert running.events.json(body).status_code == 503
        del slack.errors["auth.test"]
        assert wait_for(lambda: running.events.json(body).status_code == 200, 20)
        slack.wait(1, "chat.postMessage")
        assert running.rasa.texts == ["hi"]
    finally:
        running.stop()
    assert "Slack cannot be reached yet (internal_error)" in caplog.text


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"bot_token": "xoxb-wrong"}, "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"),
        ({"team": "T0OTHER"}, "belongs to another workspace than SLACK_TEAM_ID names"),
    ],
)
def test_a_token_that_is_no_good_leaves_slack_off_and_says_why(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture, settings: dict[str, str], said: str
) -> None:
    given = {"bot_token": BOT_TOKEN, "signing_secret": SECRET, "api_url": f"{slack.url}/api/"}
    with caplog.at_level(logging.ERROR):
        running = Running(Settings(**{**given, **settings})).start()
        try:
            assert wait_for(lambda: said in caplog.text, 20), caplog.text
            body = callback(message(user(), new_channel("D"), "hi"))
            assert running.events.json(body).status_code == 503
        finally:
            running.stop()
    assert "xoxb" not in caplog.text and SECRET not in caplog.text


def test_nothing_that_people_write_is_logged(
    channel: Running, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="channels"):
        slack.errors["chat.postMessage"] = "channel_not_found"
        channel.events.event(message(user(), new_channel("D"), "fail at my secret"))
        slack.settle()
        assert wait_for(lambda: "channel_not_found" in caplog.text)
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("channels.slack")]
    assert "Handling a message failed: RuntimeError." in ours
    assert "Slack refused chat.postMessage: channel_not_found." in ours
    assert not [line for line in ours if "secret" in line]
