"""The names as training lays them out and a start loads them."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from components import layout
from components.gazetteer import Gazetteer
from components.linker import english_words
from evidence.store import Store

TAUGHT = {"does": 900, "ivig": 800, "help": 700, "nerve": 300}
MESSAGES = (
    "does ivig help cidp",
    "does ivgi hlep gullain bare",
    "multi vocal motor new rob athy",
    "multifcoal neuropathy in sarcoidosis",
    "doesivig help neuropathy motor multifocal",
    "stiff persn syndrom",
    "staff person syndrome",
    "sclerosis multiple",
)


@pytest.fixture(scope="module")
def laid(store: Store) -> layout.Layout:
    return layout.lay_out(store, english_words(), TAUGHT)


def test_what_is_loaded_is_what_was_laid_out(laid: layout.Layout, tmp_path: Path) -> None:
    layout.save(laid, tmp_path / "names.layout")
    assert plain(layout.load(tmp_path / "names.layout")) == plain(laid)


def plain(value: Any) -> Any:
    """Tables as dicts, sets as dicts without values, and what is made of them."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset):
        return dict.fromkeys(value)
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def test_names_are_found_in_what_is_loaded_as_in_what_was_laid_out(
    store: Store, laid: layout.Layout, tmp_path: Path
) -> None:
    layout.save(laid, tmp_path / "names.layout")
    english = english_words()
    found = [
        Gazetteer(store, english, ["help"], None, TAUGHT, each)
        for each in (laid, layout.load(tmp_path / "names.layout"))
    ]
    for message in MESSAGES:
        theirs, ours = (each.link(each.parted(message)) for each in found)
        assert ours == theirs != (), message
        theirs, ours = (each.respeller.respelt(message, ()) for each in found)
        assert ours == theirs
    # One is a word of names alone, one of names and English.
    for word, typed in (("polyneuropathy", "polyenuropathy"), ("cerebellar", "cerebelalr")):
        assert [each.respeller.right(typed) for each in found] == [word, word]


def test_every_name_is_found_in_every_way(laid: layout.Layout) -> None:
    name = "multifocal motor neuropathy"
    assert laid.entries[name].id == "mmn"
    assert name in laid.by_first_word["multifocal"]
    assert laid.entries[laid.bags["motor multifocal neuropathy"]].id == "mmn"
    assert laid.entries[laid.spelt.joined["multifocalmotorneuropathy"]].id == "mmn"
    assert laid.whole.names[name] == "mmn"
    assert "ivig" in laid.single and "multifocal" in laid.parts.words and "ivig" in laid.treatments


@pytest.mark.parametrize("end", [0, 100, -100])
def test_a_damaged_file_is_told(laid: layout.Layout, tmp_path: Path, end: int) -> None:
    path = tmp_path / "names.layout"
    layout.save(laid, path)
    path.write_bytes(path.read_bytes()[:end])
    with pytest.raises(ValueError, match=r"names\.layout in the model is damaged"):
        layout.load(path)


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    witness = tmp_path / "ran"

    class Harmful:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (witness,)

    path = tmp_path / "names.layout"
    path.write_bytes(pickle.dumps(Harmful()))
    with pytest.raises(ValueError, match="damaged"):
        layout.load(path)
    assert not witness.exists()
