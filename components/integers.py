"""Lets the sentence encoder calculate with whole numbers.

Its package holds the weights as whole numbers of 8 bits (Jacob and others, Quantization and
training of neural networks, 2018), but makes floats of them before it multiplies: most of the
time goes into reading these. Here what is multiplied with them becomes whole numbers too, by
ONNX's DynamicQuantizeLinear and MatMulInteger, and a word's vector is looked up before it becomes
floats. Used in training only; the model keeps the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import onnx
from onnx import NodeProto, TensorProto
from onnx.helper import make_node

Weights = dict[str, tuple[str, str]]  # floats → the whole numbers and the scales they came from


def in_integers(model: bytes) -> bytes:
    """The same model with whole numbers where it multiplies by weights or looks them up.

    ValueError if there is nothing of the kind in it.
    """
    whole = onnx.load_model_from_string(model)
    weights = _weights(whole.graph)
    nodes: list[NodeProto] = []
    found = 0
    rounded: set[str] = set()
    for node in whole.graph.node:
        place = {"MatMul": 1, "Gather": 0}.get(node.op_type)
        if place is None or node.input[place] not in weights:
            nodes.append(node)
            continue
        found += 1
        numbers, scales = weights[node.input[place]]
        if node.op_type == "Gather":
            nodes.extend(_looked_up(node, numbers, scales))
        else:
            nodes.extend(_multiplied(node, numbers, scales, rounded))
    if not found:
        raise ValueError(
            "The encoder multiplies by no weights of 8 bits; install it from the lock."
        )
    kept = _needed(nodes, [each.name for each in whole.graph.output])
    del whole.graph.node[:]
    whole.graph.node.extend(kept)
    serialized: bytes = whole.SerializeToString(deterministic=True)
    return serialized


def _weights(graph: onnx.GraphProto) -> Weights:
    """Which values are floats made of whole numbers: those cast, then multiplied by scales."""
    constants = {each.name for each in graph.initializer}
    cast = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Cast"}
    found = {}
    for node in graph.node:
        numbers = cast.get(node.input[0], "") if node.op_type == "Mul" else ""
        if numbers in constants and node.input[1] in constants:
            found[node.output[0]] = (numbers, node.input[1])
    return found


def _looked_up(node: NodeProto, numbers: str, scales: str) -> Iterator[NodeProto]:
    """The rows of the whole numbers, each times its scale."""
    places, (name,) = node.input[1], node.output
    yield make_node("Gather", [numbers, places], [f"{name}_rows"])
    yield make_node("Cast", [f"{name}_rows"], [f"{name}_floats"], to=TensorProto.FLOAT)
    yield make_node("Gather", [scales, places], [f"{name}_scales"])
    yield make_node("Mul", [f"{name}_floats", f"{name}_scales"], [name])


def _multiplied(
    node: NodeProto, numbers: str, scales: str, rounded: set[str]
) -> Iterator[NodeProto]:
    """What comes in becomes whole numbers, once for all who need it, and the product floats."""
    comes, (name,) = node.input[0], node.output
    if comes not in rounded:
        rounded.add(comes)
        parts = [f"{comes}_numbers", f"{comes}_scale", f"{comes}_zero"]
        yield make_node("DynamicQuantizeLinear", [comes], parts)
    yield make_node(
        "MatMulInteger", [f"{comes}_numbers", numbers, f"{comes}_zero"], [f"{name}_numbers"]
    )
    yield make_node("Cast", [f"{name}_numbers"], [f"{name}_floats"], to=TensorProto.FLOAT)
    yield make_node("Mul", [f"{comes}_scale", scales], [f"{name}_scales"])
    yield make_node("Mul", [f"{name}_floats", f"{name}_scales"], [name])


def _needed(nodes: list[NodeProto], outputs: Iterable[str]) -> list[NodeProto]:
    """The nodes that the outputs depend on, in their order."""
    wanted = set(outputs)
    kept = []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            wanted.update(node.input)
            kept.append(node)
    return kept[::-1]
