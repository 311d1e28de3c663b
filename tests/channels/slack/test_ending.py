"""Slack and a service that is to end: what it acknowledged is answered, the rest comes again."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.channels.slack.client import Events, callback, message, user
from tests.channels.slack.client import channel as new_channel
from tests.channels.slack.fake import APP_TOKEN, BOT_TOKEN, SECRET, FakeSlack
from tests.databases import RedisServer
from tests.helpers import wait_for
from tests.launched import END, Launched

pytestmark = pytest.mark.model
OVER_HTTP = {"SLACK_SIGNING_SECRET": SECRET, "SLACK_APP_TOKEN": ""}
SOCKET_MODE = {"SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": APP_TOKEN}


@pytest.fixture(params=[OVER_HTTP])
def service(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    trained_model: Path,
    slack: FakeSlack,
    redis: RedisServer,
) -> Iterator[Launched]:
    """The product with Slack and Redis, not yet started."""
    settings = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": f"{slack.url}/api/"}
    settings["REDIS_URL"] = redis.address
    found = Launched(tmp_path, "slack", {**settings, **request.param})
    try:
        yield found
    finally:
        found.kill()


def begun(service: Launched) -> Events:
    """The way to a service that takes events."""
    service.start()
    service.wait()
    events = Events(f"{service.url}/webhooks/slack/events")
    nothing = callback({"type": "nothing"})
    assert wait_for(lambda: events.json(nothing).status_code == 200, 20)
    return events


def question() -> dict[str, Any]:
    """The event of a question that somebody asks in their direct messages."""
    return callback(message(user(), new_channel("D"), "does IVIG help CIDP?"))


def answered(slack: FakeSlack) -> Counter[str]:
    """How many answers each direct message got."""
    return Counter(call.params["channel"] for call in slack.made("chat.postMessage"))


def once(events: list[dict[str, Any]]) -> Counter[str]:
    return Counter(each["event"]["channel"] for each in events)


@pytest.mark.parametrize("hindrance", ["slow", "limited"])
def test_what_was_acknowledged_is_answered(
    hindrance: str, service: Launched, slack: FakeSlack
) -> None:
    """However long Slack takes over the answers: it is slow, or asks to wait (429)."""
    events = begun(service)
    sent = [question() for _ in range(6)]
    if hindrance == "slow":
        slack.seconds["chat.postMessage"] = 4
    else:
        slack.limited["chat.postMessage"] = [4] * len(sent)
    assert {events.json(each).status_code for each in sent} == {200}
    assert service.terminate() == 0
    assert answered(slack) == once(sent)
    assert not service.said("exception") and not service.said("Traceback"), service.told()


class Slack(threading.Thread):
    """Sends event after event, each once, until the port is closed."""

    def __init__(self, events: Events) -> None:
        super().__init__()
        self._events = events
        self.acknowledged: list[dict[str, Any]] = []
        self.refused: list[dict[str, Any]] = []
        self.start()

    def run(self) -> None:
        while not self.refused:
            event = question()
            try:
                status = self._events.json(event).status_code
            except requests.ConnectionError:
                status = 0
            (self.acknowledged if status == 200 else self.refused).append(event)


def test_what_was_not_acknowledged_is_answered_when_slack_sends_it_again(
    service: Launched, slack: FakeSlack
) -> None:
    """Nothing is lost and nothing answered twice, even of what Slack repeats without need."""
    events = begun(service)
    senders = [Slack(events) for _ in range(3)]
    assert wait_for(lambda: len(answered(slack)) > 2, 60)
    assert service.process is not None
    service.process.send_signal(signal.SIGTERM)
    for each in senders:
        each.join(60)
    assert service.process.wait(END) == 0
    acknowledged = [event for each in senders for event in each.acknowledged]
    refused = [event for each in senders for event in each.refused]
    assert answered(slack) == once(acknowledged)
    assert len(refused) == len(senders)

    events = begun(service)  # on the same port: what Slack reaches next
    again = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}
    for event in [*refused, *acknowledged[-3:]]:
        assert events.json(event, **again).status_code == 200
    assert wait_for(lambda: len(answered(slack)) == len(acknowledged) + len(refused), 60)
    slack.settle()
    assert answered(slack) == once([*acknowledged, *refused])


def connected(service: Launched, slack: FakeSlack) -> None:
    """Start it, and wait for its connection of Socket Mode."""
    service.start()
    service.wait()
    assert wait_for(lambda: slack.connected, 20)


@pytest.mark.parametrize("service", [SOCKET_MODE], indirect=True, ids=["socket mode"])
def test_in_socket_mode_too(service: Launched, slack: FakeSlack) -> None:
    """Events on their way when the connection closes are sent again through the next one."""
    connected(service, slack)
    sent = {str(number): question() for number in range(12)}
    slack.seconds["chat.postMessage"] = 3
    assert service.process is not None
    for number, event in sent.items():
        slack.push("events_api", number, event)
        if number == "8":
            assert wait_for(lambda: len(slack.acknowledged) > 4, 20)
            service.process.send_signal(signal.SIGTERM)
    assert service.process.wait(END) == 0
    acknowledged = [sent[number] for number in slack.acknowledged]
    assert once(acknowledged) - answered(slack) == Counter()
    assert not service.said("exception") and not service.said("Traceback"), service.told()

    connected(service, slack)
    for number in sent.keys() - {*slack.acknowledged}:
        slack.push("events_api", number, {**sent[number], "retry_attempt": 1})
    assert wait_for(lambda: len(slack.acknowledged) == len(sent), 20)
    assert wait_for(lambda: len(answered(slack)) == len(sent), 60)
    slack.settle()
    assert answered(slack) == once([*sent.values()])
