"""The buttons below an answer, and how a clicked one shows that it was chosen. Pure."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from channels.slack.text import escape, shorten

LABEL = 75  # characters
VALUE = 2_000
ROW = 25  # buttons in a block
CHOSEN = "✓ "
# Of these groups one button at a time is the chosen one.
EITHER = ("feedback", "register", "home")

Block = dict[str, Any]


def button(label: str, action: str, value: str) -> Block:
    """A button; `action` is "group:choice", unique in its block."""
    text = shorten(escape(label), LABEL)
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": text, "emoji": False},
        "action_id": action,
        "value": value[:VALUE],
    }


def row(block_id: str, elements: Sequence[Block]) -> Block:
    """A block of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def below(answer: Mapping[str, Any], answer_id: str, share: bool) -> Iterator[Block]:
    """All follow-up questions; where evidence is stated, also wording, feedback and sharing."""
    questions = [
        button(each["title"], f"ask:{place}", each["payload"])
        for place, each in enumerate(answer["suggestions"])
    ]
    for start in range(0, len(questions), ROW):
        yield row(f"ask-{start}:{answer_id}", questions[start : start + ROW])
    tools = []
    if answer["claims"]:
        verdict = about(answer)
        tools += [
            button("Plain words", "register:plain", "plain"),
            button("Clinical wording", "register:clinical", "clinical"),
            button("Helpful", "feedback:helpful", verdict),
            button("Not helpful", "feedback:unhelpful", verdict),
        ]
    if share:
        tools.append(button("Share in this channel", "share:answer", "share"))
    if tools:
        yield row(f"tools:{answer_id}", tools)


def about(answer: Mapping[str, Any]) -> str:
    """What a thumb is about: kind; treatments; conditions; snapshot. Ids only, no words."""
    record = (answer.get("record") or {}).get("hash") or ""
    parts = (answer["kind"], " ".join(answer["treatments"]), " ".join(answer["conditions"]), record)
    return ";".join(parts)


def answer_of(block_id: str) -> str:
    """The id of the answer below which a block of buttons stands."""
    return block_id.partition(":")[2]


def chosen(blocks: Sequence[Block], block_id: str, action: str) -> list[Block]:
    """The blocks with this button marked, and with its alternatives unmarked."""
    marked = copy.deepcopy(list(blocks))
    group = action.partition(":")[0]
    for block in marked:
        if block.get("type") != "actions" or block.get("block_id") != block_id:
            continue
        for element in block["elements"]:
            _mark(element, group, action)
    return marked


def _mark(element: Block, group: str, action: str) -> None:
    own = str(element.get("action_id", ""))
    label = element["text"]["text"].removeprefix(CHOSEN)
    if own == action:
        element["text"]["text"] = shorten(CHOSEN + label, LABEL)
        element["style"] = "primary"
    elif group in EITHER and own.startswith(f"{group}:"):
        element["text"]["text"] = label
        element.pop("style", None)
