"""Where a click on “Helpful” or “Not helpful” goes: a line in a file, with no word of anybody."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timezone
from pathlib import Path
from typing import Protocol

logger = logging.getLogger(__name__)


class Feedback(Protocol):
    """Takes what a person thought of an answer."""

    def take(self, verdict: str, kind: str, claims: list[str]) -> None:
        """`verdict` is helpful or unhelpful; `claims` are those that the answer stated."""


class FeedbackFile:
    """One JSON object a line: date, verdict, kind, claims. Neither who clicked nor what was asked.

    A disk that is full costs the feedback and nothing else.
    """

    def __init__(self, path: Path) -> None:
        """`path` is made with its folder at the first click."""
        self._path = path

    def take(self, verdict: str, kind: str, claims: list[str]) -> None:
        """As the interface says."""
        day = datetime.now(timezone.utc).date().isoformat()
        line = {"date": day, "channel": "slack", "verdict": verdict, "kind": kind, "claims": claims}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        except OSError as error:
            logger.error("Feedback was not kept: %s.", type(error).__name__)
