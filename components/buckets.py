"""Large tables that a start takes in as texts, and of which a message opens what it looks up.

A table of names has as many entries as there are names; made at the start, it took seconds with a
store a hundred times as large. Here it lies in some hundreds of entries a text, and a text is read
when an entry of it is first asked for: 0.03 ms.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar
from zlib import crc32

EACH = 128  # entries of a bucket, or somewhat more or fewer

Key = TypeVar("Key")


def cut_up(table: Mapping[str, Any]) -> list[str]:
    """The entries as JSON, each in the text where `Buckets` looks for its key."""
    parts: list[dict[str, Any]] = [{} for _ in range(len(table) // EACH + 1)]
    for key, value in table.items():
        parts[_place(key, len(parts))][key] = value
    return [json.dumps(part, ensure_ascii=False) for part in parts]


class Buckets(Mapping[str, Any]):
    """What `cut_up` wrote, as the table that it was; the entries are in no order."""

    def __init__(self, texts: list[str], made: Callable[[Any], Any] | None = None) -> None:
        """`made`: what a value becomes when it is read. TypeError unless these are texts."""
        if not texts or not all(isinstance(text, str) for text in texts):
            raise TypeError("no texts")
        self._held: list[str | dict[str, Any]] = list(texts)
        self._made = made

    def _bucket(self, key: str) -> dict[str, Any]:
        place = _place(key, len(self._held))
        held = self._held[place]
        if isinstance(held, str):
            held = json.loads(held)
            if self._made:
                held = {key: self._made(value) for key, value in held.items()}
            self._held[place] = held
        return held

    def __getitem__(self, key: str) -> Any:
        return self._bucket(key)[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The key's value, or the default."""
        return self._bucket(key).get(key, default)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._bucket(key)

    def __iter__(self) -> Iterator[str]:
        for held in self._held:
            yield from json.loads(held) if isinstance(held, str) else held

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Lists(Mapping[Key, list[str]]):
    """Long lists of texts by a key, each parted when it is first asked for."""

    def __init__(self, joined: Mapping[Key, str]) -> None:
        """`joined`: what `joined` made of them."""
        self._held: dict[Key, str | list[str]] = dict(joined)

    def __getitem__(self, key: Key) -> list[str]:
        held = self._held[key]
        if isinstance(held, str):
            held = self._held[key] = held.split("\n")
        return held

    def __iter__(self) -> Iterator[Key]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


def joined(lists: Mapping[Key, Iterable[str]]) -> dict[Key, str]:
    """Lists of texts, none empty and no text with a line break, for `Lists`."""
    return {key: "\n".join(each) for key, each in lists.items()}


def _place(key: str, of: int) -> int:
    return crc32(key.encode("utf-8", "surrogatepass")) % of
