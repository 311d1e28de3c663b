"""Answers as blocks: complete, within Slack's limits, safe, and readable without blocks."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from channels.slack import home, words
from channels.slack.blocks import Message, Showing, plain, render
from channels.slack.buttons import answer_of, chosen
from components.importer import emergency_answer
from evidence.answer import Answer, Cited, Suggestion, fixed
from evidence.assistant import reply
from evidence.draft import Draft, compose
from evidence.kinds import BY_INTENT
from evidence.question import Conversation, Mention, Question, Request
from evidence.store import Store
from evidence.voice import statement_of
from evidence.wording import Register
from tests.channels.slack.limits import assert_markup, assert_message, assert_view

COMPARED = tuple(
    Mention(kind="treatment", id=each, text=each) for each in ("ivig", "plasma-exchange")
)
SHOWING = Showing("0123456789abcdef", "<@U1> asked: does it help?", share=True)


def names(concept: str) -> str:
    return concept.upper()


def shown(answer: dict[str, Any], showing: Showing = SHOWING) -> list[Message]:
    messages = render(answer, names, showing)
    for message in messages:
        assert_message(message.text, list(message.blocks))
        json.dumps(message.blocks)
    return messages


def seen(messages: list[Message]) -> str:
    """What a person reads in the blocks, as plain text."""
    parts = []
    for block in (block for message in messages for block in message.blocks):
        if block["type"] == "section":
            parts.append(block["text"]["text"])
        elif block["type"] == "context":
            parts += [element["text"] for element in block["elements"]]
    return unmarked("\n".join(parts))


def unmarked(markup: str) -> str:
    markup = re.sub(r"<(https?://[^|>]+)\|[^>]*>", r"\1", markup)
    return re.sub(r"[\s*]+", " ", html.unescape(markup)).strip()


def buttons(messages: list[Message]) -> list[dict[str, Any]]:
    return [
        element
        for message in messages
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def assert_complete(answer: dict[str, Any]) -> None:
    """Every word of the answer is in the blocks, and every follow-up is a button."""
    messages = shown(answer)
    assert re.sub(r"[\s*]+", " ", answer["text"]).strip() in seen(messages)
    asks = {each["value"] for each in buttons(messages) if each["action_id"].startswith("ask:")}
    assert asks == {each["payload"] for each in answer["suggestions"]}


@pytest.mark.parametrize("style", list(Register))
def test_every_claim_of_the_store_is_shown_whole_and_within_the_limits(
    store: Store, style: Register
) -> None:
    for claim in store.claims.values():
        request = Request(kind="efficacy", treatments=("ivig",))
        draft = Draft(request)
        draft.say(*statement_of(store, claim, style))
        answer = compose(store, draft, None).contract()
        assert answer["claims"] == [claim.id] and answer["sources"]
        assert_complete(answer)


def questions(store: Store) -> Iterator[Question]:
    """Every kind of question, in general and about every condition."""
    for intent in BY_INTENT:
        yield Question(text=intent, intent=intent)
        for condition in store.conditions:
            mention = Mention(kind="condition", id=condition, text=condition)
            named = (mention, *(COMPARED if intent == "comparison" else ()))
            yield Question(text=condition, intent=intent, mentions=named)
    for term in store.terms:
        mention = Mention(kind="term", id=term, text=term)
        yield Question(text=term, intent="definition", mentions=(mention,))


def test_every_answer_is_shown_whole_and_within_the_limits(store: Store) -> None:
    kinds = set()
    for question in questions(store):
        answer, after = reply(store, question, Conversation())
        try:
            assert_complete(answer.contract())
            if answer.kind == "evidence_list":
                rest, _ = reply(store, Question(text="the rest", intent="more"), after)
                assert_complete(rest.contract())
        except AssertionError as error:
            raise AssertionError(f"{question.intent} of {question.text}: {error}") from error
        kinds.add(answer.kind)
    assert set(words.HEADERS) - {"unknown_concept"} <= kinds


def test_an_emergency_says_nothing_before_what_to_do(store: Store) -> None:
    for emergency in store.emergencies.values():
        answer = emergency_answer(store, emergency).contract()
        (message,) = shown(answer)
        assert {block["type"] for block in message.blocks} == {"section"}
        assert unmarked(message.blocks[0]["text"]["text"]) == unmarked(answer["text"])
        assert unmarked(message.text) == unmarked(answer["text"])


def sample(**fields: Any) -> dict[str, Any]:
    given = {"kind": "efficacy", "text": "It may help.", "claims": ("a-claim",), **fields}
    return json.loads(json.dumps(Answer(**given).contract()))


def test_the_parts_stand_in_their_order() -> None:
    answer = sample(
        text="I read “x” as CIDP.\n\nIt may help. [1]\n\nCertainty: low ⊕⊕◯◯, because. [1]\n\n"
        "Sources:\n[1] Bus. A trial. https://doi.org/10.1/a\nReviewed 22 November 2026.",
        interpretation="I read “x” as CIDP.",
        treatments=("ivig",),
        conditions=("cidp",),
        sources=(Cited(id="bus", citation="Bus. A trial.", url="https://doi.org/10.1/a"),),
        suggestions=(Suggestion(title="How sure?", payload="how sure are you?"),),
    )
    (message,) = shown(answer, Showing("id1", share=True))
    kinds = [block["type"] for block in message.blocks]
    assert kinds == ["header", "context", "section", "section", "context", "actions", "actions"]
    assert message.blocks[0]["text"]["text"] == "Does it help? · IVIG · CIDP"
    assert message.blocks[3]["text"]["text"].startswith("*Certainty:* low ⊕⊕◯◯")
    sources = message.blocks[4]["elements"][0]["text"]
    assert "[1] Bus. A trial. <https://doi.org/10.1/a|doi.org/10.1/a>" in sources
    assert "Reviewed 22 November 2026." in sources
    assert [each["action_id"] for each in buttons([message])] == [
        "ask:0",
        "register:plain",
        "register:clinical",
        "feedback:helpful",
        "feedback:unhelpful",
        "share:answer",
    ]
    assert "You could ask: How sure?" in message.text
    assert {answer_of(block["block_id"]) for block in message.blocks[-2:]} == {"id1"}


def test_without_claims_there_is_nothing_to_reword_or_judge() -> None:
    (message,) = shown(sample(kind="smalltalk", claims=()), Showing("id1"))
    assert not buttons([message])
    assert [block["type"] for block in message.blocks] == ["section"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<!channel> <@U9> <#C9|x> <https://evil.example|click>",
        "a & b < c > d &amp; &lt;script&gt;",
        "x" * 10_000,
        "<" * 10_000,
        "&" * 10_000,
        "word " * 5_000,
        "line\n" * 5_000,
        "\n\n".join(f"Paragraph {each} <b>." for each in range(300)),
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_and_long_texts_are_escaped_and_shown_whole(hostile: str) -> None:
    suggestion = Suggestion(title=hostile[:500], payload=hostile[:1_500])
    answer = sample(text=hostile, interpretation=hostile, suggestions=(suggestion,))
    messages = shown(answer, Showing("id1", note=hostile[:200]))
    assert re.sub(r"[\s*]+", "", hostile) in seen(messages).replace(" ", "")


def test_only_cited_addresses_are_links_and_only_of_the_web() -> None:
    sources = (
        Cited(id="a", citation="A.", url="https://a.example/x?b=1&c=2"),
        Cited(id="b", citation="B.", url="javascript:alert(1)"),
        Cited(id="c", citation="C.", url="https://a.example/|<!channel>"),
    )
    text = "See https://a.example/x?b=1&c=2 and javascript:alert(1) and https://evil.example/ too."
    (message,) = shown(sample(text=text, sources=sources))
    markup = json.dumps(message.blocks)
    assert "<https://a.example/x?b=1&amp;c=2|a.example/x?b=1&amp;c=2>" in markup
    assert "<javascript" not in markup and "<https://evil" not in markup


def test_a_chosen_button_is_marked_and_its_alternative_is_not() -> None:
    suggestions = tuple(Suggestion(title=f"Q{each}?", payload="q") for each in range(3))
    (message,) = shown(sample(suggestions=suggestions))
    ask, tools = (block["block_id"] for block in message.blocks[-2:])

    def labels(blocks: Any) -> list[str]:
        return [each["text"]["text"] for each in buttons([Message("x", tuple(blocks))])]

    once = chosen(message.blocks, ask, "ask:1")
    assert labels(once)[:3] == ["Q0?", "✓ Q1?", "Q2?"]
    assert labels(chosen(once, ask, "ask:1"))[1] == "✓ Q1?"
    twice = chosen(once, ask, "ask:2")
    assert labels(twice)[:3] == ["Q0?", "✓ Q1?", "✓ Q2?"]
    helpful = chosen(twice, tools, "feedback:helpful")
    other = chosen(helpful, tools, "feedback:unhelpful")
    assert "✓ Helpful" in labels(helpful)
    assert "Helpful" in labels(other) and "✓ Not helpful" in labels(other)
    assert labels(message.blocks)[:3] == ["Q0?", "Q1?", "Q2?"], "the original was changed"
    assert_message("x", other)


def test_the_home_tab_says_what_it_must_and_shows_the_choice() -> None:
    view = home.view("clinical", "https://clinic.example/map", home.EXAMPLES[1])
    assert_view(view)
    told = seen([Message("x", tuple(view["blocks"]))])
    assert "pass through Slack" in told and "Not medical advice" in told
    labels = [each["text"]["text"] for each in buttons([Message("x", tuple(view["blocks"]))])]
    assert "✓ Clinical wording" in labels and "Plain words" in labels
    assert f"✓ {home.EXAMPLES[1]}" in labels
    (link,) = [e for e in buttons([Message("x", tuple(view["blocks"]))]) if "url" in e]
    assert link["url"] == "https://clinic.example/map"
    without = home.view("plain")
    assert_view(without)
    assert "map" not in json.dumps(without)


def test_own_sentences_are_messages_too() -> None:
    for sentence in (words.PRIVATELY, words.NOT_THE_LATEST, words.NOT_KEPT, "a < b & c"):
        message = plain(sentence)
        assert_message(message.text, list(message.blocks))
        assert_markup(message.text)
    (message,) = shown(fixed("unavailable", "I can't reach my record.").contract())
    assert message.text.endswith("I can't reach my record.")
