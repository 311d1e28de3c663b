"""Writing a record into a YAML file of the store in the house style, with comments kept.

The file's text is never rewritten: the new record's lines are put between those that stand.
"""

from __future__ import annotations

import os
import tempfile
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

WIDTH = 100
SCHEMA_LINE = "# yaml-language-server: $schema="


class _Dumper(yaml.SafeDumper):
    """Lists are indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def as_text(record: Mapping[str, Any], indent: int = 2) -> str:
    """A record as an item of a list; `indent` is the number of spaces before its dash."""
    text: str = yaml.dump(
        [dict(record)], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH - indent
    )
    return textwrap.indent(text, " " * indent)


def with_record(
    text: str, section: str, record: Mapping[str, Any], after: int | None = None
) -> str:
    """The file's text with `record` put into `section`, after its item number `after` or last.

    A section that is not there, or that is empty, is begun at the end of the file.
    """
    text += "" if not text or text.endswith("\n") else "\n"
    lines = text.splitlines(keepends=True)
    found = _section(text, section)
    if found is None:
        return "".join([*lines, "\n" if lines else "", f"{section}:\n", as_text(record)])
    key_line, items = found
    if not items:
        lines[key_line] = f"{section}:\n{as_text(record)}"
        return "".join(lines)
    item = items[-1 if after is None else after]
    place = _end(lines, items, item)
    indent = item.start_mark.column - 2
    gap = "\n" if _spaced(lines, items) else ""
    return "".join([*lines[:place], gap, as_text(record, indent), *lines[place:]])


def line_of(text: str, section: str, record_id: str) -> int:
    """The line, from 1, at which the record of this id begins in its section, or 1."""
    _, items = _section(text, section) or (0, [])
    for item in items:
        for key, value in item.value if isinstance(item, yaml.MappingNode) else ():
            if key.value == "id" and value.value == record_id:
                return item.start_mark.line + 1
    return 1


def write(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
    os.replace(name, path)


def _section(text: str, section: str) -> tuple[int, list[yaml.Node]] | None:
    """(line of the key from 0, the nodes of the items) of a section."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return None
    for key, value in root.value:
        if key.value == section:
            items = value.value if isinstance(value, yaml.SequenceNode) else []
            return key.start_mark.line, list(items)
    return None


def _end(lines: list[str], items: list[yaml.Node], item: yaml.Node) -> int:
    """The line after an item's last; blank lines and comments below belong to what follows."""
    end = min(item.end_mark.line, len(lines))
    later = [each.start_mark.line for each in items if each.start_mark.line > item.start_mark.line]
    end = min([end, *later]) if later else end
    while end > item.start_mark.line + 1 and _empty(lines[end - 1]):
        end -= 1
    return end


def _empty(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _spaced(lines: list[str], items: list[yaml.Node]) -> bool:
    """Whether the section leaves a blank line between its records."""
    blank = [not lines[_end(lines, items, each)].strip() for each in items[:-1]]
    return sum(blank) * 2 > len(blank) if blank else True
