"""What is measured, side by side: turns, long conversations, many at once, the start, memory."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from bench.asking import MESSAGES, at_once, conversation
from bench.sides import Side, running

ROUNDS = 3  # starts of each side
CONVERSATIONS = 12  # for the fifth turn; the sides take turns
LONG = 308  # turns of the long conversation, whole rounds of the messages
USERS = 8
Numbers = list[float]
Found = dict[str, dict[str, Any]]  # what → side → figure


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median and quartiles, and how many values they are of."""
    low, middle, high = statistics.quantiles(values, n=4) if len(values) > 1 else [values[0]] * 3
    return {
        "median": round(middle, 2),
        "low": round(low, 2),
        "high": round(high, 2),
        "of": len(values),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def starts(names: Sequence[str], rounds: int = ROUNDS) -> Found:
    """Seconds to the first answer and MB after a conversation; each side alone, in turn."""
    seconds: dict[str, Numbers] = {name: [] for name in names}
    memory: dict[str, Numbers] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            with running(name) as side:
                seconds[name].append(side.first_answer)
                conversation(side.client(), 2 * len(MESSAGES))
                memory[name].append(side.memory())
    return {"start": _spreads(seconds), "memory": _spreads(memory)}


def turns(names: Sequence[str]) -> Found:
    """Milliseconds of the fifth turn, of all first turns, and with many users at once."""
    with ExitStack() as stack:
        sides = [stack.enter_context(running(name)) for name in names]
        return measured_turns(sides)


def measured_turns(sides: Sequence[Side]) -> Found:
    """The same for sides that run already."""
    clients = {side.name: side.client() for side in sides}
    for client in clients.values():
        conversation(client, 2 * len(MESSAGES))  # warm
    gc.collect()
    fifth: dict[str, Numbers] = {side.name: [] for side in sides}
    every: dict[str, Numbers] = {side.name: [] for side in sides}
    for _ in range(CONVERSATIONS):
        for name, client in clients.items():
            # Each message stands fifth once: a turn's cost depends on the question too.
            times = conversation(client, len(MESSAGES))
            fifth[name] += times[4:]
            every[name] += times
    found: Found = {"turn": _spreads(fifth), "alone": _spreads(every)}
    crowd, rate = _crowds(sides)
    return {**found, "crowd99": crowd, "rate": rate}


def _crowds(sides: Sequence[Side]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """The 99th percentile in ms with eight users at once, and messages a second."""
    times: dict[str, Numbers] = {side.name: [] for side in sides}
    rates: dict[str, Numbers] = {side.name: [] for side in sides}
    for _ in range(ROUNDS):
        for side in sides:
            some, rate = at_once([side.client() for _ in range(USERS)], len(MESSAGES))
            times[side.name] += some
            rates[side.name].append(rate)
    crowd = {name: round(percentile(values, 0.99), 1) for name, values in times.items()}
    return crowd, _spreads(rates)


def lengths(names: Sequence[str]) -> Found:
    """Milliseconds at turns 5 to 18 and 291 to 304 of one conversation, the same messages."""
    found: Found = {"early": {}, "late": {}}
    for name in names:
        with running(name) as side:
            client = side.client()
            conversation(client, 2 * len(MESSAGES))
            times = conversation(client, LONG)
            found["early"][name] = spread(times[4 : 4 + len(MESSAGES)])
            found["late"][name] = spread(times[-len(MESSAGES) - 4 : -4])
    return found


def _spreads(values: Mapping[str, Numbers]) -> dict[str, dict[str, float]]:
    return {name: spread(each) for name, each in values.items()}


PIECES: dict[str, Callable[[Sequence[str]], Found]] = {
    "turns": turns,
    "lengths": lengths,
    "starts": starts,
}


def pieces(chosen: str | None) -> Iterator[tuple[str, Callable[[Sequence[str]], Found]]]:
    """The chosen piece, or all; KeyError for a name that is none."""
    yield from [(chosen, PIECES[chosen])] if chosen else PIECES.items()
