"""`purge` and `forget`: what they say, and their exit codes."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from service.errors import Refusal
from service.stores import retention


def purge(environment: Mapping[str, str], older_than: str | None) -> int:
    """Delete what is older than `30d`, or than RETENTION_DAYS, and say how much it was."""
    days = retention.days_kept(environment) if older_than is None else _days(older_than)
    gone = retention.purge(environment, days)
    print(
        f"Deleted what was older than {_count(days, 'day')}: {_count(gone.events, 'event')} "
        f"({_count(gone.conversations, 'whole conversation')}), {_count(gone.thumbs, 'thumb')}, "
        f"{_count(gone.gaps, 'count')} of unanswered questions."
    )
    return 0


def purge_quietly(environment: Mapping[str, str]) -> None:
    """As `purge`, in a running service: whatever fails, it goes on and tries again later."""
    try:
        retention.purge(environment, retention.days_kept(environment))
    except Refusal as refusal:
        print(refusal, file=sys.stderr, flush=True)


def forget(environment: Mapping[str, str], sender: str) -> int:
    """Delete a person's conversation everywhere and say how much it was; 1 if there was none."""
    gone = retention.forget(environment, sender)
    if not (gone.events or gone.shared):
        raise Refusal(f"Nothing is kept of {sender!r}; is it the conversation's id (docs/data.md)?")
    print(
        f"Deleted {_count(gone.conversations, 'conversation')} ({_count(gone.events, 'event')}), "
        f"{_count(gone.thumbs, 'thumb')} and {_count(gone.shared, 'entry', 'entries')} in Redis."
    )
    return 0


def _days(text: str) -> int:
    found = re.fullmatch(r"([0-9]{1,5})d", text.strip())
    if found is None:
        raise Refusal(f"--older-than is {text!r}; write it as a number of days, such as 30d.")
    return int(found[1])


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
