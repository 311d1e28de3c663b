"""Asks over REST, as any program would, and takes the time."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from typing import Any

from service.settings import LOOPBACK

QUESTION = "does IVIG help CIDP?"
# A conversation: whole questions, continued ones, one misspelt, a story. All sides answer from the
# store. For six of them our side must ask its sentence encoder, as for 42 to 52% of all messages.
MESSAGES = (
    "does IVIG help CIDP?",
    "who would I even ask about having it at home",
    "what dose is used",
    "is that a lot",
    "how sure are you",
    "could it be that only some get better on it",
    "and for GBS?",
    "my dad has GBS since Monday and can't walk. They start IVIG tonight. How soon will he notice?",
    "ivig or plasmapheresis for myasthenia gravis?",
    "the pharmacist swapped my brand, does that matter",
    "what are the side effects",
    "Three years of drips and my hands still drop things. Is anybody looking at something newer?",
    "does ivig help dermatomyositis",
    "Does it help the pain and how is it given?",
)
SECONDS = 120.0


class Client:
    """One connection to a side, kept open."""

    def __init__(self, port: int) -> None:
        """Nothing is opened before the first message."""
        self._connection = HTTPConnection(LOOPBACK, port, timeout=SECONDS)

    def say(self, sender: str, message: str) -> tuple[float, Any]:
        """Milliseconds until the answer was read, and the answer."""
        body = json.dumps({"sender": sender, "message": message})
        start = time.perf_counter()
        self._connection.request(
            "POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
        )
        answer = self._connection.getresponse().read()
        return (time.perf_counter() - start) * 1000, json.loads(answer)

    def answers(self) -> bool:
        """Whether a question of medicine gets an answer from the store."""
        try:
            _, elements = self.say(sender(), QUESTION)
            kinds = [each["custom"]["data"]["kind"] for each in elements if "custom" in each]
        except (OSError, HTTPException, ValueError, TypeError):
            self._connection.close()
            return False
        return bool(kinds) and kinds[0] != "unavailable"


def sender() -> str:
    """A person who has not been here before."""
    return f"bench-{uuid.uuid4().hex}"


def conversation(client: Client, turns: int) -> list[float]:
    """Milliseconds of each turn of a new conversation."""
    person = sender()
    return [client.say(person, MESSAGES[turn % len(MESSAGES)])[0] for turn in range(turns)]


def at_once(clients: Sequence[Client], turns: int) -> tuple[list[float], float]:
    """Milliseconds of every turn of as many conversations at once, and messages a second."""
    times: list[float] = []

    def talk(client: Client) -> None:
        times.extend(conversation(client, turns))

    threads = [threading.Thread(target=talk, args=(client,)) for client in clients]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(times) / (time.perf_counter() - start)
