"""A browser, and the web channel with a stand-in for Rasa or with the whole service."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from channels import web_settings
from channels.web import WebChannel
from evidence.answer import Answer, Cited, SnapshotRef, Suggestion, fixed
from service import ports
from tests.browser.chat import AXE, Chat, chromium
from tests.channels.serving import Rasa, serving

NewChat = Callable[..., Chat]


def _need(there: bool, what: str) -> None:
    if there:
        return
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium. No longer than a module: Playwright keeps an event loop running
    in this thread meanwhile, and whatever runs one of its own would fail.
    """
    path = chromium()
    _need(path is not None, "Chromium is not installed (Debian: apt-get install chromium)")
    _need(AXE.is_file(), "axe-core is not installed (make check installs it; it needs node)")
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium has no sandbox of its own.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        launched = playwright.chromium.launch(executable_path=path, args=options)
        yield launched
        launched.close()


@pytest.fixture
def new_chat(browser: Browser) -> Iterator[NewChat]:
    """Opens pages; after the test none of them may have had an error."""
    contexts: list[BrowserContext] = []
    chats: list[Chat] = []

    def open_chat(url: str, context: BrowserContext | None = None, **options: Any) -> Chat:
        if context is None:
            options.setdefault("viewport", {"width": 800, "height": 900})
            context = browser.new_context(**options)
            context.set_default_timeout(15_000)
            contexts.append(context)
        chat = Chat(context.new_page())
        chats.append(chat)
        return chat.visit(url)

    yield open_chat
    errors = [error for chat in chats for error in chat.errors]
    for context in contexts:
        context.close()
    assert errors == []


class Server:
    """The web channel with a stand-in for Rasa, which can go away and come back."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = ports.free_port("127.0.0.1")
        self.url = f"http://127.0.0.1:{self.port}"
        self.rasa = Rasa()
        self.rasa.answers = ANSWERS
        self.settings = {"DATA_FOLDER": str(folder), "WEB_RATE": "0", **settings}
        self._running = ExitStack()

    def start(self, **settings: str) -> None:
        self.settings |= settings
        read = web_settings.read(self.settings)
        channel = WebChannel(read)
        origins = list(read.origins)
        self._running.enter_context(serving(channel, self.rasa, origins, self.port))

    def stop(self) -> None:
        self._running.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    running.start()
    yield running
    running.stop()


SOURCES = (
    Cited(id="a", citation="Hughes and others. Cochrane, 2014.", url="https://doi.org/10.1/a"),
    Cited(id="b", citation="A leaflet. EMA.", url=None),
)
NUMBERS = "[1] Hughes and others. Cochrane, 2014. https://doi.org/10.1/a\n[2] A leaflet. EMA."
EFFICACY = Answer(
    kind="efficacy",
    interpretation="I read “gullain bare” as Guillain-Barré syndrome.",
    text="I read “gullain bare” as Guillain-Barré syndrome.\n\n"
    "IVIG is probably about as effective as plasma exchange. [1][2]\n\n"
    "Certainty: moderate ⊕⊕⊕◯ (our reading), because 7 trials agree. [1]\n\n"
    "Also on record:\n• one thing [2]\n• another thing\n\n"
    f"Sources:\n{NUMBERS}\nReviewed 22 November 2026; not yet seen by a second reader.",
    claims=("gbs-1",),
    conditions=("gbs",),
    treatments=("ivig",),
    sources=SOURCES,
    suggestions=(Suggestion(title="What dose is used?", payload="what dose?"),),
    record=SnapshotRef(hash="abc123abc123", date="2026-11-22"),
)
EVIL = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"
ANSWERS = {
    "gbs": EFFICACY,
    "help": fixed("emergency", "Call 112 (911 in the US, 999 in the UK) now.\n\nSit down."),
    "crisis": fixed("crisis", "You are not alone: call or text 988, or call 116 123."),
    "gout": fixed("unknown_concept", "I have no record on IVIG for gout."),
    "broken": fixed("unavailable", "I can't reach my record just now."),
    "evil": Answer(
        kind="efficacy",
        interpretation=f"I read {EVIL}.",
        text=f"I read {EVIL}.\n\n{EVIL} [1]\n\nCertainty: low ⊕⊕◯◯, because {EVIL}.\n\n"
        f"See javascript:alert(1) and https://a.example/{EVIL}\n\n• {EVIL}\n\nSources:\n[1] {EVIL}",
        claims=("a",),
        sources=(Cited(id="a", citation=EVIL, url="javascript:window.hacked=1"),),
        suggestions=(Suggestion(title=EVIL, payload=EVIL),),
    ),
}
