"""Names are looked up by their key; the store's are worked out once, what people write is not."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.names import cue_key, key
from evidence.store import Store
from tests.evidence.talk import Talk


def test_a_cue_has_the_key_of_its_name() -> None:
    assert cue_key("Sjögren’s syndrome") == key("Sjögren’s syndrome") == "sjogren syndrome"


@pytest.mark.parametrize("intent", ["efficacy", "safety", "dosing", "follow_up"])
def test_what_people_write_is_not_kept_in_memory(
    store: Store, gazetteer: Gazetteer, intent: str
) -> None:
    talk = Talk(store, gazetteer)
    talk.says("does IVIG help CIDP?", "efficacy")
    talk.says("and in my own case, does IVIG help CIDP?", intent)
    before = cue_key.cache_info().currsize
    talk.says("and in my very own unheard-of case, does IVIG help CIDP?", intent)
    assert cue_key.cache_info().currsize == before
    assert not hasattr(key, "cache_info")
