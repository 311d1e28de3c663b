"""Asking a curator for one value at a time; a wrong one is told with its mend and asked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import click

from evidence.loading import nearest

Complaint = Callable[[str], str | None]


def text(
    label: str, hint: str = "", default: str = "", optional: bool = False,
    complaint: Complaint | None = None,
) -> str:  # fmt: skip
    """A line of text; `complaint` says what is wrong with one, or None."""
    while True:
        given = _line(label, hint, default, optional)
        if not given and optional:
            return ""
        wrong = complaint(given) if given and complaint else None
        if given and not wrong:
            return given
        tell(wrong or "This is needed.")


def choice(label: str, options: Sequence[str], default: str = "", optional: bool = False) -> str:
    """One of the options; a beginning that fits only one is enough."""

    def complaint(given: str) -> str | None:
        if _chosen(given, options):
            return None
        near = nearest(given, options)
        return f"“{given}” is none of them." + (f" Did you mean `{near}`?" if near else "")

    hint = " · ".join(options)
    return _chosen(text(label, hint, default, optional, complaint), options) or ""


def _chosen(given: str, options: Sequence[str]) -> str | None:
    if given in options:
        return given
    begun = [each for each in options if each.lower().startswith(given.lower())]
    return begun[0] if given and len(begun) == 1 else None


def many(
    label: str, hint: str = "", optional: bool = True, complaint: Complaint | None = None
) -> tuple[str, ...]:
    """Any number of values, one a line; an empty line ends."""
    found: list[str] = []
    hint = f"{hint}; one a line, an empty line ends" if hint else "one a line, an empty line ends"
    while True:
        needed = not optional and not found
        given = text(label, "" if found else hint, "", not needed, complaint)
        if not given:
            return tuple(found)
        if given not in found:
            found.append(given)


def day(label: str, default: date | None, optional: bool = False) -> date | None:
    """A date as YYYY-MM-DD."""

    def complaint(given: str) -> str | None:
        try:
            date.fromisoformat(given)
        except ValueError:
            return f"“{given}” is no date; write it as 2026-11-22."
        return None

    given = text(label, "", str(default) if default else "", optional, complaint)
    return date.fromisoformat(given) if given else None


def yes(question: str, default: bool) -> bool:
    """Yes or no."""
    return click.confirm(question, default=default)


def tell(sentence: str) -> None:
    """A word to the curator between two questions."""
    click.secho(f"  {sentence}", fg="yellow")


def _line(label: str, hint: str, default: str, optional: bool) -> str:
    if hint:
        click.secho(f"  {hint}", dim=True)
    shown = f"{label} (may be left empty)" if optional and not default else label
    given: str = click.prompt(shown, default=default, show_default=bool(default))
    return given.strip()
