"""The trained model in this process: Rasa's own pipeline, then the answering action's own steps."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import Any, Protocol

from actions.answer import after_emergency, answer_to
from components.importer import emergency_answer
from components.urgency import NOTHING, intent_of
from evidence.answer import fixed
from evidence.snapshots import open_snapshot
from service.environment import for_children

Slot = dict[str, Any]  # what the slot of a conversation holds
Answer = dict[str, Any]  # the contract's object, and what was read on the way to it


class Asked(Protocol):
    """Whatever can be asked the kept-out questions."""

    def ask(self, text: str, conversation: Slot | None = None) -> tuple[Answer, Slot]:
        """The answer to a message, and what its conversation remembers after it."""


def load_agent(model: str) -> Any:
    """Rasa's agent with the model at this path, silent: Rasa logs every message's text."""
    os.environ.update(for_children(os.environ))
    import structlog
    from rasa.core.agent import Agent

    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)
    return Agent.load(model)


class Reader:
    """Our assistant. Each message is parsed once; an answer depends on its conversation too."""

    def __init__(self, model: str) -> None:
        self._agent = load_agent(model)
        self._parsed: dict[str, dict[str, Any]] = {}

    def parse(self, text: str) -> dict[str, Any]:
        """Rasa's parse of a message."""
        if text not in self._parsed:
            self._parsed[text] = asyncio.run(self._agent.parse_message(text))
        return self._parsed[text]

    def ask(self, text: str, conversation: Slot | None = None) -> tuple[Answer, Slot]:
        """The contract's answer with `intent`, `confidence`, `mentions` and `read_kind`.

        `warned`: it opens with what to do if this is an emergency.
        """
        parsed = self.parse(text)
        answer, after = self._answer(parsed, conversation or {})
        last = after.get("last") or {}
        read = {
            "intent": parsed["intent"]["name"],
            "confidence": parsed["intent"]["confidence"],
            "mentions": parsed["reading"]["mentions"],
            "warned": bool(parsed["reading"].get("doubt")),
            "read_kind": last.get("kind"),  # the question's own kind, where nothing is on record
        }
        return {**answer, **read}, after

    def _answer(self, parsed: dict[str, Any], before: Slot) -> tuple[Answer, Slot]:
        intent = parsed["intent"]["name"]
        store = open_snapshot(parsed["reading"]["record"])
        for emergency in store.emergencies.values():
            if intent == intent_of(emergency.id):
                after = after_emergency(parsed, before, store.hash)
                return emergency_answer(store, emergency).contract(), after
        if intent == NOTHING:
            return fixed("unavailable", "").contract(), before
        try:
            answer, after = answer_to(parsed, before)
        except Exception as error:  # the action apologises; here it is a miss with its reason
            return fixed("unavailable", type(error).__name__).contract(), before
        return answer.contract(), after
