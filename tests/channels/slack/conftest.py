"""A stand-in for Slack, and a running channel that talks to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from channels.slack.settings import Settings
from tests.channels.slack.fake import BOT_TOKEN, SECRET, FakeSlack
from tests.channels.slack.running import Running
from tests.helpers import wait_for


@pytest.fixture(scope="session")
def fake() -> Iterator[FakeSlack]:
    slack = FakeSlack()
    slack.start()
    yield slack
    slack.stop()


@pytest.fixture
def slack(fake: FakeSlack) -> FakeSlack:
    """Slack as nobody has called it yet."""
    fake.forget()
    return fake


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Thumbs of tests do not get into the checkout's own data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_FOLDER", str(tmp_path_factory.mktemp("data")))
        patch.delenv("FEEDBACK_DATABASE", raising=False)
        yield


@pytest.fixture(scope="session")
def one_channel(fake: FakeSlack, data_folder: None) -> Iterator[Running]:
    running = Running(Settings(BOT_TOKEN, SECRET, api_url=f"{fake.url}/api/")).start()
    body = {"type": "event_callback", "team_id": "T0CLINIC", "event": {"type": "nothing"}}
    assert wait_for(lambda: running.events.json(body).status_code == 200)
    yield running
    running.stop()


@pytest.fixture
def channel(one_channel: Running, slack: FakeSlack) -> Running:
    """The channel with Rasa's stand-in behind it, in HTTP mode."""
    one_channel.rasa.messages.clear()
    one_channel.rasa.answered.clear()
    return one_channel
