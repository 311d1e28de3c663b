"""Rasa's tracker store without its wrappers, and a conversation deleted from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore


def innermost(store: Any) -> Any:
    """The store itself: Rasa's wrappers hide its errors behind an empty conversation."""
    return list(_layers(store))[-1]


async def forget(store: Any, sender: str) -> None:
    """Delete a conversation from the store and from what stood in for it; Rasa has no such call."""
    for layer in _layers(store):
        stand_in: Any = getattr(layer, "_fallback_tracker_store", None)
        for each in (layer, stand_in):
            if hasattr(each, "forget"):
                await each.forget(sender)  # ours, which keeps nobody waiting
            else:
                _delete(each, sender)


def _layers(store: Any) -> Iterator[Any]:
    while store is not None:
        yield store
        store = getattr(store, "_tracker_store", None)


def _delete(store: Any, sender: str) -> None:
    if isinstance(store, InMemoryTrackerStore):
        store.store.pop(sender, None)
    elif isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            session.query(store.SQLEvent).filter_by(sender_id=sender).delete()
            session.commit()
