"""Hostile messages asked over REST and the web channel, and what every answer must hold to."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from channels.request import MAX_BODY_BYTES
from evidence.store import Store
from tests.contract import assert_contract, assert_true_to_store
from tests.hostile.corpus import QUESTION
from tests.watched import Watched

AT_ONCE = 4
SECONDS = 120  # for one answer, on a machine that does much else


class Asker:
    """Asks in a conversation of its own on each channel."""

    def __init__(self, watched: Watched, store: Store) -> None:
        self.watched = watched
        self.store = store
        self.http = requests.Session()
        self.sender = f"hostile-{uuid.uuid4().hex}"
        begun = self.http.post(watched.base + "/web/conversation", json={}, timeout=SECONDS)
        self.token = begun.json()["token"]

    def rest(self, message: str) -> dict[str, Any]:
        """The answer over REST, which has one for whatever comes in a well-formed request."""
        body = json.dumps({"sender": self.sender, "message": message})
        response = self.http.post(self.watched.url, data=body, timeout=SECONDS)
        expected = 413 if len(body) > MAX_BODY_BYTES else 200
        assert response.status_code == expected, response.status_code
        elements = response.json()
        answer = self.watched.data(elements)
        texts = [each["text"] for each in elements if each.get("text")]
        assert "\n\n".join(texts) == answer["text"]
        self._check(answer)
        return answer

    def web(self, message: str) -> dict[str, Any] | None:
        """The answer to the widget; None if the channel refuses the message in a sentence."""
        body = json.dumps({"id": uuid.uuid4().hex, "message": message})
        response = self.http.post(
            self.watched.base + "/web/message",
            data=body,
            headers={"X-Conversation": self.token, "Content-Type": "application/json"},
            timeout=SECONDS,
        )
        if response.status_code != 200:
            assert response.status_code in (400, 413), response.status_code
            assert response.json()["error"]["text"].endswith(".")
            return None
        answer: dict[str, Any] = response.json()["answer"]
        self._check(answer)
        return answer

    def known(self) -> None:
        """The next good question is answered right, whatever came before it."""
        for answer in (self.rest(QUESTION), self.web(QUESTION)):
            assert answer is not None
            asked = (answer["kind"], answer["treatments"], answer["conditions"])
            assert asked == ("efficacy", ["ivig"], ["cidp"])

    def _check(self, answer: dict[str, Any]) -> None:
        assert_contract(answer)
        assert_true_to_store(answer, self.store)
        assert answer["kind"] != "unavailable", f"it failed: {self.watched.said()[-400:]}"
        assert_harmless(answer)


def assert_harmless(answer: dict[str, Any]) -> None:
    """Nothing in an answer is markup, a link or a control character that came from the message."""
    known = {each["url"] for each in answer["sources"]}
    told = [answer["text"], *(each["text"] for each in answer["unknown"])]
    told += [each[field] for each in answer["suggestions"] for field in ("title", "payload")]
    for text in told:
        assert not re.search(r"<[A-Za-z!/?]", text), f"markup: {text!r}"
        assert "](" not in text, f"a link of Markdown: {text!r}"
        assert set(re.findall(r"https?://[^\s]+", text)) <= known, f"an address: {text!r}"
        for character in text:
            category = unicodedata.category(character)
            fine = character == "\n" or category not in ("Cc", "Cf", "Cs", "Co", "Cn")
            assert fine, f"{character!r} ({category}) in {text!r}"
    for each in answer["suggestions"]:
        assert not each["payload"].startswith("/"), each


def ask_all(askers: list[Asker], messages: list[str]) -> None:
    """Ask each message over REST and over the web channel, some at once; then a good question."""

    def work(share: tuple[Asker, list[str]]) -> None:
        asker, mine = share
        for message in mine:
            try:
                asker.rest(message)
                asker.web(message)
            except Exception as error:
                raise AssertionError(f"{ascii(message)[:400]}: {error}") from error

    shares = [(asker, messages[start::AT_ONCE]) for start, asker in enumerate(askers)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, shares))
    askers[0].known()
