"""Makes the README's pictures anew from the running assistant: `make screenshots`."""

from __future__ import annotations

import os
import sys
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from service.settings import ROOT
from service.training import Training
from tests.browser.chat import Chat, chromium
from tests.server import running_actions, running_service

IMAGES = ROOT / "docs" / "images"
PHONE = {"width": 390, "height": 780}
DESK = {"width": 860, "height": 940}


def main() -> int:
    """Write docs/images/answer.png and docs/images/phone.png."""
    path = chromium()
    if path is None:
        print("Chromium was not found; install it, or name it with CHROMIUM.", file=sys.stderr)
        return 1
    IMAGES.mkdir(exist_ok=True)
    model = Training(ROOT, os.environ).ensure()
    with (
        running_service(model) as service,
        running_actions(service.actions_port),
        sync_playwright() as playwright,
    ):
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=options)
        url = f"http://127.0.0.1:{service.port}/chat"
        desk = _asked(browser, url, "does ivig help sjogrens??", viewport=DESK)
        desk.page.screenshot(path=IMAGES / "answer.png")
        urgent = "my chest is tight and the drip is running"
        phone = _asked(browser, url, urgent, viewport=PHONE, color_scheme="dark")
        phone.page.screenshot(path=IMAGES / "phone.png")
        browser.close()
    return 0


def _asked(browser: Browser, url: str, question: str, **options: Any) -> Chat:
    chat = Chat(browser.new_page(device_scale_factor=2, **options)).visit(url)
    chat.answered(question)
    return chat


if __name__ == "__main__":
    sys.exit(main())
