"""Rasa's tracker store without its wrappers, and a conversation deleted from it."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore


def innermost(store: Any) -> Any:
    """The store itself: Rasa's wrappers hide its errors behind an empty conversation."""
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    return store


async def forget(store: Any, sender: str) -> None:
    """Delete a conversation from an innermost store: one of ours, or Rasa's in memory."""
    if isinstance(store, InMemoryTrackerStore):
        store.store.pop(sender, None)
    else:
        await store.forget(sender)
