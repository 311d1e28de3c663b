"""WCAG 2.2: axe-core in every state, keyboard alone, zoom, contrast settings, screen readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.conftest import NewChat, Server

PHONE = {"width": 320, "height": 640}


def offline(chat: Chat) -> None:
    chat.answered("first")
    chat.page.context.set_offline(True)
    chat.ask("second")
    expect(chat.status).to_contain_text("You are offline.")


def sources_open(chat: Chat) -> None:
    chat.answered("gbs").get_by_role("button", name="Source 1").first.click()


def thumbs_open(chat: Chat) -> None:
    chat.answered("gbs").get_by_role("button", name="No, not helpful").click()


def waiting(chat: Chat) -> None:
    chat.ask("slow")
    expect(chat.page.locator(".typing")).to_be_visible()


def too_long(chat: Chat) -> None:
    chat.ask("a" * 2001)


STATES: dict[str, Callable[[Chat], object]] = {
    "empty": lambda chat: None,
    "answer": lambda chat: chat.answered("gbs"),
    "sources": sources_open,
    "thumbs": thumbs_open,
    "emergency": lambda chat: chat.answered("help"),
    "crisis": lambda chat: chat.answered("crisis"),
    "not on record": lambda chat: chat.answered("gout"),
    "unavailable": lambda chat: chat.answered("broken"),
    "html": lambda chat: chat.answered("evil"),
    "waiting": waiting,
    "offline": offline,
    "too long": too_long,
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(server: Server, new_chat: NewChat, state: str) -> None:
    chat = new_chat(server.url + "/chat")
    STATES[state](chat)
    assert chat.violations() == []
    chat.page.emulate_media(color_scheme="dark")
    assert chat.violations() == []
    chat.picture(f"dark-{state.replace(' ', '-')}")


def test_axe_can_find_something(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.page.evaluate("document.querySelector('html').removeAttribute('lang')")
    assert any(each.startswith("html-has-lang") for each in chat.violations())


def test_there_is_one_live_region_and_it_tells_the_answer(
    server: Server, new_chat: NewChat
) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("gbs")
    live = "[aria-live], [role=status], [role=alert], [role=log]"
    expect(chat.page.locator(live)).to_have_count(1)
    told = chat.page.get_by_role("status")
    assert told.get_attribute("aria-live") == "polite"
    expect(told).to_contain_text("IVIG is probably about as effective as plasma exchange.")
    expect(told).to_contain_text("Certainty: moderate, our reading. because 7 trials agree.")
    expect(told).not_to_contain_text("[1]")
    expect(told).not_to_contain_text("Hughes")


def test_an_answer_never_takes_the_focus(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.ask("slow")
    chat.input.press_sequentially("next quest")
    chat.answers.first.wait_for()
    assert chat.focused() == "question"
    assert chat.input.input_value() == "next quest"


def test_by_keyboard_alone(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    keys = chat.page.keyboard
    for _ in range(20):
        if chat.focused() == "question":
            break
        keys.press("Tab")
    keys.type("gbs")
    keys.press("Enter")
    chat.answers.first.wait_for()
    # From the composer back to the answer's last button: a suggestion.
    keys.press("Shift+Tab")
    assert "chip" in chat.focused()
    keys.press("Enter")
    expect(chat.answers).to_have_count(2)
    assert chat.focused() == "question"
    # Into the transcript, and from message to message.
    chat.page.locator(".transcript").focus()
    keys.press("Home")
    expect(chat.questions.first).to_be_focused()
    keys.press("ArrowDown")
    expect(chat.answers.first).to_be_focused()
    keys.press("End")
    expect(chat.answers.last).to_be_focused()
    keys.press("ArrowUp")
    expect(chat.questions.last).to_be_focused()
    keys.press("Escape")
    assert chat.focused() == "question"
    keys.type("one line")
    keys.press("Shift+Enter")
    keys.type("another")
    assert chat.input.input_value() == "one line\nanother"


def test_escape_closes_the_reasons_and_gives_the_focus_back(
    server: Server, new_chat: NewChat
) -> None:
    chat = new_chat(server.url + "/chat")
    thumbs_open(chat)
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("form.reasons")).to_have_count(0)
    expect(chat.page.get_by_role("button", name="No, not helpful")).to_be_focused()


@pytest.mark.parametrize("state", ["empty", "answer", "sources", "thumbs", "emergency", "html"])
def test_nothing_is_cut_off_on_a_small_phone(server: Server, new_chat: NewChat, state: str) -> None:
    chat = new_chat(server.url + "/chat", viewport=PHONE)
    STATES[state](chat)
    assert chat.too_wide() == 0
    expect(chat.input).to_be_in_viewport()
    assert chat.violations() == []
    chat.picture(f"phone-{state}")


def test_at_four_hundred_per_cent(server: Server, new_chat: NewChat) -> None:
    # A window of 1280 x 1024 at 400% has 320 x 256 pixels of CSS.
    chat = new_chat(server.url + "/chat", viewport={"width": 320, "height": 256})
    chat.answered("gbs")
    assert chat.too_wide() == 0
    expect(chat.input).to_be_in_viewport(ratio=1)
    height = chat.page.locator(".transcript").evaluate("(e) => e.clientHeight")
    assert height >= 80
    chat.picture("zoom")


@pytest.mark.parametrize("state", ["answer", "sources", "thumbs", "emergency"])
def test_targets_are_large_enough(server: Server, new_chat: NewChat, state: str) -> None:
    chat = new_chat(server.url + "/chat", viewport=PHONE)
    STATES[state](chat)
    # Links inside of a sentence are exempt (WCAG 2.5.8).
    small = chat.page.locator("button, summary, input, textarea, label.choice").evaluate_all(
        """(all) => all.filter((e) => {
            const { width, height } = e.getBoundingClientRect();
            const inside = e.closest("label.choice > *");
            return e.checkVisibility() && !inside && Math.min(width, height) < 24;
        }).map((e) => e.outerHTML.slice(0, 60))"""
    )
    assert small == []


def test_in_forced_colours(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat", forced_colors="active")
    card = chat.answered("gbs")
    assert chat.violations() == []
    full = card.locator("circle.full").first.evaluate("(e) => getComputedStyle(e).fill")
    empty = card.locator("circle:not(.full)").first.evaluate("(e) => getComputedStyle(e).fill")
    assert full != empty
    chat.picture("forced-colours")


def test_without_motion(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat", reduced_motion="reduce")
    chat.ask("slow")
    dot = chat.page.locator(".dots i").first
    assert dot.evaluate("(e) => getComputedStyle(e).animationName") == "none"


def test_right_to_left(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.page.evaluate("document.documentElement.dir = 'rtl'")
    chat.answered("gbs")
    chat.answered("تجربة")
    assert chat.too_wide() == 0
    left = chat.questions.first.locator(".bubble").evaluate("(e) => e.getBoundingClientRect().left")
    right = chat.answers.first.locator(".thumbs").evaluate("(e) => e.getBoundingClientRect().left")
    assert left < 300 and right < 300
    chat.picture("right-to-left")
