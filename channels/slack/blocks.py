"""An answer as Block Kit. Pure: the contract's object in, blocks and their text out.

Nothing of the answer is left out: what does not fit one message goes into a next one.
Limits: https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from channels.slack import buttons, words
from channels.slack.text import beginning, escape, linked, pieces, shorten

SECTION = 3_000  # characters
HEADER = 150
TEXT = 4_000  # of a message's `text`: longer ones are cut by some clients
BLOCKS = 45  # a message takes 50
TOTAL = 12_000  # characters of a message's blocks: Slack refuses about 13,200
PRIVATE = ("emergency", "crisis")

Block = dict[str, Any]
Names = Callable[[str], str]


@dataclass(frozen=True)
class Message:
    """What is posted: blocks, and the same in words for notifications and screen readers."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Showing:
    """How an answer is shown: its own id, the question that a button asked, a way to share."""

    id: str
    asked: str = ""  # who asked what, where no message of the person says it; Slack's markup
    share: bool = False
    note: str = ""


def plain(text: str) -> Message:
    """A sentence of the channel's own."""
    return Message(escape(text), (section(escape(text)),))


def render(answer: Mapping[str, Any], names: Names, showing: Showing) -> list[Message]:
    """The messages that show an answer: one, unless it is longer than Slack takes.

    `names` gives a concept's short name for the header, or raises KeyError.
    """
    blocks = list(_blocks(answer, names, showing))
    text = _text(answer, showing)
    pages = list(_pages(blocks))
    return [Message(text, tuple(pages[0]))] + [
        Message(beginning("\n\n".join(_words(page)), TEXT) or "…", tuple(page))
        for page in pages[1:]
    ]


def section(markup: str) -> Block:
    """A paragraph. Slack must not make links or mentions of its words by itself."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": markup, "verbatim": True}}


def context(markup: str) -> Block:
    """A paragraph in small print."""
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": markup, "verbatim": True}],
    }


def header(text: str) -> Block:
    """A line in bold that screen readers announce as a heading."""
    short = shorten(text, HEADER)
    return {"type": "header", "text": {"type": "plain_text", "text": short, "emoji": False}}


def _blocks(answer: Mapping[str, Any], names: Names, showing: Showing) -> Iterator[Block]:
    urls = [source["url"] for source in answer["sources"] if source["url"]]
    if answer["kind"] in PRIVATE:  # the first words are what to do now
        for part in pieces(linked(answer["text"], urls), SECTION):
            yield section(part)
        return
    for line in filter(None, (showing.asked, escape(showing.note))):
        yield from map(context, pieces(line, SECTION))
    title = _title(answer, names)
    if title:
        yield header(title)
    for paragraph in answer["text"].split("\n\n"):
        small = paragraph == answer["interpretation"] or paragraph.startswith("Sources:\n")
        for part in pieces(_emphasised(linked(paragraph, urls)), SECTION):
            yield context(part) if small else section(part)
    yield from buttons.below(answer, showing.id, showing.share)


def _title(answer: Mapping[str, Any], names: Names) -> str:
    label = words.HEADERS.get(answer["kind"])
    if label is None:
        return ""
    concepts = [*answer["treatments"], *answer["comparators"], *answer["conditions"]]
    try:
        return " · ".join([label, *(names(each) for each in concepts[:4])])
    except KeyError:
        return label


def _emphasised(paragraph: str) -> str:
    label, colon, rest = paragraph.partition(":")
    return f"*{label}:*{rest}" if colon and label in ("Certainty", "Sources") else paragraph


def _text(answer: Mapping[str, Any], showing: Showing) -> str:
    if answer["kind"] in PRIVATE:
        return beginning(escape(answer["text"]), TEXT)
    parts = [showing.asked, escape(showing.note), escape(answer["text"])]
    offers = [escape(each["title"]) for each in answer["suggestions"]]
    if offers:
        parts.append("You could ask: " + " · ".join(offers))
    return beginning("\n\n".join(filter(None, parts)), TEXT)


def _pages(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    page: list[Block] = []
    for block in blocks:
        longer = len(json.dumps([*page, block], ensure_ascii=False))
        if page and (len(page) == BLOCKS or longer > TOTAL):
            yield page
            page = []
        page.append(block)
    yield page


def _words(page: Sequence[Block]) -> Iterator[str]:
    for block in page:
        if block["type"] == "section":
            yield block["text"]["text"]
        elif block["type"] == "context":
            yield from (element["text"] for element in block["elements"])
