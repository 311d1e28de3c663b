"""Slack's documented limits of messages and views, as checks. AssertionError says what fails.

https://docs.slack.dev/reference/block-kit and /reference/methods/chat.postMessage
"""

from __future__ import annotations

import json
import re
from typing import Any

Block = dict[str, Any]

FIELDS = {
    "header": {"type", "block_id", "text"},
    "section": {"type", "block_id", "text"},
    "context": {"type", "block_id", "elements"},
    "actions": {"type", "block_id", "elements"},
}
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
# What Slack would read as a link, a mention, a channel or a command.
_ANGLE = re.compile(r"<([^<>]*)>")
_ALLOWED = re.compile(r"(https?://[^\s|<>]+\|[^|<>]+|@U[A-Z0-9]+)")


def assert_message(text: Any, blocks: list[Block]) -> None:
    """A message: words for notifications and screen readers, and at most 50 blocks."""
    assert isinstance(text, str) and text.strip(), "a message without `text`"
    assert len(text) <= 4_000, f"text of {len(text)} characters"
    assert_markup(text)
    assert_blocks(blocks, 50)
    # Undocumented, but met by others: msg_blocks_too_long.
    assert len(json.dumps(blocks, ensure_ascii=False)) <= 13_000


def assert_view(view: dict[str, Any]) -> None:
    """A home tab: at most 100 blocks."""
    assert view["type"] == "home"
    assert_blocks(view["blocks"], 100)


def assert_blocks(blocks: list[Block], most: int) -> None:
    assert isinstance(blocks, list) and 1 <= len(blocks) <= most, f"{len(blocks)} blocks"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(set(ids)) == len(ids), f"a block_id twice: {ids}"
    for block in blocks:
        assert set(block) <= FIELDS[block["type"]], f"{block['type']} with {sorted(block)}"
        assert len(block.get("block_id", "x")) <= 255
        _BY_TYPE[block["type"]](block)


def assert_markup(markup: str) -> None:
    """Escaped: no mention of everybody, no link that we did not make."""
    assert not _ENTITY.search(markup), f"a bare & in {markup!r}"
    rest = markup
    for inside in _ANGLE.findall(markup):
        assert _ALLOWED.fullmatch(inside), f"<{inside}> has a meaning to Slack"
        rest = rest.replace(f"<{inside}>", "")
    assert "<" not in rest and ">" not in rest, f"a bare < or > in {markup!r}"


def _header(block: Block) -> None:
    _plain(block["text"], 150)


def _section(block: Block) -> None:
    _markup(block["text"], 3_000)


def _context(block: Block) -> None:
    assert 1 <= len(block["elements"]) <= 10
    for element in block["elements"]:
        _markup(element, 3_000)


def _actions(block: Block) -> None:
    assert 1 <= len(block["elements"]) <= 25
    ids = [element["action_id"] for element in block["elements"]]
    assert len(set(ids)) == len(ids), f"an action_id twice: {ids}"
    for element in block["elements"]:
        assert element["type"] == "button"
        assert set(element) <= {"type", "text", "action_id", "value", "style", "url"}
        _plain(element["text"], 75)
        assert 1 <= len(element["action_id"]) <= 255
        assert 1 <= len(element["value"]) <= 2_000
        assert len(element.get("url", "")) <= 3_000
        assert element.get("style", "primary") in ("primary", "danger")


def _plain(text: Block, most: int) -> None:
    assert text["type"] == "plain_text" and set(text) <= {"type", "text", "emoji"}
    assert 1 <= len(text["text"]) <= most, f"{len(text['text'])} characters: {text['text']!r}"


def _markup(text: Block, most: int) -> None:
    assert text["type"] == "mrkdwn" and set(text) <= {"type", "text", "verbatim"}
    assert 1 <= len(text["text"]) <= most, f"{len(text['text'])} characters"
    assert_markup(text["text"])


_BY_TYPE = {"header": _header, "section": _section, "context": _context, "actions": _actions}
