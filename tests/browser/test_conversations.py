"""The earlier conversations through the widget, with the whole service behind it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewChat, Server
from tests.server import Service

pytestmark = pytest.mark.model


@pytest.fixture
def url(service: Service) -> str:
    return f"http://127.0.0.1:{service.port}"


def test_a_conversation(url: str, new_chat: NewChat) -> None:
    chat = new_chat(url + "/chat")
    first = chat.answered("does ivig help sjogrens??")
    expect(first.locator(".lead")).to_contain_text("It is not clear whether IVIG helps")
    expect(first.locator(".level")).to_have_text("Certainty: very low (our reading)")
    first.locator("summary").click()
    assert first.get_by_role("link").count() >= 2
    chat.picture("sjogren")
    second = chat.answered("and CIDP")
    expect(second.locator(".lead")).to_contain_text("IVIG improves disability")
    assert second.locator("circle.full").count() == 4
    third = chat.answered("what dose")
    expect(third.locator(".reading")).to_contain_text("as before")
    expect(third).to_contain_text("not a dose for you")
    typo = chat.answered("ivgi for gullain bare")
    expect(typo.locator(".reading")).to_contain_text("“gullain bare” as Guillain-Barré")
    stop = chat.answered("should I stop my prednisone?")
    expect(stop).to_contain_text("Do not stop or change it before speaking to the prescriber.")
    urgent = chat.answered("my chest is tight and the drip is running")
    expect(urgent.locator(".label")).to_have_text("Urgent")
    expect(urgent.locator(".lead")).to_contain_text("Call 112 (911 in the US, 999 in the UK) now.")
    chat.picture("conversation")


def test_the_switch_of_wording_is_understood_both_ways(url: str, new_chat: NewChat) -> None:
    chat = new_chat(url + "/chat")
    plain = chat.answered("does ivig help cidp")
    plain.get_by_role("button", name="Clinical").click()
    clinical = chat.answers.nth(1)
    expect(clinical.locator(".lead").first).not_to_have_text(plain.locator(".lead").inner_text())
    expect(clinical.locator(".level")).to_contain_text("Certainty: high")
    clinical.get_by_role("button", name="Plain").click()
    expect(chat.answers.nth(2).locator(".lead")).to_have_text(plain.locator(".lead").inner_text())


def test_every_example_is_answered(url: str, new_chat: NewChat) -> None:
    chat = new_chat(url + "/chat")
    titles = chat.page.locator(".welcome .chip").all_inner_texts()
    assert len(titles) == 4
    for title in titles:
        card = chat.answered(title)
        assert card.locator(".sources").count() == 1, title


def test_a_real_store_answer_reads_well_to_axe(url: str, new_chat: NewChat) -> None:
    chat = new_chat(url + "/chat")
    chat.answered("which conditions does it help?")
    assert chat.violations() == []
    assert chat.too_wide() == 0
    chat.picture("list")


def test_the_map_is_filtered_and_asks(url: str, new_chat: NewChat) -> None:
    chat = new_chat(url + "/map")
    page = chat.page
    findings = page.locator("button.finding")
    findings.first.wait_for()
    whole = findings.count()
    assert whole > 100
    assert chat.violations() == []
    chat.picture("map")
    page.get_by_label("Specialty").select_option("neurology")
    page.get_by_label("Certainty").select_option("high")
    assert 0 < findings.count() < whole
    expect(page.locator("#filters #count")).to_contain_text("Findings: ")
    assert set(page.locator("section > h3").all_inner_texts()) == {"Neurology"}
    assert page.locator("button.finding:not(.high)").count() == 0
    name = findings.first.inner_text()
    assert "certainty" in name
    question = findings.first.get_attribute("title") or ""
    findings.first.click()
    expect(chat.questions).to_contain_text(question)
    expect(chat.answers.first.locator(".level").first).to_contain_text("high")
    chat.picture("map-asked")
    assert chat.violations() == []


@pytest.mark.parametrize("width", [320, 700])
def test_the_map_fits_and_is_dark_if_wanted(url: str, new_chat: NewChat, width: int) -> None:
    size = {"width": width, "height": 800}
    chat = new_chat(url + "/map", viewport=size, color_scheme="dark")
    chat.page.locator("button.finding").first.wait_for()
    assert chat.too_wide() == 0
    assert chat.violations() == []
    chat.picture(f"map-{width}")


HOST = """<!doctype html><html lang="en" dir="{dir}"><head><title>A clinic</title></head>
<body><main><h1>A clinic</h1>
<script type="module" src="{url}/widget.js"></script>
<evidence-chat theme="light">
<script type="application/json">{{"open": "Frag nach Belegen"}}</script>
</evidence-chat></main></body></html>"""


class Clinic(ThreadingHTTPServer):
    """A page of somebody else, on an origin of its own and with a strict policy."""

    def __init__(self, url: str, direction: str = "ltr") -> None:
        self.page = HOST.format(url=url, dir=direction)
        self.policy = f"default-src 'none'; script-src {url}; connect-src {url}"
        super().__init__(("127.0.0.1", 0), Page)


class Page(BaseHTTPRequestHandler):
    server: Clinic

    def do_GET(self) -> None:
        body = self.server.page.encode()
        self.send_response(200 if self.path == "/" else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(body if self.path == "/" else b"")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(params=["ltr", "rtl"])
def clinic(server: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    running = Clinic(server.url, request.param)
    origin = f"http://127.0.0.1:{running.server_port}"
    server.stop()
    server.start(WEB_ORIGINS=origin)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield origin
    running.shutdown()
    thread.join()
    running.server_close()


def test_one_line_on_any_page(clinic: str, server: Server, new_chat: NewChat) -> None:
    server.rasa.seconds = 1.0
    chat = new_chat(clinic, viewport={"width": 1000, "height": 800})
    launcher = chat.page.get_by_role("button", name="Frag nach Belegen")
    assert chat.violations() == []
    chat.picture("launcher")
    launcher.click()
    assert chat.focused() == "question"
    chat.answered("gbs")
    assert chat.violations() == []
    chat.picture("embedded")
    chat.ask("slow")
    chat.page.keyboard.press("Escape")
    expect(launcher).to_be_focused()
    expect(chat.page.locator(".badge")).to_have_text("1 new")
    chat.picture("unread")
    launcher.click()
    expect(chat.answers.last).to_be_visible()
    assert chat.page.locator(".badge").is_hidden()
    chat.page.get_by_role("button", name="Close").click()
    expect(launcher).to_have_text("Frag nach Belegen")


def test_a_page_that_is_not_allowed_gets_no_answer(
    clinic: str, server: Server, new_chat: NewChat
) -> None:
    server.stop()
    server.start(WEB_ORIGINS="https://other.example")
    chat = new_chat(clinic)
    chat.page.get_by_role("button", name="Frag nach Belegen").click()
    chat.ask("gbs")
    expect(chat.status).to_contain_text("cannot be reached")
    assert server.rasa.messages == []
    chat.page.goto("about:blank")
    chat.errors.clear()  # the browser said that it is not allowed
