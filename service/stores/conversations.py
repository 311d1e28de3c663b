"""Rasa's tracker store on DATABASE_URL, an SQLite file unless set.

Named in endpoints.yml as `service.stores.conversations.Conversations`. What differs from Rasa's
own SQL store:

- Only the newest turn is loaded, and the slots: all that an answer depends on. The hundredth
  turn costs what the fifth does.
- A database that is down is an error, which the channels turn into a sentence. Rasa would go on
  with an empty conversation, as if the person were new.
- The database never keeps the event loop waiting, and nobody waits for it for long.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn, TypeVar

from rasa.core.tracker_store import FailSafeTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from sqlalchemy.orm import sessionmaker

from channels import storage
from service.stores import database

TURNS = 1  # that are loaded: an answer depends on the question and the slots alone
PATIENCE_SECONDS = 10.0
_KEPT = "events_kept"  # a tracker's attribute: how many of its events need not be added
_OF_RASAS_FORMS = {"requested_slot", "session_started_metadata"}

Result = TypeVar("Result")


class Conversations(SQLTrackerStore):
    """The conversations of all replicas."""

    SQLEvent = database.Event

    def __init__(
        self, domain: Domain | None = None, event_broker: Any = None, **of_endpoints: Any
    ) -> None:
        """Nothing reaches out before the first conversation: the database may come up later."""
        # Not the parent's, which waits for the database for ever.
        TrackerStore.__init__(self, domain, event_broker)
        try:
            address = storage.database(os.environ)
            connections = 1 if address == storage.IN_MEMORY else storage.connections(os.environ)
            self.engine = storage.engine(address, connections)
        except storage.BadSetting as wrong:
            raise InvalidConfigException(str(wrong)) from None
        self.sessionmaker = sessionmaker(bind=self.engine, future=True)
        self._threads = ThreadPoolExecutor(connections, "conversations")
        self._made = False
        let_errors_through()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The newest turns of a conversation; None if it is new."""
        slots = {each.name for each in self.domain.slots} - _OF_RASAS_FORMS

        def read(connection: Any) -> list[dict[str, Any]]:
            return database.newest(connection, sender_id, TURNS, slots)

        return self._tracker(sender_id, await self._in_thread(read))

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """A whole conversation, as long as it is kept; None if it is new."""

        def read(connection: Any) -> list[dict[str, Any]]:
            return database.everything(connection, conversation_id)

        return self._tracker(conversation_id, await self._in_thread(read))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add what is new in the tracker since it was loaded or saved."""
        await self.stream_events(tracker)
        total = len(tracker.events)
        new = [each.as_dict() for each in list(tracker.events)[getattr(tracker, _KEPT, 0) :]]

        def write(connection: Any) -> None:
            database.add(connection, tracker.sender_id, new)

        if new:
            await self._in_thread(write)
        setattr(tracker, _KEPT, total)

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return await self._in_thread(lambda connection: database.senders(connection, ""))

    async def forget(self, sender_id: str) -> None:
        """Delete a conversation."""
        await self._in_thread(lambda connection: database.forget(connection, sender_id))

    def _tracker(self, sender: str, events: list[dict[str, Any]]) -> DialogueStateTracker | None:
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender, events, self.domain.slots)
        setattr(tracker, _KEPT, len(tracker.events))
        return tracker

    async def _in_thread(self, work: Callable[[Any], Result]) -> Result:
        """What the work makes of a connection, in a transaction. TimeoutError, SQLAlchemyError."""
        loop = asyncio.get_running_loop()
        done = loop.run_in_executor(self._threads, self._transaction, work)
        return await asyncio.wait_for(done, PATIENCE_SECONDS)

    def _transaction(self, work: Callable[[Any], Result]) -> Result:
        if not self._made:
            database.make(self.engine)
            self._made = True
        with self.engine.begin() as connection:
            return work(connection)


def let_errors_through() -> None:
    """Rasa wraps every store in one that turns errors into empty conversations: no longer."""
    FailSafeTrackerStore.on_tracker_store_error = _raise
    FailSafeTrackerStore.on_tracker_store_retrieve_error = _raise


def _raise(wrapper: FailSafeTrackerStore, error: Exception) -> NoReturn:
    raise error
