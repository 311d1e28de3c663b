"""Asks the kept-out questions through the real pipeline and scores what was understood."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from evidence.assistant import reply
from evidence.dialogue import resolve
from evidence.names import key
from evidence.question import Conversation, Mention, Question
from evidence.snapshots import open_snapshot
from service.environment import for_children
from service.settings import ROOT

HERE = Path(__file__).resolve().parent
CRISIS = "self_harm"


@dataclass
class Miss:
    """A question that was read otherwise than its author meant."""

    text: str
    wanted: str
    read: str
    detail: str = ""


@dataclass
class Score:
    """How many of how many were right, and which were not."""

    right: int = 0
    asked: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nothing was asked."""
        return self.right / self.asked if self.asked else 1.0

    def add(self, good: bool, miss: Miss) -> None:
        """Count one question."""
        self.asked += 1
        self.right += good
        if not good:
            self.misses.append(miss)


class Reader:
    """The trained model in this process: Rasa's own pipeline, then `evidence`."""

    def __init__(self, model: str) -> None:
        os.environ.update(for_children(os.environ))
        import structlog
        from rasa.core.agent import Agent

        quiet = structlog.make_filtering_bound_logger(logging.ERROR)
        structlog.configure(wrapper_class=quiet)  # Rasa logs every message's text otherwise
        self._agent = Agent.load(model)
        self._parsed: dict[str, dict[str, Any]] = {}

    def parse(self, text: str) -> dict[str, Any]:
        """Rasa's parse of a message, each message parsed once."""
        if text not in self._parsed:
            self._parsed[text] = asyncio.run(self._agent.parse_message(text))
        return self._parsed[text]

    def ask(
        self, text: str, conversation: Conversation | None = None
    ) -> tuple[dict[str, Any], Any]:
        """The contract's answer to a message, and the conversation after it."""
        parsed = self.parse(text)
        intent = str(parsed["intent"]["name"])
        before = conversation or Conversation()
        if intent.startswith("emergency_"):
            kind = "crisis" if intent.endswith(CRISIS) else "emergency"
            return {"kind": kind, "treatments": [], "conditions": [], "read": intent}, before
        store = open_snapshot(parsed["reading"]["record"])
        if parsed["reading"]["length"] > 2000:
            return {"kind": "out_of_scope", "treatments": [], "conditions": []}, before
        question = Question(
            text=parsed["text"],
            intent=intent,
            confidence=parsed["intent"]["confidence"],
            mentions=tuple(Mention(**each) for each in parsed["reading"]["mentions"]),
            unfamiliar=parsed["reading"]["unfamiliar"],
            scope=parsed["reading"]["scope"],
            second=parsed["reading"]["second"],
        )
        answer, after = reply(store, question, before)
        data = answer.contract()
        read = resolve(store, question, before).request.kind
        data["read"] = f"{read} {intent} {parsed['intent']['confidence']:.2f}"
        after = Conversation(**json.loads(after.json()))
        return data, after


def questions(name: str) -> list[dict[str, Any]]:
    """The items of a file of kept-out questions, with long messages written out."""
    items = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return [_written_out(item) for item in items]


def _written_out(item: dict[str, Any]) -> dict[str, Any]:
    if "repeat" in item:
        item = {**item, "text": item["repeat"]["text"] * item["repeat"]["times"]}
    return item


def kind_is_right(answer: dict[str, Any], item: dict[str, Any]) -> bool:
    """Whether the kind is one that a careful reader accepts.

    `no_record` for a pair without claims is right where the question's own kind was read:
    what the record holds is not what is measured here.
    """
    accepted = {item["kind"], *item.get("also", [])}
    if answer["kind"] in accepted:
        return True
    if item["kind"] == "unknown_concept" and answer["conditions"] and not answer["unknown"]:
        return True  # the store has come to cover what it lacked when the question was written
    return answer["kind"] == "no_record" and str(answer.get("read", "")).split(" ")[0] in accepted


def concepts_are_right(answer: dict[str, Any], item: dict[str, Any]) -> bool:
    """Whether conditions and treatments are exactly those that were meant."""
    optional = set(item.get("optional", []))
    for name in ("conditions", "treatments"):
        read = set(answer[name]) | (
            set(answer.get("comparators", [])) if name == "treatments" else set()
        )
        wanted = set(item.get(name, [])) | (
            set(item.get("comparators", [])) if name == "treatments" else set()
        )
        if (read ^ wanted) - optional:
            return False
    return True


def conversations(reader: Reader) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(turn, answer) for every turn of every kept-out conversation, each with its context."""
    for item in questions("conversations"):
        conversation = Conversation()
        for turn in item["turns"]:
            answer, conversation = reader.ask(turn["text"], conversation)
            yield turn, answer


@dataclass
class Figures:
    """Everything that is measured, each a score with its misses."""

    scores: dict[str, Score]
    by_kind: dict[str, Score]


def trained() -> frozenset[str]:
    """Every training example, folded: what anybody types ("how is it given") stands in both."""
    folded = {
        key(line.strip()[2:])
        for path in (ROOT / "data" / "nlu").glob("*.yml")
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
    }
    return frozenset(folded - {""})  # another script folds to nothing


def measure(reader: Reader) -> Figures:
    """Ask every kept-out question once; one that stands in the training data is not scored."""
    seen = trained()
    scores = {
        name: Score()
        for name in (
            "kind", "concepts", "conversations: kind", "conversations: both",
            "out of scope not answered", "emergencies recognised", "no false alarm",
        )
    }  # fmt: skip
    by_kind: dict[str, Score] = {}
    for item in questions("patients") + questions("clinicians"):
        if key(item["text"]) in seen:
            continue
        answer, _ = reader.ask(item["text"])
        miss = Miss(item["text"], item["kind"], answer["kind"], str(answer.get("read")))
        right = kind_is_right(answer, item)
        scores["kind"].add(right, miss)
        by_kind.setdefault(item["kind"], Score()).add(right, miss)
        scores["concepts"].add(concepts_are_right(answer, item), miss)
        scores["no false alarm"].add(answer["kind"] not in URGENT, miss)
    for turn, answer in conversations(reader):  # all scored: what is measured is the context
        miss = Miss(turn["text"], turn["kind"], answer["kind"], str(answer.get("read")))
        right = kind_is_right(answer, turn)
        scores["conversations: kind"].add(right, miss)
        known = "listed" in turn or concepts_are_right(answer, turn)
        scores["conversations: both"].add(right and known, miss)
    for item in questions("out_of_scope"):
        if key(item["text"]) in seen:
            continue
        answer, _ = reader.ask(item["text"])
        miss = Miss(item["text"][:200], item["kind"], answer["kind"], str(answer.get("read")))
        accepted = {*NOT_ANSWERED, item["kind"], *item.get("also", [])}
        scores["out of scope not answered"].add(answer["kind"] in accepted, miss)
    for item in questions("urgent"):
        if key(item["text"]) in seen:
            continue
        answer, _ = reader.ask(item["text"])
        urgent = answer["kind"] in URGENT
        miss = Miss(item["text"], item["kind"], answer["kind"], str(answer.get("read")))
        if item.get("twin"):
            scores["no false alarm"].add(not urgent, miss)
        else:
            scores["emergencies recognised"].add(urgent, miss)
    return Figures(scores, by_kind)


URGENT = ("emergency", "crisis")
NOT_ANSWERED = (
    "out_of_scope", "smalltalk", "unknown_concept", "clarify", "capabilities", "no_record",
    "personal_advice",
)  # fmt: skip
