"""Stores that are many times as large, with made-up conditions and claims."""

from __future__ import annotations

import json
import random
import re
from typing import Any

_SYLLABLES = re.findall(
    "..", "bacedifoguhakilomunapequrisotuvawexiyozablencledormarnibruvelgosijathwu"
)


def larger(snapshot: str, times: int) -> str:
    """A snapshot with each condition and its claims `times` over, the copies under new names."""
    data = json.loads(snapshot)
    dice = random.Random(times)
    conditions, claims = list(data["conditions"]), list(data["claims"])
    for copy in range(1, times):
        ids = {each["id"]: f"{each['id']}-made-up-{copy}" for each in data["conditions"]}
        conditions += [_renamed(each, ids, dice) for each in data["conditions"]]
        claims += [
            {**each, "id": f"{each['id']}-made-up-{copy}", "condition": ids[each["condition"]]}
            for each in data["claims"]
            if each.get("condition") in ids
        ]
    whole = {**data, "conditions": conditions, "claims": claims}
    return json.dumps(whole, sort_keys=True, ensure_ascii=False)


def _renamed(condition: dict[str, Any], ids: dict[str, str], dice: random.Random) -> dict[str, Any]:
    """A condition under an invented name, with as many invented aliases as it had."""
    invented = _invented(dice)
    copy = {
        **condition,
        "id": ids[condition["id"]],
        "name": f"{invented} disease",
        "aliases": [f"{_invented(dice)} syndrome" for _ in condition.get("aliases", [])],
    }
    if copy.get("parent") in ids:
        copy["parent"] = ids[copy["parent"]]
    if copy.get("narrows"):
        copy["narrows"] = {**copy["narrows"], "condition": ids[copy["narrows"]["condition"]]}
    for name in ("short", "misspellings"):
        copy.pop(name, None)
    return copy


def _invented(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(5))
