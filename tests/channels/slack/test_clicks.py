"""Buttons: each shows that it was chosen, and does what it says for the one who clicked."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from channels.feedback import recent
from channels.slack import home, words
from channels.storage import feedback_database
from tests.channels.slack.client import (
    button,
    click,
    clicked_message,
    mention,
    message,
    stamp,
    user,
)
from tests.channels.slack.client import channel as new_channel
from tests.channels.slack.fake import Call, FakeSlack
from tests.channels.slack.running import Running

QUESTION = "what dose for CIDP?"


def label(blocks: Any, action: str) -> str:
    return str(button(blocks, action)[1]["text"]["text"])


def answered(channel: Running, slack: FakeSlack, event: dict[str, Any]) -> Call:
    """Our answer to an event."""
    count = len(slack.made("chat.postMessage"))
    channel.events.event(event)
    return slack.wait(count + 1, "chat.postMessage")[-1]


def press(channel: Running, who: str, call: Call, action: str, url: str = "") -> None:
    """A click below an answer of ours."""
    shown = clicked_message(call.params, call.answer["ts"])
    channel.events.interact(
        click(who, call.params["channel"], call.params, action, response_url=url, **shown)
    )


@pytest.mark.parametrize("direct", [True, False])
def test_a_follow_up_is_marked_and_asked(channel: Running, slack: FakeSlack, direct: bool) -> None:
    who = user()
    event = message(who, new_channel("D"), "hi") if direct else mention(who, new_channel(), "hi")
    first = answered(channel, slack, event)
    press(channel, who, first, "ask:0")
    (update,) = slack.wait(1, "chat.update")
    assert update.params["ts"] == first.answer["ts"] and update.params["text"]
    assert label(update.params["blocks"], "ask:0") == "✓ What dose?"
    second = slack.wait(2, "chat.postMessage")[1]
    assert second.params.get("thread_ts") == first.params.get("thread_ts")
    assert second.params["text"].startswith(f"<@{who}> asked: {QUESTION}")
    assert channel.rasa.texts == ["hi", QUESTION]
    assert len(set(channel.rasa.conversations)) == 1


def test_a_click_of_somebody_else_is_their_own_conversation(
    channel: Running, slack: FakeSlack
) -> None:
    anna, ben = user(), user()
    first = answered(channel, slack, mention(anna, new_channel(), "hi"))
    press(channel, ben, first, "ask:0")
    second = slack.wait(2, "chat.postMessage")[1]
    assert second.params["text"].startswith(f"<@{ben}> asked:")
    assert len(set(channel.rasa.conversations)) == 2


def test_the_wording_of_the_latest_answer_can_be_switched(
    channel: Running, slack: FakeSlack
) -> None:
    who, dm = user(), new_channel("D")
    old = answered(channel, slack, message(who, dm, "one"))
    latest = answered(channel, slack, message(who, dm, "two"))
    press(channel, who, old, "register:clinical", f"{slack.url}/response/a")
    (told,) = slack.wait(1, "response")
    assert told.params["text"] == words.NOT_THE_LATEST
    assert told.params["response_type"] == "ephemeral" and not told.params["replace_original"]
    press(channel, who, latest, "register:clinical", f"{slack.url}/response/b")
    (update,) = slack.wait(1, "chat.update")
    assert label(update.params["blocks"], "register:clinical") == "✓ Clinical wording"
    slack.wait(3, "chat.postMessage")
    assert channel.rasa.texts == ["one", "two", words.TO_CLINICAL]


def test_feedback_is_kept_once_and_without_anybodys_words(
    channel: Running, slack: FakeSlack
) -> None:
    before = len(recent(feedback_database(os.environ)))
    who, secret = user(), "my secret question"
    first = answered(channel, slack, message(who, new_channel("D"), secret))
    press(channel, who, first, "feedback:helpful")
    press(channel, who, first, "feedback:helpful")
    update = slack.wait(2, "chat.update")[1]
    assert label(update.params["blocks"], "feedback:helpful") == "✓ Helpful"
    marked = Call(first.method, {**first.params, **update.params}, 0.0, 200, first.answer)
    press(channel, who, marked, "feedback:unhelpful")
    update = slack.wait(3, "chat.update")[2]
    assert label(update.params["blocks"], "feedback:unhelpful") == "✓ Not helpful"
    assert label(update.params["blocks"], "feedback:helpful") == "Helpful"
    kept = recent(feedback_database(os.environ))
    assert len(kept) == before + 1, "a second thought takes the place of the first"
    assert (kept[0].thumb, kept[0].kind) == ("down", "efficacy")
    assert (kept[0].treatments, kept[0].conditions) == ("ivig", "cidp")
    assert who not in str(kept) and secret not in str(kept)


def ephemeral(who: str, place: str, call: Call, action: str, url: str) -> dict[str, Any]:
    """A click in a message that one person alone sees: Slack does not send the message along."""
    container = {"type": "message", "is_ephemeral": True, "message_ts": stamp()}
    return click(who, place, call.params, action, response_url=url, container=container)


def test_the_answer_to_a_command_can_be_shared_once(channel: Running, slack: FakeSlack) -> None:
    who, place, url = user(), new_channel(), f"{slack.url}/response/a"
    channel.events.command(who, place, "echo the <answer>", url)
    (alone,) = slack.wait(1, "response")
    channel.events.interact(ephemeral(who, place, alone, "share:answer", url))
    _, shared, marked = slack.wait(3, "response")
    assert shared.params["response_type"] == "in_channel"
    assert not shared.params["replace_original"]
    assert shared.params["text"].startswith(f"<@{who}> asked: echo the &lt;answer&gt;")
    assert "share:answer" not in json.dumps(shared.params)
    assert marked.params["replace_original"] and marked.params["response_type"] == "ephemeral"
    assert label(marked.params["blocks"], "share:answer") == "✓ Share in this channel"
    channel.events.interact(ephemeral(who, place, alone, "share:answer", url))
    assert len(slack.settle("response")) == 3


def test_a_follow_up_of_a_command_stays_with_its_writer(channel: Running, slack: FakeSlack) -> None:
    who, place, url = user(), new_channel(), f"{slack.url}/response/a"
    channel.events.command(who, place, "hi", url)
    (alone,) = slack.wait(1, "response")
    channel.events.interact(ephemeral(who, place, alone, "ask:0", url))
    _, marked, second = slack.wait(3, "response")
    assert label(marked.params["blocks"], "ask:0") == "✓ What dose?"
    assert second.params["response_type"] == "ephemeral"
    assert second.params["text"].startswith(f"You asked: {QUESTION}")
    channel.events.interact(ephemeral(who, place, alone, "feedback:helpful", url))
    again = slack.wait(4, "response")[3]
    assert label(again.params["blocks"], "ask:0") == "✓ What dose?", "the first mark is lost"
    assert label(again.params["blocks"], "feedback:helpful") == "✓ Helpful"
    assert not slack.made("chat.postMessage", "chat.update")
    assert len(set(channel.rasa.conversations)) == 1


def test_an_answer_that_is_not_kept_any_more_cannot_be_shared(
    channel: Running, slack: FakeSlack
) -> None:
    block = {"type": "actions", "block_id": "tools:gone", "elements": []}
    block["elements"] = [{"action_id": "share:answer", "value": "share"}]
    call = Call("response", {"blocks": [block]}, 0.0)
    url = f"{slack.url}/response/a"
    channel.events.interact(ephemeral(user(), new_channel(), call, "share:answer", url))
    (told,) = slack.wait(1, "response")
    assert told.params["text"] == words.NOT_KEPT


def test_below_a_shared_answer_where_we_may_not_post_the_clicker_is_answered_alone(
    channel: Running, slack: FakeSlack
) -> None:
    who, url = user(), f"{slack.url}/response/a"
    first = answered(channel, slack, mention(user(), new_channel(), "hi"))
    slack.errors |= {"chat.postMessage": "not_in_channel", "chat.update": "not_in_channel"}
    press(channel, who, first, "ask:0", url)
    (call,) = slack.wait(1, "response")
    assert call.params["response_type"] == "ephemeral" and QUESTION in call.params["text"]


def at_home(who: str, view: dict[str, Any], action: str) -> dict[str, Any]:
    fields = {"view": {"type": "home"}, "container": {"type": "view"}}
    payload = click(who, "", {"blocks": view["blocks"]}, action, **fields)
    return {name: value for name, value in payload.items() if name != "channel"}


def visited(channel: Running, slack: FakeSlack, who: str) -> dict[str, Any]:
    channel.events.event({"type": "app_home_opened", "user": who, "tab": "home"})
    call = slack.wait(1, "views.publish")[-1]
    assert call.params["user_id"] == who
    return view_of(call)


def view_of(call: Call) -> dict[str, Any]:
    view = call.params["view"]
    return dict(json.loads(view) if isinstance(view, str) else view)


def test_the_wording_chosen_at_home_holds_from_the_next_question_on(
    channel: Running, slack: FakeSlack
) -> None:
    who, dm, place = user(), new_channel("D"), new_channel()
    view = visited(channel, slack, who)
    assert label(view["blocks"], "home:plain") == "✓ Plain words"
    channel.events.interact(at_home(who, view, "home:clinical"))
    view = view_of(slack.wait(2, "views.publish")[1])
    assert label(view["blocks"], "home:clinical") == "✓ Clinical wording"
    assert label(view["blocks"], "home:plain") == "Plain words"
    for text in ("one", "two"):
        answered(channel, slack, message(who, dm, text))
    answered(channel, slack, mention(who, place, "three"))
    answered(channel, slack, message(user(), new_channel("D"), "four"))
    switch = words.TO_CLINICAL
    assert channel.rasa.texts == [switch, "one", "two", switch, "three", "four"]
    channel.events.interact(at_home(who, view, "home:plain"))
    slack.wait(3, "views.publish")
    answered(channel, slack, message(who, dm, "five"))
    assert channel.rasa.texts[-2:] == [words.TO_PLAIN, "five"]
    assert len(slack.made("chat.postMessage")) == 5, "the switch itself was answered"


def test_an_example_is_marked_and_answered_in_the_dm(channel: Running, slack: FakeSlack) -> None:
    who = user()
    view = visited(channel, slack, who)
    channel.events.interact(at_home(who, view, "ask:1"))
    (call,) = slack.wait(1, "chat.postMessage")
    assert call.params["channel"] == who and "thread_ts" not in call.params
    marked = view_of(slack.wait(2, "views.publish")[1])
    assert label(marked["blocks"], "ask:1") == f"✓ {home.EXAMPLES[1]}"
    answered(channel, slack, message(who, new_channel("D"), "what dose"))
    assert channel.rasa.texts == [home.EXAMPLES[1], "what dose"]
    assert len(set(channel.rasa.conversations)) == 1, "the DM is one conversation"
