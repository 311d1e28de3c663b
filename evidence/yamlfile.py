"""Reading a YAML file of the store: safely, and remembering the line of every value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 2_000_000
MAX_DEPTH = 12

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One error of the store: where it is, what it is, and the mend where one is near."""

    file: str
    line: int
    key: str
    message: str
    nearest: str | None = None

    def __str__(self) -> str:
        hint = f" Did you mean `{self.nearest}`?" if self.nearest else ""
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.message}{hint}"


@dataclass
class Document:
    """The content of a YAML file, and the line (from 1) at which each value stands."""

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path_) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Loader(yaml.CSafeLoader):
    """PyYAML's safe C loader; only `true` and `false` are booleans and dates stay text.

    So the alias ON (optic neuritis) stays a word, and an impossible date is reported
    with its line like any other wrong value.
    """


_Loader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"])


def read(path: Path, name: str) -> Document:
    """Read the YAML file at `path`, called `name` in messages. Never raises for bad content."""
    document = Document(name)
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        document.problems.append(
            Problem(name, 1, "", f"the file is larger than {MAX_BYTES} bytes; split it.")
        )
        return document
    try:
        text = raw.decode("utf-8")
        document.problems.extend(_shape_problems(text, name))
        if not document.problems:
            loader = _Loader(text)
            node = loader.get_single_node()
            if node is not None:
                document.data = _build(loader, node, (), document)
    except UnicodeDecodeError:
        document.problems.append(Problem(name, 1, "", "the file is not UTF-8 text."))
    except yaml.YAMLError as error:
        document.problems.append(_syntax_problem(name, error))
    return document


def _syntax_problem(name: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    what = getattr(error, "problem", None) or "it cannot be read"
    return Problem(name, line, "", f"this is not valid YAML: {what}.")


def _shape_problems(text: str, name: str) -> list[Problem]:
    """Refuse anchors, aliases and deep nesting before anything is built from the file."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = _line(event)
            return [Problem(name, line, "", "YAML anchors and aliases are not allowed here.")]
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                line = _line(event)
                return [Problem(name, line, "", f"nested deeper than {MAX_DEPTH} levels.")]
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
    return []


def _line(part: yaml.Event | yaml.Node) -> int:
    """The line, from 1, at which a part of the file starts."""
    return part.start_mark.line + 1 if part.start_mark else 1


def _build(loader: _Loader, node: yaml.Node, path: Path_, document: Document) -> Any:
    document.lines[path] = _line(node)
    if isinstance(node, yaml.SequenceNode):
        return [
            _build(loader, child, (*path, index), document)
            for index, child in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(loader, node, path, document)
    return loader.construct_object(node)


def _build_mapping(
    loader: _Loader, node: yaml.MappingNode, path: Path_, document: Document
) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = _line(key_node)
        if key in built:
            document.problems.append(
                Problem(document.file, line, key, "this key stands twice in the same record.")
            )
        place = (*path, key)
        built[key] = _build(loader, value_node, place, document)
        document.lines[place] = line
    return built
