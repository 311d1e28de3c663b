"""The int8 encoder beside the float weights that another package ships: the same vectors,
and nearly the same once it calculates with whole numbers, as it does in the trained model.

The reference is BERT written out in NumPy (Devlin and others, 2019), so that the check needs
neither PyTorch nor the int8 file's packager.
"""

from __future__ import annotations

import json
import math
import struct
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from components import encoder
from components.encoder import Encoder, packaged, prepared
from components.integers import in_integers

Array = NDArray[np.float32]
HEADS = 12
AS_SMALL_AS_THE_LAYERS = 1e-12
SENTENCES = (
    "does the treatment help the disease",
    "how much of the treatment is given for the disease, and how often?",
    "my chest hurts and the drip is running",
    "who says that",
    "What's the evidence base for the treatment in refractory disease, adults and children?",
    "ok",
)


class FloatEncoder:
    """The published weights in 32-bit floats, one sentence at a time."""

    def __init__(self) -> None:
        spec = find_spec("all_minilm_l6_v2")
        assert spec and spec.submodule_search_locations
        with zipfile.ZipFile(f"{spec.submodule_search_locations[0]}/model.zip") as archive:
            self._weights = _safetensors(archive.read("model.safetensors"))
            self._tokenizer = Tokenizer.from_str(archive.read("tokenizer.json").decode())
        self._tokenizer.no_padding()

    def encode(self, text: str) -> Array:
        """The unit vector of 384 numbers."""
        ids = self._tokenizer.encode(text).ids
        hidden = self._weights["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + self._weights["embeddings.position_embeddings.weight"][: len(ids)]
        hidden = hidden + self._weights["embeddings.token_type_embeddings.weight"][0]
        hidden = self._norm("embeddings.LayerNorm", hidden)
        layers = {name.split(".")[2] for name in self._weights if name.startswith("encoder.layer")}
        for layer in sorted(layers, key=int):
            hidden = self._layer(f"encoder.layer.{layer}", hidden)
        mean = hidden.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean))

    def _layer(self, name: str, hidden: Array) -> Array:
        query, key, value = (
            self._linear(f"{name}.attention.self.{part}", hidden)
            .reshape(len(hidden), HEADS, -1)
            .transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        seen = (weights @ value).transpose(1, 0, 2).reshape(hidden.shape)
        seen = self._linear(f"{name}.attention.output.dense", seen)
        hidden = self._norm(f"{name}.attention.output.LayerNorm", hidden + seen)
        inner = _gelu(self._linear(f"{name}.intermediate.dense", hidden))
        outer = self._linear(f"{name}.output.dense", inner)
        return self._norm(f"{name}.output.LayerNorm", hidden + outer)

    def _linear(self, name: str, hidden: Array) -> Array:
        return hidden @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _norm(self, name: str, hidden: Array) -> Array:
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        scale = np.sqrt(hidden.var(axis=-1, keepdims=True) + AS_SMALL_AS_THE_LAYERS)
        return centred / scale * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _safetensors(content: bytes) -> Mapping[str, Array]:
    """The arrays of a file of the format: a length, a JSON header, the numbers."""
    (length,) = struct.unpack("<Q", content[:8])
    header: dict[str, Any] = json.loads(content[8 : 8 + length])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(
            content[8 + length :], "<f4", math.prod(each["shape"]), each["data_offsets"][0]
        ).reshape(each["shape"])
        for name, each in header.items()
        if each["dtype"] == "F32"
    }


_erf: Callable[[Array], Array] = np.vectorize(math.erf, otypes=[np.float32])


def _gelu(values: Array) -> Array:
    return np.asarray(values * 0.5 * (1 + _erf(values / math.sqrt(2))), dtype=np.float32)


@pytest.fixture(scope="module")
def floats() -> FloatEncoder:
    return FloatEncoder()


@pytest.fixture(scope="module")
def shipped() -> Encoder:
    return Encoder(prepared())


@pytest.mark.parametrize("text", SENTENCES)
def test_int8_and_float_weights_give_the_same_vector(floats: FloatEncoder, text: str) -> None:
    as_packaged = Encoder(packaged())
    assert float(as_packaged.encode([text])[0] @ floats.encode(text)) > 0.99


@pytest.mark.parametrize("text", SENTENCES)
def test_whole_numbers_give_nearly_the_same(
    floats: FloatEncoder, shipped: Encoder, text: str
) -> None:
    assert float(shipped.encode([text])[0] @ floats.encode(text)) > 0.97


def test_different_sentences_differ(floats: FloatEncoder) -> None:
    """The checks above would pass by themselves if every vector were alike."""
    first, second = (floats.encode(text) for text in SENTENCES[1:3])
    assert float(first @ second) < 0.5


def test_many_texts_give_the_vectors_of_each(shipped: Encoder) -> None:
    apart = np.vstack([shipped.encode([text]) for text in SENTENCES])
    assert np.array_equal(shipped.encode(SENTENCES * 4), np.vstack([apart] * 4))


def test_it_multiplies_by_whole_numbers_alone() -> None:
    """Left over are the products of attention, in which no weights stand."""
    graph = onnx.load_model_from_string(prepared()).graph
    counts = Counter(node.op_type for node in graph.node)
    layers = 6
    assert counts["MatMulInteger"] == 6 * layers
    assert counts["MatMul"] == 2 * layers


def test_a_model_without_weights_of_8_bits_is_refused() -> None:
    empty = onnx.load_model_from_string(packaged())
    del empty.graph.node[:]
    with pytest.raises(ValueError, match="8 bits"):
        in_integers(empty.SerializeToString())


def test_another_model_than_the_pinned_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "SHA256", "0" * 64)
    with pytest.raises(RuntimeError, match="not the model that was pinned"):
        encoder.prepared()
