"""The widget in a real browser, as a person sees and uses it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page

from service.settings import ROOT

AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "build" / "screenshots"


def chromium() -> str | None:
    """Where the system's Chromium is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


class Chat:
    """<evidence-chat> on a page; it remembers every error of the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)
        self.input = page.get_by_label("Your question")
        self.answers = page.locator("li.answer")
        self.questions = page.locator("li.question")
        self.status = page.locator(".status")

    def _heard(self, message: ConsoleMessage) -> None:
        # A server that is away, or that refuses, is the matter of some tests.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def visit(self, url: str) -> Chat:
        self.page.goto(url)
        return self

    def ask(self, question: str) -> None:
        """Type it and press Enter; does not wait."""
        self.input.fill(question)
        self.input.press("Enter")

    def answered(self, question: str) -> Locator:
        """The answer to a question that is asked now."""
        count = self.answers.count()
        self.ask(question)
        self.answers.nth(count).wait_for(timeout=40_000)
        return self.answers.nth(count)

    def kept(self) -> dict[str, Any]:
        """What the tab keeps of the conversation."""
        script = "Object.entries(sessionStorage).find(([k]) => k.startsWith('evidence-chat'))[1]"
        return dict(json.loads(self.page.evaluate(script)))

    def focused(self) -> str:
        """The id, or else the class, of what has the focus inside of the widget."""
        script = """() => {
            const host = document.activeElement;
            const inside = host?.shadowRoot?.activeElement;
            return inside ? inside.id || inside.className : host?.tagName ?? "";
        }"""
        return str(self.page.evaluate(script))

    def violations(self) -> list[str]:
        """What axe-core finds on the page, each with the elements that it is about."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        return [
            f"{each['id']}: {[node['target'] for node in each['nodes']]}"
            for each in found["violations"]
        ]

    def too_wide(self) -> int:
        """By how many pixels the page, or the transcript, is wider than what shows it."""
        script = """() => {
            const inside = document.querySelector("evidence-chat")?.shadowRoot;
            const boxes = [document.documentElement, inside?.querySelector(".transcript")];
            return Math.max(...boxes.map((box) => box ? box.scrollWidth - box.clientWidth : 0));
        }"""
        return int(self.page.evaluate(script))

    def picture(self, name: str) -> Path:
        """A screenshot, for people to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path
