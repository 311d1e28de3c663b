"""The widget against the real web channel, with a stand-in for Rasa."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import EVIL, NewChat, Server


def test_an_answer_is_a_card(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    card = chat.answered("gbs")
    expect(card.locator(".reading")).to_have_text(
        "How I read it: I read “gullain bare” as Guillain-Barré syndrome."
    )
    expect(card.locator(".lead")).to_contain_text("probably about as effective")
    expect(card.locator(".level")).to_have_text("Certainty: moderate (our reading)")
    assert card.locator(".steps circle.full").count() == 3
    assert card.locator(".steps circle").count() == 4
    expect(card.locator(".because")).to_contain_text("Because 7 trials agree.")
    expect(card.locator(".card ul li")).to_have_text(["one thing 2", "another thing"])
    expect(card.locator(".review")).to_contain_text("Reviewed 22 November 2026")
    chat.picture("answer")


def test_a_source_mark_opens_its_source(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    card = chat.answered("gbs")
    source = card.locator(".sources li").first
    expect(source).to_be_hidden()
    card.get_by_role("button", name="Source 1").first.click()
    expect(source).to_be_focused()
    link = source.get_by_role("link", name="doi.org/10.1/a (opens in a new tab)")
    assert link.get_attribute("href") == "https://doi.org/10.1/a"
    assert link.get_attribute("target") == "_blank"
    assert link.get_attribute("rel") == "noopener noreferrer"
    chat.picture("sources")


def test_a_suggestion_is_asked_as_it_stands(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("gbs").get_by_role("button", name="What dose is used?").click()
    chat.answers.nth(1).wait_for()
    assert server.rasa.messages[-1].text == "what dose?"


def test_the_wording_is_switched_by_asking(server: Server, new_chat: NewChat) -> None:
    server.rasa.answers = {**server.rasa.answers}
    server.rasa.answers["give me the clinical version"] = server.rasa.answers["gbs"]
    chat = new_chat(server.url + "/chat")
    chat.answered("gbs").get_by_role("button", name="Clinical").click()
    second = chat.answers.nth(1)
    pressed = second.get_by_role("group", name="Wording").locator("[aria-pressed=true]")
    expect(pressed).to_have_text("Clinical")
    assert server.rasa.messages[-1].text == "give me the clinical version"
    # The switch says the last answer again, so only the last answer has it.
    expect(chat.page.get_by_role("group", name="Wording")).to_have_count(1)


def test_an_answer_is_copied_with_its_sources(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat", permissions=["clipboard-read", "clipboard-write"])
    chat.answered("gbs").get_by_role("button", name="Copy with sources").click()
    expect(chat.page.get_by_role("status")).to_have_text("Copied, with its sources.")
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert "Certainty: moderate ⊕⊕⊕◯ (our reading), because 7 trials agree. [1]" in copied
    assert "[1] Hughes and others. Cochrane, 2014. https://doi.org/10.1/a" in copied
    assert "Record 2026-11-22 (abc123abc123)." in copied


def test_an_emergency_looks_like_one(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    card = chat.answered("help")
    expect(card.locator(".label")).to_have_text("Urgent")
    numbers = card.locator("a[href^='tel:']")
    expect(numbers).to_have_text(["112", "911", "999"])
    assert card.locator(".card").evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"
    crisis = chat.answered("crisis")
    expect(crisis.locator("a[href='tel:116123']")).to_have_text("116 123")
    chat.picture("emergency")


def test_nothing_of_html_is_ever_run(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    card = chat.answered("evil")
    card.get_by_role("button", name="Source 1").click()
    expect(chat.answered(EVIL)).to_be_visible()
    card.locator("summary").click()
    for tag in ("img", "script", "iframe"):
        assert chat.page.locator(f"li.message {tag}").count() == 0
    assert card.locator("a[href^='javascript']").count() == 0
    expect(chat.questions.nth(1)).to_contain_text(EVIL)
    expect(card.locator(".reading")).to_contain_text(EVIL)
    assert chat.page.evaluate("window.hacked") is None
    assert server.rasa.messages[-1].text == EVIL


def test_slash_payloads_are_text(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered('/restart{"a": 1}')
    expect(chat.questions.first).to_contain_text('/restart{"a": 1}')


def test_the_conversation_survives_a_reload(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("gbs")
    before = chat.kept()
    chat.page.reload()
    expect(chat.answers.first.locator(".lead")).to_contain_text("plasma exchange")
    chat.answered("second")
    assert chat.kept()["token"] == before["token"]
    assert len({message.sender_id for message in server.rasa.messages}) == 1


def test_a_reload_in_mid_answer_loses_and_doubles_nothing(
    server: Server, new_chat: NewChat
) -> None:
    server.rasa.seconds = 2.0
    chat = new_chat(server.url + "/chat")
    chat.ask("slow")
    expect(chat.page.locator(".typing")).to_have_text("Looking it up …")
    chat.picture("waiting")
    wait_until(lambda: len(server.rasa.messages) == 1)
    chat.page.reload()
    expect(chat.answers).to_have_count(1)
    expect(chat.questions).to_have_count(1)
    expect(chat.answers.first).to_contain_text("Answer 1.")
    assert len(server.rasa.messages) == 1


def test_an_answer_lost_on_its_way_is_fetched_again(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        response = route.fetch()
        if lost:
            route.fulfill(response=response)
        else:
            lost.append(1)
            route.abort("connectionreset")

    chat.page.route("**/web/message", lose_the_first)
    expect(chat.answered("hi")).to_contain_text("Answer 1.")
    assert lost and len(server.rasa.messages) == 1


def test_a_server_that_goes_away_and_comes_back(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("first")
    server.stop()
    chat.ask("second")
    expect(chat.status).to_contain_text("The service cannot be reached. Your question is kept")
    chat.picture("unreachable")
    chat.ask("third")
    server.start()
    chat.page.get_by_role("button", name="Try now").click()
    expect(chat.answers).to_have_count(3)
    expect(chat.status).to_be_hidden()
    assert [str(message.text) for message in server.rasa.messages] == ["first", "second", "third"]
    assert len({message.sender_id for message in server.rasa.messages}) == 1


def test_offline_is_said_and_the_question_is_sent_later(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("first")
    chat.page.context.set_offline(True)
    chat.ask("second")
    expect(chat.status).to_contain_text("You are offline. Your question is kept")
    expect(chat.page.get_by_role("status")).to_contain_text("You are offline.")
    chat.picture("offline")
    chat.page.context.set_offline(False)
    expect(chat.answers).to_have_count(2)
    assert [str(message.text) for message in server.rasa.messages] == ["first", "second"]


def test_a_proxys_error_page_is_no_refusal(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    page = chat.page
    page.route("**/web/message", lambda route: route.fulfill(status=404, body="<h1>no</h1>"))
    chat.ask("hi")
    expect(chat.status).to_contain_text("cannot be reached")
    page.unroute("**/web/message")
    expect(chat.answers).to_have_count(1)


def test_a_conversation_that_the_server_no_longer_knows_begins_anew(
    server: Server, new_chat: NewChat
) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("first")
    server.stop()
    server.start(WEB_SECRET="another secret of 32 characters or more")
    chat.answered("second")
    expect(chat.page.locator("li.note")).to_contain_text("The earlier conversation has ended")
    senders = [message.sender_id for message in server.rasa.messages]
    assert len(senders) == len(set(senders)) == 2


def test_too_many_questions_wait_for_their_turn(server: Server, new_chat: NewChat) -> None:
    server.stop()
    server.start(WEB_RATE="1")
    chat = new_chat(server.url + "/chat")
    chat.answered("first")
    chat.ask("second")
    expect(chat.status).to_contain_text("Many questions at once. Yours is sent in")


def test_a_slow_answer_says_so(server: Server, new_chat: NewChat) -> None:
    server.rasa.seconds = 8.0
    chat = new_chat(server.url + "/chat")
    chat.ask("slow")
    expect(chat.page.locator(".typing")).to_have_text(
        "This takes longer than usual …", timeout=9000
    )
    chat.answers.first.wait_for()
    expect(chat.page.locator(".typing")).to_have_count(0)


def test_two_tabs_are_two_conversations(server: Server, new_chat: NewChat) -> None:
    one = new_chat(server.url + "/chat")
    two = new_chat(server.url + "/chat", one.page.context)
    one.answered("from one")
    two.answered("from two")
    expect(one.answers).to_have_count(1)
    expect(two.questions).to_have_text(["You: from two"])
    assert len({message.sender_id for message in server.rasa.messages}) == 2


def test_a_question_that_is_too_long_is_not_sent(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.ask("a" * 2003)
    expect(chat.page.locator("#count")).to_have_text("3 characters too long")
    expect(chat.questions).to_have_count(0)
    assert chat.input.input_value() == "a" * 2003


def test_starting_over_erases_all(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("my secret")
    chat.page.once("dialog", lambda dialog: dialog.accept())
    chat.page.get_by_role("button", name="Start over").click()
    expect(chat.questions).to_have_count(0)
    expect(chat.page.get_by_text("What would you like to know?")).to_be_visible()
    assert chat.kept() == {"token": None, "register": "plain", "exchanges": []}
    chat.answered("second")
    assert len({message.sender_id for message in server.rasa.messages}) == 2


def test_starting_over_does_not_wait_for_an_old_answer(server: Server, new_chat: NewChat) -> None:
    server.rasa.seconds = 20.0
    chat = new_chat(server.url + "/chat")
    chat.ask("slow")
    wait_until(lambda: len(server.rasa.messages) == 1)
    chat.page.once("dialog", lambda dialog: dialog.accept())
    chat.page.get_by_role("button", name="Start over").click()
    expect(chat.answered("second")).to_contain_text("Answer 2.")
    expect(chat.answers).to_have_count(1)


def test_the_conversation_is_saved_as_text(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("gbs")
    with chat.page.expect_download() as download:
        chat.page.get_by_role("button", name="Save as text").click()
    assert download.value.suggested_filename.startswith("ivig-evidence-")
    text = download.value.path().read_text("utf-8")
    assert "gbs" in text and "because 7 trials agree" in text and "https://doi.org/10.1/a" in text
    assert "Not medical advice." in text


def test_the_conversation_is_printed_with_all_sources(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("gbs")
    with chat.page.expect_popup() as popup:
        chat.page.get_by_role("button", name="Print").click()
    paper = popup.value
    expect(paper.get_by_role("heading", name="gbs")).to_be_visible()
    expect(paper.get_by_text("Hughes and others")).to_be_visible()
    assert paper.evaluate("getComputedStyle(document.body).maxWidth") == "704px"


def test_a_thumb_with_a_reason(server: Server, new_chat: NewChat) -> None:
    from channels import feedback, web_settings

    chat = new_chat(server.url + "/chat")
    card = chat.answered("gbs")
    card.get_by_role("button", name="No, not helpful").click()
    card.get_by_label("Hard to understand").check()
    card.get_by_label("In your words (please name nobody)").fill("Too many words.")
    chat.picture("thumbs")
    card.get_by_role("button", name="Send", exact=True).click()
    expect(chat.page.get_by_role("status")).to_have_text("Thank you. That is noted.")
    down = card.get_by_role("button", name="No, not helpful")
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(down).to_be_focused()
    (opinion,) = feedback.recent(web_settings.read(server.settings).feedback)
    assert (opinion.thumb, opinion.reason) == ("down", "hard-to-understand")
    assert (opinion.comment, opinion.question) == ("Too many words.", None)


def test_with_the_question_if_it_is_ticked(server: Server, new_chat: NewChat) -> None:
    from channels import feedback, web_settings

    chat = new_chat(server.url + "/chat")
    card = chat.answered("gbs")
    card.get_by_role("button", name="No, not helpful").click()
    card.get_by_label("Keep my question and this answer with it").check()
    card.get_by_role("button", name="Send", exact=True).click()
    expect(chat.page.get_by_role("status")).to_have_text("Thank you. That is noted.")
    (opinion,) = feedback.recent(web_settings.read(server.settings).feedback)
    assert opinion.question == "gbs"


def test_day_marks(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("old")
    chat.page.evaluate(
        """() => {
            const key = Object.keys(sessionStorage).find((k) => k.startsWith("evidence-chat"));
            const kept = JSON.parse(sessionStorage.getItem(key));
            kept.exchanges[0].askedAt = new Date(2026, 0, 5, 12).getTime();
            sessionStorage.setItem(key, JSON.stringify(kept));
        }"""
    )
    chat.page.reload()
    chat.answered("new")
    expect(chat.page.locator("li.day")).to_have_text(["January 5, 2026", "Today"])


@pytest.mark.parametrize("broken", ["{", "null", '{"exchanges": 7}', "[]"])
def test_a_broken_memory_is_a_new_conversation(
    server: Server, new_chat: NewChat, broken: str
) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("first")
    chat.page.evaluate(
        "(text) => Object.keys(sessionStorage).forEach((k) => sessionStorage.setItem(k, text))",
        broken,
    )
    chat.page.reload()
    chat.answered("second")
    expect(chat.answers).to_have_count(1)


def test_two_hundred_messages(server: Server, new_chat: NewChat) -> None:
    chat = new_chat(server.url + "/chat")
    chat.answered("gbs")
    chat.page.evaluate(
        """() => {
            const key = Object.keys(sessionStorage).find((k) => k.startsWith("evidence-chat"));
            const kept = JSON.parse(sessionStorage.getItem(key));
            const one = kept.exchanges[0];
            kept.exchanges = Array.from({ length: 100 }, (_, i) => ({
                ...one, id: `message-${i}-${one.id}`.slice(0, 40), question: `question ${i}` }));
            sessionStorage.setItem(key, JSON.stringify(kept));
        }"""
    )
    start = time.monotonic()
    chat.page.reload()
    expect(chat.answers).to_have_count(100)
    assert time.monotonic() - start < 5
    expect(chat.questions.last).to_be_in_viewport()
    expect(chat.answered("one more")).to_be_in_viewport()
    chat.page.reload()
    expect(chat.answers).to_have_count(101)
    assert chat.too_wide() == 0


def wait_until(holds: object, seconds: float = 10.0) -> None:
    from tests.helpers import wait_for

    assert wait_for(holds, seconds)  # type: ignore[arg-type]
