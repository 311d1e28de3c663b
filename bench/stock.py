"""The stock side: what `rasa init` gives, trained on our data, with the same answers over HTTP.

It is trained once and kept in `build/bench/` under a digest of its data. How long a turn takes,
how much memory there is and when the first answer comes do not depend on the number of epochs,
so it gets few: the usual 100 would take hours.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from components.importer import derived_domain, derived_rules
from components.policy import ANSWER
from evidence.kinds import KINDS
from evidence.store import Store
from service import progress
from service.environment import for_children
from service.errors import Refusal
from service.settings import ROOT
from tests.understanding.asking import Variations
from tests.understanding.questions import examples
from tests.understanding.stock_data import FEATURIZERS, training_data

FOLDER = ROOT / "build" / "bench"
EPOCHS = 2
USUAL_EPOCHS = 100
MODEL = "stock.tar.gz"
LOG = "train.log"


def config() -> dict[str, Any]:
    """The pipeline and policies of `rasa init`, with fewer epochs."""
    learned = {"epochs": EPOCHS, "constrain_similarities": True}
    return {
        "recipe": "default.v1",
        "language": "en",
        "assistant_id": "stock",
        "pipeline": [
            *FEATURIZERS,
            {"name": "DIETClassifier", **learned},
            {"name": "EntitySynonymMapper"},
            {"name": "ResponseSelector", **learned},
            {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
        ],
        "policies": [
            {"name": "MemoizationPolicy"},
            {"name": "RulePolicy"},
            {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": EPOCHS},
            {"name": "TEDPolicy", "max_history": 5, **learned},
        ],
    }


def files(variations: Variations) -> dict[str, str]:
    """Every file of the stock checkout: name → text."""
    nlu = training_data(variations.store, variations.gazetteer.link, examples())
    return {
        "config.yml": _yaml(config()),
        "domain.yml": _yaml(domain(variations.store)),
        "data/nlu.yml": _yaml(nlu),
        "data/rules.yml": _yaml(derived_rules(variations.store)),
        "data/stories.yml": _yaml(stories()),
    }


def domain(store: Store) -> dict[str, Any]:
    """Our domain, importer's part and file's part in one."""
    written = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return {**written, **derived_domain(store)}


def stories() -> dict[str, Any]:
    """Conversations of two questions, for the policies that learn: each kind after each."""
    intents = [kind.intent for kind in KINDS]
    pairs = [(first, then) for first in intents for then in intents]
    return {
        "version": "3.1",
        "stories": [
            {
                "story": f"{first} then {then}",
                "steps": [
                    {"intent": first},
                    {"action": ANSWER},
                    {"intent": then},
                    {"action": ANSWER},
                ],
            }
            for first, then in pairs
        ],
    }


@cache
def ensure() -> Path:
    """The folder of the trained stock side: its files, `stock.tar.gz`, `trained.json`.

    One that is there is used, though the data may have changed since: a few names or examples
    more change neither memory nor time, and training takes long. `make bench RETRAIN=1` trains.
    """
    trained = sorted(FOLDER.glob("stock-*/trained.json"), key=lambda path: path.stat().st_mtime)
    if trained and not os.environ.get("RETRAIN"):
        return trained[-1].parent
    return _trained()


def _trained() -> Path:
    parts = files(Variations.of_checkout())
    digest = hashlib.sha256("".join(parts.values()).encode()).hexdigest()[:12]
    folder = FOLDER / f"stock-{digest}"
    for name, text in parts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    before = os.times()
    seconds = train(folder, MODEL)
    after = os.times()
    used = after.children_user + after.children_system
    record = {
        "seconds": round(seconds, 1),
        "processors": round(used - before.children_user - before.children_system, 1),
        "epochs": EPOCHS,
        "load": os.getloadavg(),
    }
    (folder / "trained.json").write_text(json.dumps(record) + "\n", encoding="utf-8")
    return folder


def train(folder: Path, model: str) -> float:
    """Train with Rasa's own command; return the seconds that it took."""
    command = [sys.executable, "-m", "service.quiet", "rasa", "train", "--skip-validation"]
    command += ["--config", str(folder / "config.yml"), "--data", str(folder / "data")]
    command += ["--domain", str(folder / "domain.yml"), "--out", str(folder)]
    start = time.monotonic()
    code = progress.run(
        f"Training the stock pipeline ({EPOCHS} epochs, about ten minutes)",
        [*command, "--fixed-model-name", model],
        folder / LOG,
        for_children(os.environ),
        ROOT,
    )
    if code != 0 or not (folder / model).is_file():
        raise Refusal(f"{progress.tail(folder / LOG)}\nTraining failed; see {folder / LOG}.")
    return time.monotonic() - start


def _yaml(value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000))


if __name__ == "__main__":
    print(ensure())
