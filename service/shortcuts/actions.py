"""Runs the actions in Rasa's own process, where Rasa would ask an action server over HTTP.

`ACTIONS=http` switches it off. What an action gets and gives is the same as over HTTP: plain
JSON, of which only the events are written out when they are asked for, and by then they are
the same too. Left out is Rasa's check of the reply's form: the reply is made here, and the SDK
has checked its events.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rasa.core.actions import action as rasa_action
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.exceptions import RasaException
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection


def install(package: str = "actions") -> None:
    """Load the package's actions; from now on Rasa runs them in this process."""
    executor = ActionExecutor()
    executor.register_package(package)
    endpoint = InProcess(executor)

    class InProcessAction(_InProcessAction):
        def __init__(self, name: str, action_endpoint: Any = None) -> None:
            super().__init__(name, endpoint)

    rasa_action.RemoteAction = InProcessAction


class InProcess:
    """Stands in for Rasa's EndpointConfig of the action server."""

    def __init__(self, executor: ActionExecutor) -> None:
        """`executor` holds the actions."""
        self.url = "this process"
        self.kwargs = {"enable_selective_domain": True}
        self._executor = executor

    async def request(self, json: dict[str, Any], **options: Any) -> dict[str, Any]:
        """Run the action that the call names; return its events and responses.

        Raises what Rasa knows from its own path: a rejection, or RasaException for any failure.
        """
        try:
            reply: dict[str, Any] = _as_json(await self._executor.run(json) or {})
            return reply
        except ActionExecutionRejection as rejection:
            raise rasa_action.ActionExecutionRejection(
                rejection.action_name, rejection.message
            ) from None
        except Exception as error:
            name = json["next_action"]
            raise RasaException(f"Failed to execute custom action '{name}'") from error


class _InProcessAction(RemoteAction):  # type: ignore[misc]
    """Rasa's own remote action, all but the form of the call and the check of the reply."""

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        state = _as_json(tracker.current_state(EventVerbosity.NONE))
        call = {
            "next_action": self._name,
            "sender_id": tracker.sender_id,
            "tracker": {**state, "events": Events(tracker.events)},
            "version": rasa_action.rasa.__version__,
        }
        if domain.does_custom_action_explicitly_need_domain(self.name()):
            call["domain"] = domain.as_dict()
        return call

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        return True


class Events(Sequence[Any]):
    """A tracker's events as an action server would get them, each written out when it is read.

    A conversation may hold thousands, and an action seldom reads more than the last few.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        """`events`: Rasa's, oldest first."""
        self._events = list(events)
        self._written: dict[int, Any] = {}  # by id: the newest are read several times

    def __len__(self) -> int:
        return len(self._events)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self._plain(event) for event in self._events[place]]
        return self._plain(self._events[place])

    def _plain(self, event: Event) -> Any:
        if id(event) not in self._written:
            self._written[id(event)] = _as_json(event.as_dict())
        return self._written[id(event)]


def _as_json(value: Any) -> Any:
    """A copy with nothing in it but what JSON holds, as after a way over HTTP."""
    return json.loads(json.dumps(value))
