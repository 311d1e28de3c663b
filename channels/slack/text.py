"""Text for Slack: escaped, linked where the answer cites an address, cut at words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def escape(text: str) -> str:
    """`text` without a meaning of its own to Slack: no mention, link or channel arises."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def linked(text: str, addresses: Iterable[str]) -> str:
    """Escaped text in which these addresses, and no others, can be opened."""
    safe = [each for each in addresses if re.fullmatch(r"https?://[^\s|<>\"]+", each)]
    if not safe:
        return escape(text)
    longest_first = sorted(set(safe), key=len, reverse=True)
    pattern = "(" + "|".join(map(re.escape, longest_first)) + ")"
    parts = re.split(pattern, text)
    return "".join(_link(part) if index % 2 else escape(part) for index, part in enumerate(parts))


def _link(address: str) -> str:
    return f"<{escape(address)}|{escape(address.split('://', 1)[1])}>"


def shorten(text: str, most: int) -> str:
    """The text in at most so many characters, cut after a word and marked with “…”."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:") + "…"


def pieces(text: str, most: int) -> Iterator[str]:
    """The text in parts of at most so many characters, cut at line ends, else at spaces.

    Escaped characters and links hold no spaces, so none is cut in two.
    """
    while len(text) > most:
        window = text[: most + 1]
        end = max(window.rfind("\n"), 0) or max(window.rfind(" "), 0) or most
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    if text:
        yield text


def beginning(text: str, most: int) -> str:
    """As much of the text as fits, whole lines where possible, marked where it was cut."""
    if len(text) <= most:
        return text
    return next(pieces(text, most - 2)) + "\n…"
