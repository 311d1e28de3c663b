"""Small parts: settings, memory, and the reading of Slack's markup."""

from __future__ import annotations

import asyncio

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from channels.memory import InMemory
from channels.slack import incoming, text
from channels.slack.app import COMMAND
from channels.slack.settings import OFF, BadSetting, Settings, read
from service.settings import ROOT
from tests.channels.slack.limits import assert_markup

HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret-1"}


def test_without_tokens_slack_is_off() -> None:
    assert read({}) is None
    assert read({"SLACK_BOT_TOKEN": "  ", "SLACK_TEAM_ID": "T1"}) is None


def test_the_two_modes() -> None:
    http = read(HTTP)
    assert http == Settings("xoxb-1", "secret-1") and not http.socket_mode
    socket = read({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"})
    assert socket is not None and socket.socket_mode
    assert read({**HTTP, "SLACK_API_URL": "http://127.0.0.1:1/api"}).api_url.endswith("/api/")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"SLACK_SIGNING_SECRET": "secret-1"}, "SLACK_BOT_TOKEN must be"),
        ({**HTTP, "SLACK_BOT_TOKEN": "xoxp-secret"}, "SLACK_BOT_TOKEN must be"),
        ({"SLACK_BOT_TOKEN": "xoxb-secret"}, "SLACK_SIGNING_SECRET is missing"),
        ({**HTTP, "SLACK_APP_TOKEN": "secret"}, "SLACK_APP_TOKEN must be"),
        ({**HTTP, "SLACK_TEAM_ID": "secret"}, "SLACK_TEAM_ID must be"),
        ({**HTTP, "SLACK_API_URL": "http://slack.secret/api/"}, "SLACK_API_URL must be"),
        ({**HTTP, "SLACK_API_URL": "file:///secret"}, "SLACK_API_URL must be"),
        ({**HTTP, "SLACK_API_URL": "https://[secret"}, "SLACK_API_URL must be"),
        ({**HTTP, "EVIDENCE_MAP_URL": "javascript:secret"}, "EVIDENCE_MAP_URL must be"),
    ],
)
def test_a_bad_setting_is_named_and_its_value_is_not(
    environment: dict[str, str], named: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        read(environment)
    assert named in str(refused.value) and "secret-1" not in str(refused.value)
    assert "secret" not in str(refused.value).replace("the secret", "")


def test_tokens_do_not_show_when_settings_are_printed() -> None:
    shown = repr(read({**HTTP, "SLACK_APP_TOKEN": "xapp-1"}))
    assert not {"xoxb-1", "secret-1", "xapp-1"} & set(shown.replace("'", " ").split())
    assert "xoxb-1" not in shown and "secret-1" not in shown and "xapp-1" not in shown


def test_memory_forgets_in_time_and_holds_no_more_than_it_may() -> None:
    now = 0.0
    memory = InMemory(most=3, clock=lambda: now)

    async def use() -> None:
        nonlocal now
        assert await memory.add("a", 10) and not await memory.add("a", 10)
        now = 10.0
        assert await memory.add("a", 10), "its time was over"
        await memory.put("b", "1", 10)
        await memory.put("b", "2", 10)
        assert await memory.get("b") == "2" and await memory.get("c") is None
        for key in "cde":
            await memory.put(key, key, 10)
        assert await memory.get("a") is None and await memory.get("e") == "e"
        now = 30.0
        assert await memory.get("e") is None

    asyncio.run(use())


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("<@U0ME> does IVIG help?", "does IVIG help?"),
        ("<@U0ME|ivig> hi <@U0ME>", "hi"),
        ("ask <@U0ANNA|anna> and <@U0BEN>", "ask anna and somebody"),
        ("<#C1|neuro> <!subteam^S1|@nurses> <!here>", "neuro @nurses here"),
        ("<https://a.example/x|a.example> <https://b.example>", "a.example https://b.example"),
        ("age &lt; 5 &amp;amp; &gt; 2", "age < 5 &amp; > 2"),
        ("a < b and <unclosed", "a < b and <unclosed"),
        ("", ""),
    ],
)
def test_the_words_of_a_message_are_those_that_people_see(raw: str, seen: str) -> None:
    assert " ".join(incoming.words_of(raw, "U0ME").split()) == seen


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.integers(5, 80))
def test_any_text_is_escaped_cut_and_joined_without_loss(given_text: str, most: int) -> None:
    escaped = text.escape(given_text)
    assert_markup(escaped)
    parts = list(text.pieces(escaped, most))
    assert all(len(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(escaped.split())
    assert len(text.shorten(given_text, most)) <= most
    assert len(text.beginning(escaped, most)) <= most


def test_the_manifest_asks_for_no_more_than_the_channel_uses() -> None:
    manifest = yaml.safe_load((ROOT / "deploy" / "slack-manifest.yml").read_text("utf-8"))
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    guide = (ROOT / "docs" / "slack.md").read_text("utf-8")
    assert scopes == [
        "app_mentions:read",
        "channels:history",
        "chat:write",
        "commands",
        "groups:history",
        "im:history",
    ]
    assert "user" not in manifest["oauth_config"]["scopes"]
    assert all(f"`{scope}`" in guide for scope in scopes)
    (command,) = manifest["features"]["slash_commands"]
    events = manifest["settings"]["event_subscriptions"]
    addresses = {
        command["url"],
        events["request_url"],
        manifest["settings"]["interactivity"]["request_url"],
    }
    assert addresses == {"https://assistant.example.org/webhooks/slack/events"}
    assert command["command"] == COMMAND and not command["should_escape"]
    about = manifest["display_information"]
    assert "pass through Slack" in about["long_description"]
    assert 174 <= len(about["long_description"]) <= 4_000 and len(about["description"]) <= 140


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_the_guide_names_every_setting(name: str) -> None:
    guide = (ROOT / "docs" / "slack.md").read_text("utf-8")
    assert f"`{name}`" in guide and name in OFF
