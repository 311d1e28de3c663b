"""Off, over HTTP, and in Socket Mode; and what Rasa finds in credentials.yml."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests
from rasa.core.run import create_http_input_channels
from rasa.shared.exceptions import InvalidConfigException

from channels.slack import SlackChannel
from channels.slack.settings import OFF, Settings
from service.environment import for_children
from service.settings import CREDENTIALS, ROOT
from tests.channels.slack.client import callback, click, message, user
from tests.channels.slack.client import channel as new_channel
from tests.channels.slack.fake import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.channels.slack.running import Running
from tests.helpers import wait_for

NAMES = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_TEAM_ID")


@pytest.fixture(autouse=True)
def no_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_tokens_there_is_no_route_and_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    running = Running(None).start()
    try:
        assert requests.post(running.events.url, data=b"{}", timeout=10).status_code == 404
    finally:
        running.stop()
    assert capsys.readouterr().out == OFF + "\n"


def test_rasa_finds_the_channel_by_its_module(monkeypatch: pytest.MonkeyPatch) -> None:
    channels = create_http_input_channels(None, str(CREDENTIALS))
    (channel,) = [each for each in channels if isinstance(each, SlackChannel)]
    assert channel.url_prefix() == "slack"


def test_secrets_in_credentials_are_refused() -> None:
    with pytest.raises(InvalidConfigException, match="environment only") as refused:
        SlackChannel.from_credentials({"slack_token": "xoxb-secret"})
    assert "xoxb-secret" not in str(refused.value)


def test_a_bad_setting_ends_the_service_with_one_sentence() -> None:
    environment = for_children({"PATH": "/usr/bin:/bin", "SLACK_BOT_TOKEN": "xoxb-secret"})
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "run", "--port", "1"]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    said = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert "SLACK_SIGNING_SECRET is missing" in said
    assert "Traceback" not in said and "xoxb-secret" not in said


@pytest.fixture
def socket(slack: FakeSlack) -> Iterator[Running]:
    settings = Settings(BOT_TOKEN, app_token=APP_TOKEN, api_url=f"{slack.url}/api/")
    running = Running(settings).start()
    assert wait_for(lambda: slack.connected, 20)
    yield running
    running.stop()


def test_socket_mode_needs_no_route(socket: Running, slack: FakeSlack) -> None:
    assert requests.post(socket.events.url, data=b"{}", timeout=10).status_code == 404
    dm = new_channel("D")
    body = callback(message(user(), dm, "echo through the socket"))
    slack.push("events_api", "e1", body)
    slack.push("events_api", "e2", body)
    (call,) = slack.wait(1, "chat.postMessage")
    assert call.params["channel"] == dm
    assert wait_for(lambda: {"e1", "e2"} <= set(slack.acknowledged))
    assert len(slack.settle("chat.postMessage")) == 1, "a repeated event was answered again"


def test_socket_mode_takes_commands_and_clicks(socket: Running, slack: FakeSlack) -> None:
    who, place, url = user(), new_channel(), f"{slack.url}/response/a"
    form = {"command": "/ivig", "text": "hi", "user_id": who, "channel_id": place}
    slack.push("slash_commands", "c1", {**form, "team_id": "T0CLINIC", "response_url": url})
    (alone,) = slack.wait(1, "response")
    container = {"type": "message", "is_ephemeral": True, "message_ts": "1.1"}
    payload = click(who, place, alone.params, "ask:0", response_url=url, container=container)
    slack.push("interactive", "i1", payload)
    slack.wait(3, "response")
    assert wait_for(lambda: {"c1", "i1"} <= set(slack.acknowledged))


def test_socket_mode_refuses_another_workspace(socket: Running, slack: FakeSlack) -> None:
    event = message(user(), new_channel("D"), "hi")
    body = callback(event, team_id="T0OTHER", authorizations=[{"team_id": "T0OTHER"}])
    slack.push("events_api", "e9", body)
    assert not slack.settle() and not socket.rasa.messages
    assert "e9" not in slack.acknowledged
