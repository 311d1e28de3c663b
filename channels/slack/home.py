"""The App Home: what to ask, the evidence map, the wording, and what to know. Pure."""

from __future__ import annotations

from typing import Any

from channels.slack import words
from channels.slack.blocks import context, header, section
from channels.slack.buttons import button, chosen, row
from channels.slack.text import escape

EXAMPLES = (
    "does IVIG help CIDP?",
    "IVIG or plasma exchange for GBS?",
    "what dose is published for MMN?",
    "what are the side effects of IVIG?",
    "which conditions does IVIG help?",
)
_EXAMPLES, _WORDING = "examples", "wording"


def view(style: str, map_url: str = "", asked: str = "") -> dict[str, Any]:
    """The tab for one person: `style` is plain or clinical, `asked` the example just clicked."""
    examples = [button(each, f"ask:{place}", each) for place, each in enumerate(EXAMPLES)]
    blocks = [
        header("What is the evidence for immunoglobulin therapy (IVIG)?"),
        section(
            "Ask in a message to me, mention me in a channel, or type `/ivig` and a question. "
            "Every answer comes from a curated record, says how sure it is, and names its sources."
        ),
        section(
            "*Not medical advice, and no help in an emergency:* then call the local emergency "
            "number. I work out no dose and recommend no treatment."
        ),
        header("Try one"),
        row(_EXAMPLES, examples),
        context("The answer comes in the Messages tab."),
        *_map(map_url),
        header("Wording"),
        row(
            _WORDING,
            [
                button("Plain words", "home:plain", "plain"),
                button("Clinical wording", "home:clinical", "clinical"),
            ],
        ),
        context("Holds for all that I answer you. In a conversation you can ask for the other."),
        header("Privacy"),
        section(escape(words.PASSES_THROUGH)),
    ]
    blocks = chosen(blocks, _WORDING, f"home:{style}")
    if asked in EXAMPLES:
        blocks = chosen(blocks, _EXAMPLES, f"ask:{EXAMPLES.index(asked)}")
    return {"type": "home", "blocks": blocks}


def _map(url: str) -> list[dict[str, Any]]:
    if not url:
        return []
    link = button("Open the evidence map", "map:open", "map") | {"url": url}
    return [header("All of it at a glance"), row("map", [link])]
