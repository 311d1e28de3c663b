"""What Rasa does over and over within a turn, done once or without a detour.

- The parts of a model run one after the other in an order that is worked out once. Rasa builds
  a graph and hands it to Dask three times a turn, on one thread.
- The class of an event is looked up by its name. Rasa walks through all classes for each event.
- Whether the domain is empty is seen without making an empty one to compare it with.
- What is only logged when debugging is not copied first.
"""

from __future__ import annotations

import copy
import logging
from functools import lru_cache
from graphlib import TopologicalSorter
from types import SimpleNamespace
from typing import Any

from rasa.core import processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event

Order = list[tuple[str, tuple[str, ...]]]  # a part's name, and the names of what it needs


def install() -> None:
    """From now on Rasa takes these ways in this process."""
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))
    empty = Domain.empty().as_dict()
    Domain.is_empty = lambda domain: domain.as_dict() == empty
    DaskGraphRunner.run = run
    if not logging.getLogger().isEnabledFor(logging.DEBUG):
        processor.copy = SimpleNamespace(deepcopy=lambda value: value, copy=copy.copy)


def run(
    runner: Any, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """As Rasa's runner: what the targets make of the inputs, by name."""
    wanted = tuple(targets or runner._graph_schema.target_names)
    found = {name: (name, value) for name, value in (inputs or {}).items()}
    if not found.keys().isdisjoint(runner._graph_schema.nodes):
        raise GraphRunError("An input has the name of a node of the graph.")
    try:
        for name, needs in _order(runner, wanted):
            found[name] = runner._instantiated_nodes[name](*(found.get(one, one) for one in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(found[name] for name in wanted)


def _order(runner: Any, wanted: tuple[str, ...]) -> Order:
    """The parts that the wanted ones need, each after what it needs itself."""
    orders: dict[tuple[str, ...], Order] = runner.__dict__.setdefault("_orders", {})
    if wanted not in orders:
        nodes = runner._graph_schema.minimal_graph_schema(list(wanted)).nodes
        needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
        order = TopologicalSorter(needs).static_order()
        orders[wanted] = [(name, needs[name]) for name in order if name in needs]
    return orders[wanted]
