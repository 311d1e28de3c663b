"""Serves without TensorFlow, which Rasa imports whatever the model is made of.

A stand-in takes its name: it has the few names that Rasa's modules mention while they are
imported, and refuses every use. It is put in place only for a model whose parts are known not
to need TensorFlow; any other gets the real one. Training always has the real one.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from types import ModuleType
from typing import Any

# What our models are made of beside our own components; none of it uses TensorFlow.
_PARTS = (
    "components.",
    "rasa.graph_components.",
    "rasa.core.policies.ensemble.",
    "rasa.nlu.classifiers.regex_message_handler.",
)
_MODULES = (
    "tensorflow",
    "tensorflow.keras",
    "tensorflow.keras.callbacks",
    "tensorflow.keras.utils",
)


class Absent:
    """Whatever of TensorFlow is named: a base class or an annotation, and nothing to be used."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Refuse."""
        raise RuntimeError("This process runs without TensorFlow; SHORTCUTS=off brings it back.")


def needless(model: Path) -> bool:
    """Whether every part of the model is known not to need TensorFlow."""
    try:
        with tarfile.open(model) as archive:
            # No further than need be: the service's own packing puts it first.
            entry = next(each for each in archive if each.name == "metadata.json")
            metadata = json.load(archive.extractfile(entry))  # type: ignore[arg-type]
        parts = [node["uses"] for node in metadata["predict_schema"]["nodes"].values()]
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError, StopIteration):
        return False
    return all(part.startswith(_PARTS) for part in parts)


def install() -> None:
    """Put the stand-in in TensorFlow's place, before Rasa is imported."""
    for name in _MODULES:
        sys.modules[name] = _StandIn(name)
    for name in _MODULES[1:]:
        above, _, last = name.rpartition(".")
        setattr(sys.modules[above], last, sys.modules[name])
    _forget_training()


def _forget_training() -> None:
    """Leave out the plan of the training when a model is loaded: its parts need TensorFlow."""
    from rasa.engine.storage.storage import ModelMetadata

    from_dict = ModelMetadata.from_dict

    def without_training(serialized: dict[str, Any]) -> Any:
        return from_dict({**serialized, "train_schema": {"nodes": {}}})

    ModelMetadata.from_dict = without_training


class _StandIn(ModuleType):
    """A module in which every public name is `Absent`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []  # a package, in which no further module is found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent
