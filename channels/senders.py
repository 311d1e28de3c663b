"""How the ids of conversations name whose they are, where they must."""

from __future__ import annotations

from hashlib import sha256


def slack_person(team: str, user: str) -> str:
    """How the ids of all conversations of a person in Slack begin. No Slack id is in them."""
    return f"slack-{short_hash(team, user)}-"


def short_hash(*parts: str) -> str:
    """16 hexadecimal digits that stand for these parts."""
    return sha256(" ".join(parts).encode()).hexdigest()[:16]
