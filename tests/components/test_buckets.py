"""Tables as texts give what the tables gave."""

from __future__ import annotations

import pytest

from components.buckets import EACH, Buckets, Lists, cut_up, joined

TABLE = {f"name {number}": number for number in range(5 * EACH)}


def test_every_key_has_its_value_and_no_other_key_has_one() -> None:
    read = Buckets(cut_up(TABLE))
    assert {key: read[key] for key in TABLE} == TABLE
    assert all(key in read for key in TABLE)
    assert dict(Buckets(cut_up(TABLE))) == TABLE and len(read) == len(TABLE)
    assert "nobody" not in read and 3 not in read
    assert read.get("nobody") is None and read.get("nobody", 7) == 7
    with pytest.raises(KeyError):
        read["nobody"]


@pytest.mark.parametrize("key", ["", "\ud800", "ß", "name\n", "多发性"])
def test_a_key_may_be_any_text(key: str) -> None:
    assert key not in Buckets(cut_up({}))
    assert Buckets(cut_up({key: [key]}))[key] == [key]


def test_what_a_key_does_not_need_stays_unread() -> None:
    texts = cut_up(TABLE)
    assert len(texts) > 4
    place = next(place for place, text in enumerate(texts) if '"name 7"' in text)
    broken = [text if at == place else "no JSON" for at, text in enumerate(texts)]
    assert Buckets(broken)["name 7"] == 7


def test_values_become_what_they_are_made_into() -> None:
    assert Buckets(cut_up({"a": 1}), ["none", "one"].__getitem__)["a"] == "one"


@pytest.mark.parametrize("texts", [[], [1], [b"{}"]])
def test_what_is_no_table_is_refused(texts: list[object]) -> None:
    with pytest.raises(TypeError):
        Buckets(texts)  # type: ignore[arg-type]


def test_lists_are_parted_again() -> None:
    lists = {3: ["abc"], 4: ["four", "five", "nine"]}
    read = Lists(joined(lists))
    assert dict(read) == lists and len(read) == 2
    assert read[4] == read.get(4) == ["four", "five", "nine"]
    assert read.get(5) is None
