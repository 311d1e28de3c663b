"""Those who talk to the replicas: the widget, which sends again, and a program, which does not."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import requests

Data = dict[str, Any]
PATIENCE = 120.0  # seconds in which a message of the widget must be answered


class Widget:
    """One conversation of the web channel, with the retry of widget/evidence-chat/session.js."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.tries = 0
        self.token = str(self._until_answered("/web/conversation", {})["token"])

    @property
    def conversation(self) -> str:
        """The sender's id in Rasa."""
        return self.token.split(".")[0]

    def ask(self, message: str, message_id: str | None = None, *, again: bool = False) -> Data:
        """The answer object."""
        fields = {"id": message_id or uuid.uuid4().hex, "message": message, "again": again}
        answer = self._until_answered("/web/message", fields)["answer"]
        assert isinstance(answer, dict)
        return answer

    def _until_answered(self, path: str, fields: Data) -> Data:
        headers = {"X-Conversation": self.token} if path != "/web/conversation" else {}
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.tries += 1
            try:
                reply = requests.post(self.url + path, json=fields, headers=headers, timeout=45)
                if reply.status_code == 200:
                    return dict(reply.json())
                assert reply.status_code >= 500, reply.text
            except requests.RequestException:
                pass
            if "again" in fields:
                fields["again"] = True
            time.sleep(0.5)
        raise AssertionError(f"no answer within {PATIENCE} s")


class Program:
    """A conversation over REST that sends each message once, whatever becomes of it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.conversation = f"program-{uuid.uuid4().hex}"

    def ask(self, message: str) -> Data:
        """The answer object."""
        body = {"sender": self.conversation, "message": message}
        reply = requests.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=60)
        assert reply.status_code == 200, f"{reply.status_code} {reply.text}"
        (answer,) = (each["custom"]["data"] for each in reply.json() if "custom" in each)
        return dict(answer)


class Talking(threading.Thread):
    """Goes through the questions again and again until told to stop, and notes what it hears."""

    def __init__(self, client: Widget | Program, questions: tuple[str, ...]) -> None:
        super().__init__()
        self.client = client
        self.heard: list[tuple[str, list[str]]] = []  # kind and conditions of each answer
        self.failed: BaseException | None = None
        self._questions = questions
        self._enough = threading.Event()
        self.start()

    def run(self) -> None:
        try:
            while not self._enough.is_set():
                for question in self._questions:
                    answer = self.client.ask(question)
                    self.heard.append((answer["kind"], answer["conditions"]))
        except BaseException as error:
            self.failed = error

    def stop(self) -> None:
        """Let it finish its round, and wait for that."""
        self._enough.set()
        self.join(2 * PATIENCE)
        assert not self.is_alive()


def all_heard(talks: list[Talking], count: int) -> Callable[[], bool]:
    """Whether each of them has heard so many answers more than now, or has failed."""
    before = [len(each.heard) for each in talks]

    def heard() -> bool:
        pairs = zip(talks, before, strict=True)
        return all(each.failed or len(each.heard) >= start + count for each, start in pairs)

    return heard
