"""The stock pipeline of `rasa init`, trained on our examples: what the kit gives without us.

It is trained once and kept in `build/baseline/` until its data change.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from pathlib import Path
from typing import Any

import yaml

from components.urgency import NOTHING, intent_of
from evidence.kinds import BY_INTENT, SMALLTALK
from evidence.store import Store
from service import progress
from service.environment import for_children
from service.errors import Refusal
from service.settings import ROOT
from tests.understanding.asking import Variations
from tests.understanding.questions import examples
from tests.understanding.reader import Answer, Slot, load_agent
from tests.understanding.stock_data import FEATURIZERS, MASKS, training_data

FOLDER = ROOT / "build" / "baseline"
EPOCHS = 8  # the usual 100 would take hours for our many examples on two cores
NOTE = (
    "The stock pipeline is the one that `rasa init` writes, trained on the same examples with"
    " names of the store in place of the masks, annotated as entities, and with every name of"
    f" the store as a synonym and in a lookup table; DIET gets {EPOCHS} epochs instead of 100"
    " and a fixed seed. Its kind is its intent (below a confidence of 0.3: out of scope), its"
    " concepts are its entities, and IVIG where the kind takes a treatment and none was found."
    " It has no dialogue of ours: each turn of a conversation is read by itself, so only the"
    " kind means anything there."
)


def config() -> dict[str, Any]:
    """The configuration of `rasa init`, with fewer epochs and a fixed seed."""
    return {
        "recipe": "default.v1",
        "language": "en",
        "assistant_id": "stock",
        "pipeline": [
            *FEATURIZERS,
            {
                "name": "DIETClassifier",
                "epochs": EPOCHS,
                "constrain_similarities": True,
                "random_seed": 1,
            },
            {"name": "EntitySynonymMapper"},
            {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
        ],
    }


def ensure(variations: Variations) -> Path:
    """The trained stock model; trained first if its data or configuration have changed."""
    data = training_data(variations.store, variations.gazetteer.link, examples())
    parts = {
        "config.yml": _yaml(config()),
        "nlu.yml": _yaml(data),
        "domain.yml": _yaml({"version": "3.1", "intents": _intents(data)}),
    }
    digest = hashlib.sha256("".join(parts.values()).encode()).hexdigest()[:12]
    model = FOLDER / f"stock-{digest}.tar.gz"
    if not model.is_file():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in parts.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        _train(model)
    return model


def _train(model: Path) -> None:
    log = FOLDER / "train.log"
    command = [sys.executable, "-m", "service.quiet", "rasa", "train", "nlu"]
    command += ["--config", str(FOLDER / "config.yml"), "--nlu", str(FOLDER / "nlu.yml")]
    command += ["--domain", str(FOLDER / "domain.yml"), "--out", str(FOLDER)]
    command += ["--fixed-model-name", model.name]
    title = "Training the stock pipeline (about half an hour)"
    code = progress.run(title, command, log, for_children(os.environ), ROOT)
    if code != 0 or not model.is_file():
        raise Refusal(f"{progress.tail(log)}\nTraining failed; all that it said is in {log}.")


def _intents(data: dict[str, Any]) -> list[str]:
    return [block["intent"] for block in data["nlu"] if "intent" in block]


def _yaml(value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000))


class StockReader:
    """The stock pipeline, asked as our assistant is."""

    def __init__(self, variations: Variations) -> None:
        self._agent = load_agent(str(ensure(variations)))
        self._kinds = _kinds(variations.store)
        self._parsed: dict[str, dict[str, Any]] = {}

    def ask(self, text: str, conversation: Slot | None = None) -> tuple[Answer, Slot]:
        """Its reading in the form of an answer; it remembers nothing."""
        if text not in self._parsed:
            self._parsed[text] = asyncio.run(self._agent.parse_message(text))
        return self._read(self._parsed[text]), {}

    def _read(self, parsed: dict[str, Any]) -> Answer:
        intent = parsed["intent"]["name"] or NOTHING  # an empty message has none
        found: dict[str, list[str]] = {kind: [] for kind in MASKS.values()}
        for entity in parsed["entities"]:
            if entity["entity"] in found and entity["value"] not in found[entity["entity"]]:
                found[entity["entity"]].append(entity["value"])
        if intent in BY_INTENT and BY_INTENT[intent].treatment == "filled":
            found["treatment"] = found["treatment"] or ["ivig"]
        return {
            "kind": self._kinds.get(intent, intent),
            "treatments": found["treatment"],
            "conditions": found["condition"],
            "comparators": [],
            "unknown": [],
            "claims": [],
            "suggestions": [],
            "intent": intent,
            "confidence": parsed["intent"]["confidence"],
            "mentions": [],
            "read_kind": None,
        }


def _kinds(store: Store) -> dict[str, str]:
    """Intent → kind, where they are not the same word."""
    kinds = dict.fromkeys(SMALLTALK, "smalltalk")
    kinds[NOTHING] = "out_of_scope"
    for each in store.emergencies.values():
        kinds[intent_of(each.id)] = "crisis" if each.urgency == "crisis" else "emergency"
    return kinds
