"""Where answers go: DMs, mentions, threads, commands; who sees them; nobody is mixed up."""

from __future__ import annotations

import time

import pytest

from channels.slack import words
from tests.channels.slack.client import (
    channel as new_channel,
)
from tests.channels.slack.client import (
    mention,
    message,
    stamp,
    user,
)
from tests.channels.slack.fake import ME, FakeSlack
from tests.channels.slack.running import Running
from tests.helpers import wait_for


def test_a_dm_is_answered_in_it(channel: Running, slack: FakeSlack) -> None:
    who, dm = user(), new_channel("D")
    channel.events.event(message(who, dm, "echo a &amp; b &lt;c&gt;"))
    (call,) = slack.wait(1, "chat.postMessage")
    assert call.params["channel"] == dm and "thread_ts" not in call.params
    assert call.params["text"].startswith("a &amp; b &lt;c&gt;")
    assert call.params["unfurl_links"] is False
    assert channel.rasa.texts == ["echo a & b <c>"]
    assert channel.rasa.messages[0].input_channel == "slack"


def test_a_mention_is_answered_once_in_a_thread_below_it(
    channel: Running, slack: FakeSlack
) -> None:
    event = mention(user(), new_channel(), "does IVIG help CIDP?")
    as_message = {**event, "type": "message", "channel_type": "channel"}
    channel.events.event(event)
    channel.events.event(as_message)
    slack.wait(1, "chat.postMessage")
    (call,) = slack.settle("chat.postMessage")
    assert call.params["channel"] == event["channel"]
    assert call.params["thread_ts"] == event["ts"]
    assert "reply_broadcast" not in call.params
    assert channel.rasa.texts == ["does IVIG help CIDP?"]


def test_a_channel_that_talks_without_us_is_left_alone(channel: Running, slack: FakeSlack) -> None:
    place = new_channel()
    channel.events.event(message(user(), place, "does IVIG help CIDP?"))
    channel.events.event(message(user(), place, "and GBS?", thread_ts=stamp()))
    assert not slack.settle() and not channel.rasa.messages


def test_in_a_thread_of_ours_no_mention_is_needed(channel: Running, slack: FakeSlack) -> None:
    first = mention(user(), new_channel(), "does IVIG help CIDP?")
    channel.events.event(first)
    slack.wait(1, "chat.postMessage")
    who, place, thread = first["user"], first["channel"], first["ts"]
    channel.events.event(message(who, place, "what dose", thread_ts=thread))
    calls = slack.wait(2, "chat.postMessage")
    assert {call.params["thread_ts"] for call in calls} == {thread}
    assert len(set(channel.rasa.conversations)) == 1
    assert not slack.made("conversations.replies")


def test_what_people_say_to_each_other_there_is_left_alone(
    channel: Running, slack: FakeSlack
) -> None:
    first = mention(user(), new_channel(), "does IVIG help CIDP?")
    channel.events.event(first)
    slack.wait(1, "chat.postMessage")
    place, thread = first["channel"], first["ts"]
    channel.events.event(message(user(), place, "<@U0ANNA> can you look?", thread_ts=thread))
    channel.events.event(message(user(), place, "smalltalk thanks Anna", thread_ts=thread))
    assert len(slack.settle("chat.postMessage")) == 1
    channel.events.event(message(user(), place, "and GBS?", thread_ts=thread))
    slack.wait(2, "chat.postMessage")
    channel.events.event(message(first["user"], place, "smalltalk thanks", thread_ts=thread))
    slack.wait(3, "chat.postMessage")


def test_after_a_restart_slack_is_asked_once_whether_a_thread_is_ours(
    channel: Running, slack: FakeSlack
) -> None:
    who, place, ours, theirs = user(), new_channel(), stamp(), stamp()
    slack.threads[ours] = [{"user": who, "text": "?"}, {"user": ME, "text": "answer"}]
    slack.threads[theirs] = [{"user": who, "text": "?"}]
    for thread in (ours, theirs, ours, theirs):
        channel.events.event(message(who, place, "what dose", thread_ts=thread))
        slack.settle(seconds=0.3)
    assert [call.params["thread_ts"] for call in slack.made("chat.postMessage")] == [ours, ours]
    assert len(slack.made("conversations.replies")) == 2
    slack.errors["conversations.replies"] = "missing_scope"
    channel.events.event(message(who, place, "what dose", thread_ts=stamp()))
    assert len(slack.settle("chat.postMessage")) == 2


def test_each_person_and_thread_has_a_conversation_of_its_own(
    channel: Running, slack: FakeSlack
) -> None:
    anna, ben, place = user(), user(), new_channel()
    first, second = mention(anna, place, "one"), mention(anna, place, "two")
    events = [
        first,
        second,
        message(ben, place, "three", thread_ts=first["ts"]),
        message(anna, new_channel("D"), "four"),
        message(ben, new_channel("D"), "five"),
        mention(anna, new_channel(), "six", ts=first["ts"]),
    ]
    for count, event in enumerate(events, start=1):
        channel.events.event(event)
        slack.wait(count, "chat.postMessage")
    channel.events.command(anna, place, "seven", f"{slack.url}/response/a")
    slack.wait(1, "response")
    assert len(set(channel.rasa.conversations)) == 7
    for name in channel.rasa.conversations:
        assert anna not in name and ben not in name and place not in name


@pytest.mark.parametrize("kind", ["emergency", "crisis"])
@pytest.mark.parametrize("in_thread", [False, True])
def test_help_goes_to_the_writer_alone(
    channel: Running, slack: FakeSlack, kind: str, in_thread: bool
) -> None:
    event = mention(user(), new_channel(), f"{kind} here")
    thread = event["ts"]
    if in_thread:
        first = mention(user(), event["channel"], "does IVIG help CIDP?")
        channel.events.event(first)
        slack.wait(1, "chat.postMessage")
        thread = first["ts"]
        event = message(event["user"], event["channel"], f"{kind} here", thread_ts=thread)
        slack.calls.clear()
    channel.events.event(event)
    slack.wait(2, "chat.postMessage")
    (whisper,) = slack.wait(1, "chat.postEphemeral")
    help_text = {"emergency": "Call 112 now.", "crisis": "You matter."}[kind]
    assert whisper.params["user"] == event["user"]
    assert whisper.params["channel"] == event["channel"]
    assert whisper.params["thread_ts"] == thread
    assert whisper.params["text"] == help_text
    posts = {call.params["channel"]: call.params for call in slack.settle("chat.postMessage")}
    assert set(posts) == {event["user"], event["channel"]}
    assert posts[event["user"]]["text"] == help_text
    assert posts[event["channel"]]["text"] == words.PRIVATELY
    assert posts[event["channel"]]["thread_ts"] == thread


def test_in_a_dm_help_is_simply_the_answer(channel: Running, slack: FakeSlack) -> None:
    channel.events.event(message(user(), new_channel("D"), "emergency here"))
    slack.wait(1, "chat.postMessage")
    (call,) = slack.settle()
    assert (call.method, call.params["text"]) == ("chat.postMessage", "Call 112 now.")


def test_where_no_private_way_is_open_help_is_given_in_the_thread(
    channel: Running, slack: FakeSlack
) -> None:
    slack.errors["chat.postEphemeral"] = "user_not_in_channel"
    event = mention(user(), new_channel(), "emergency here")
    channel.events.event(event)
    slack.wait(2, "chat.postMessage")  # the DM is open
    assert {call.params["text"] for call in slack.made("chat.postMessage")} == {
        "Call 112 now.",
        words.PRIVATELY,
    }


def test_a_command_is_answered_to_its_writer_alone(channel: Running, slack: FakeSlack) -> None:
    channel.events.command(user(), new_channel(), "echo hello <there>", f"{slack.url}/response/a")
    slack.wait(1, "response")
    (call,) = slack.settle()
    assert call.params["response_type"] == "ephemeral"
    assert call.params["text"].startswith("You asked: echo hello &lt;there&gt;")
    assert channel.rasa.texts == ["echo hello <there>"]
    channel.events.command(user(), new_channel(), "emergency", f"{slack.url}/response/b")
    help_call = slack.wait(2, "response")[1]
    assert help_call.params["text"] == "Call 112 now."
    assert [block["type"] for block in help_call.params["blocks"]] == ["section"]


def test_a_command_without_a_question_gets_help(channel: Running, slack: FakeSlack) -> None:
    channel.events.command(user(), new_channel(), "  ", f"{slack.url}/response/a")
    slack.wait(1, "response")
    channel.events.event(mention(user(), new_channel(), " "))
    slack.wait(1, "chat.postMessage")
    assert channel.rasa.texts == [words.HELP, words.HELP]


def test_a_command_whose_address_has_expired_is_answered_in_the_dm(
    channel: Running, slack: FakeSlack
) -> None:
    slack.errors["response"] = "expired_url"
    who = user()
    channel.events.command(who, new_channel(), "hi", f"{slack.url}/response/a")
    (call,) = slack.wait(1, "chat.postMessage")
    assert call.params["channel"] == who


def test_a_slow_answer_is_acknowledged_first(channel: Running, slack: FakeSlack) -> None:
    start = time.monotonic()
    channel.events.command(user(), new_channel(), "slow", f"{slack.url}/response/a")
    channel.events.event(message(user(), new_channel("D"), "slow"))
    assert time.monotonic() - start < 3
    slack.wait(1, "response")
    slack.wait(1, "chat.postMessage")


def test_behind_a_question_that_hangs_nobody_waits_long(channel: Running, slack: FakeSlack) -> None:
    channel.events.event(message(user(), new_channel("D"), "hang"))
    events = [message(user(), new_channel("D"), f"echo {each}") for each in ("one", "two")]
    channel.events.all_at_once(events)
    slack.wait(2, "chat.postMessage", seconds=10)
    told = {call.params["text"].split("\n")[0] for call in slack.made("chat.postMessage")}
    assert told == {"one", "two"}
    channel.rasa.hanging = False
    slack.wait(3, "chat.postMessage")


@pytest.mark.parametrize("text", ["fail now", "silent"])
def test_when_rasa_fails_the_person_is_told(channel: Running, slack: FakeSlack, text: str) -> None:
    channel.events.event(message(user(), new_channel("D"), text))
    (call,) = slack.wait(1, "chat.postMessage")
    assert "I can't reach my record just now" in call.params["text"]


def test_files_are_not_read_and_that_is_said(channel: Running, slack: FakeSlack) -> None:
    who, dm = user(), new_channel("D")
    file = {"subtype": "file_share", "files": [{"id": "F1", "name": "labs.pdf"}]}
    channel.events.event(message(who, dm, "echo what is this?", **file))
    (call,) = slack.wait(1, "chat.postMessage")
    assert words.FILES in call.params["text"] and "what is this?" in call.params["text"]
    channel.events.event(message(who, dm, "", **file))
    assert slack.wait(2, "chat.postMessage")[1].params["text"] == words.ONLY_FILES
    assert channel.rasa.texts == ["echo what is this?"]


def test_a_very_long_message_is_refused_in_words(channel: Running, slack: FakeSlack) -> None:
    channel.events.event(message(user(), new_channel("D"), "x" * 40_000))
    (call,) = slack.wait(1, "chat.postMessage")
    assert "longer than 20,000 characters" in call.params["text"]
    assert not channel.rasa.messages


def test_a_very_long_answer_comes_whole_in_several_messages(
    channel: Running, slack: FakeSlack
) -> None:
    channel.events.event(message(user(), new_channel("D"), "echo " + "word " * 3_900))
    calls = slack.wait(2, "chat.postMessage")
    sections = [
        block["text"]["text"]
        for call in calls
        for block in call.params["blocks"]
        if block["type"] == "section"
    ]
    assert " ".join(sections).split().count("word") == 3_900


def test_blocks_that_slack_refuses_go_out_as_words(channel: Running, slack: FakeSlack) -> None:
    refused = []

    def refuse_blocks(params: dict[str, object]) -> dict[str, object]:
        if "blocks" in params:
            refused.append(params)
            raise AssertionError("refused for the test")
        return {"ts": "1.1", "channel": params["channel"]}

    slack.replaced["chat.postMessage"] = refuse_blocks
    channel.events.event(message(user(), new_channel("D"), "echo the answer"))
    (call,) = slack.wait(1, "chat.postMessage")
    assert refused and "the answer" in call.params["text"] and "blocks" not in call.params


def test_a_deleted_question_is_not_answered_but_help_is(channel: Running, slack: FakeSlack) -> None:
    dm = new_channel("D")
    for text in ("slow question", "emergency here"):
        event = message(user(), dm, text)
        deleted = {"type": "message", "subtype": "message_deleted", "channel": dm}
        deleted |= {"deleted_ts": event["ts"], "ts": stamp(), "channel_type": "im"}
        first, second = (event, deleted) if text.startswith("slow") else (deleted, event)
        channel.events.event(first)
        channel.events.event(second)
    slack.wait(1, "chat.postMessage")
    assert wait_for(lambda: len(channel.rasa.answered) == 2)
    (call,) = slack.settle("chat.postMessage")
    assert call.params["text"] == "Call 112 now."
    assert channel.rasa.texts == ["slow question", "emergency here"]


def test_an_edited_question_is_not_answered_again(channel: Running, slack: FakeSlack) -> None:
    event = message(user(), new_channel("D"), "does IVIG help CIDP?")
    channel.events.event(event)
    slack.wait(1, "chat.postMessage")
    edited = {"type": "message", "subtype": "message_changed", "channel": event["channel"]}
    edited |= {"channel_type": "im", "ts": stamp(), "message": {**event, "text": "does it?"}}
    channel.events.event(edited)
    assert len(slack.settle("chat.postMessage")) == 1


def test_events_out_of_order_are_each_answered_once(channel: Running, slack: FakeSlack) -> None:
    who, place = user(), new_channel()
    root = mention(who, place, "echo first")
    reply = message(who, place, f"<@{ME}> echo second", thread_ts=root["ts"])
    again = {**reply, "type": "app_mention"}
    for event in (again, root, reply):
        channel.events.event(event)
    slack.wait(2, "chat.postMessage")
    calls = slack.settle("chat.postMessage")
    assert sorted(call.params["text"].split("\n")[0] for call in calls) == ["first", "second"]
    assert {call.params["thread_ts"] for call in calls} == {root["ts"]}


def test_twenty_people_at_once_get_their_own_answers(channel: Running, slack: FakeSlack) -> None:
    place = new_channel()
    events = [mention(user(), place, f"echo answer-{each}.") for each in range(10)]
    events += [message(user(), new_channel("D"), f"echo answer-{each}.") for each in range(10, 20)]
    assert channel.events.all_at_once(events) < 3
    slack.wait(20, "chat.postMessage")
    calls = slack.settle("chat.postMessage")
    assert len(calls) == 20
    for number, event in enumerate(events):
        (call,) = [each for each in calls if f"answer-{number}." in each.params["text"]]
        assert call.params["channel"] == event["channel"]
        assert call.params.get("thread_ts") == (event["ts"] if number < 10 else None)
    assert len(set(channel.rasa.conversations)) == 20


def test_where_slack_says_wait_we_wait(channel: Running, slack: FakeSlack) -> None:
    slack.limited["chat.postMessage"] = [2, 1]
    channel.events.event(message(user(), new_channel("D"), "hi"))
    slack.wait(1, "chat.postMessage")
    tries = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert [call.status for call in tries] == [429, 429, 200]
    assert tries[1].at - tries[0].at >= 2 and tries[2].at - tries[1].at >= 1
    assert len(channel.rasa.messages) == 1


def test_a_failure_on_slacks_side_is_tried_again(
    channel: Running, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.broken["chat.postMessage"] = [503]
    channel.events.event(message(user(), new_channel("D"), "hi"))
    slack.wait(1, "chat.postMessage")
    slack.broken["chat.postMessage"] = [502]
    channel.events.event(message(user(), new_channel("D"), "hi"))
    assert wait_for(lambda: "Slack refused chat.postMessage: 502." in caplog.text)
