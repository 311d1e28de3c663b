"""The one action: a question's reading in, the spoken answer out."""

from __future__ import annotations

import json
import logging
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from evidence import gapstore
from evidence.answer import Answer, fixed
from evidence.assistant import reply
from evidence.gaps import gaps_of
from evidence.question import Conversation, Mention, Question
from evidence.recalling import with_emergency
from evidence.snapshots import open_snapshot
from evidence.store import Store

SLOT = "conversation"
TEXT_ONLY = ("cmdline",)  # channels that would print data raw
LONGEST = 2_000  # characters of a question; longer ones are not read
_APOLOGY = "I can't reach my record just now, so I won't guess. Please try again in a minute."

log = logging.getLogger(__name__)


class AnswerAction(Action):
    """Answers every question that is not an emergency."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Say the answer and remember the conversation; on any failure, one polite sentence."""
        try:
            remembered = tracker.slots.get(SLOT) or {}
            newest = tracker.latest_message
            for message in _since(tracker):
                remembered = after_emergency(message, remembered, newest["reading"]["record"])
            answer, conversation = answer_to(newest, remembered)
        except Exception as error:  # whatever fails, the person gets a sentence
            log.error("An answer failed: %s in %s", type(error).__name__, _place(error))
            say(dispatcher, fixed("unavailable", _APOLOGY), tracker)
            return []
        say(dispatcher, answer, tracker)
        return [SlotSet(SLOT, conversation)]


def answer_to(message: dict[str, Any], remembered: dict[str, Any]) -> tuple[Answer, dict[str, Any]]:
    """The answer to Rasa's parsed message, and what the slot holds after it."""
    reading = message["reading"]
    store = open_snapshot(reading["record"])
    if reading["length"] > LONGEST:
        text = store.wording.phrase("too_long", count=f"{reading['length']:,}")
        return fixed("out_of_scope", text), remembered
    question = Question(
        text=reading["text"],
        intent=message["intent"]["name"] or "out_of_scope",
        confidence=message["intent"]["confidence"],
        mentions=tuple(Mention(**each) for each in reading["mentions"]),
        unfamiliar=reading["unfamiliar"],
        second=reading.get("second"),
        doubt=reading.get("doubt"),
        ranking=tuple(
            (each["name"], each["confidence"]) for each in message.get("intent_ranking") or ()
        ),
    )
    answer, conversation = reply(store, question, Conversation(**remembered))
    _count(store, question, answer)
    return answer, json.loads(conversation.json(exclude_defaults=True))


def after_emergency(
    message: dict[str, Any], remembered: dict[str, Any], record: str
) -> dict[str, Any]:
    """What the slot would hold after a message that a fixed response answered.

    `record`: the snapshot to read it by, which need not be the one of that time.
    """
    reading, intent = message.get("reading"), (message.get("intent") or {}).get("name")
    if not reading or not intent:
        return remembered
    mentions = [Mention(**each) for each in reading["mentions"]]
    before = Conversation(**remembered)
    after = with_emergency(open_snapshot(record), intent, mentions, before)
    return remembered if after is before else json.loads(after.json(exclude_defaults=True))


def _since(tracker: Tracker) -> list[dict[str, Any]]:
    """The messages before this one, as far as loaded, that came after the slot was last set."""
    found: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if event["event"] == "slot" and event["name"] == SLOT:
            break
        if event["event"] == "user":
            found.append(event.get("parse_data") or {})
    return found[:0:-1]


def _count(store: Store, question: Question, answer: Answer) -> None:
    """Count what could not be answered; whatever fails here, the answer is said all the same."""
    try:
        path, gaps = gapstore.place(), gaps_of(store, question, answer)
        if path and gaps:
            gapstore.note(gaps, path, date.today())
    except Exception as error:
        log.warning("What was not answered was not counted: %s", type(error).__name__)


def say(dispatcher: CollectingDispatcher, answer: Answer, tracker: Tracker) -> None:
    """Text for everybody; buttons and the contract's object where the channel carries data."""
    buttons = [each.dict() for each in answer.suggestions]
    if tracker.get_latest_input_channel() in TEXT_ONLY:
        offers = "".join(f"\n  · {each.title}" for each in answer.suggestions)
        dispatcher.utter_message(
            text=answer.text + (f"\n\nYou could ask:{offers}" if offers else "")
        )
        return
    dispatcher.utter_message(
        text=answer.text, buttons=buttons, json_message={"data": answer.contract()}
    )


def _place(error: Exception) -> str:
    """File and line where an error arose: enough to find it, and no word of the message."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
