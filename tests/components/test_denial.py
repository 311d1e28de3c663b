"""Signs that are absent alarm nobody; what is dangerous because it is absent stays."""

from __future__ import annotations

import pytest

from components.denial import denied, without_denied
from components.learning import masked
from evidence.question import Mention


def quiet(text: str) -> str:
    return without_denied(text, [], "…")[0]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("no wheeze, no hives, just drowsy", "…, just drowsy"),
        ("No fever, rash or pain since Monday", "… since Monday"),
        ("not breathless and not dizzy, only bored", "…, only bored"),
        ("there's no trouble swallowing no chest pain", "there's …"),
        ("my ankle isn't swollen / painful", "my ankle …"),
        ("no dark urine; is a test needed?", "…; is a test needed?"),
        ("no blood in my pee", "…"),
    ],
)
def test_what_is_denied_is_one_word(text: str, left: str) -> None:
    assert quiet(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "no pulse",
        "he's not breathing",
        "no wee since last night",
        "not answering, not waking up",
        "no feeling in my legs",
        "she can't swallow",
        "I have not slept",
        "no relief, and no pain relief either",
        "fever and rash",
        "not really wheezing",
        "no point in living",
        "",
    ],
)
def test_a_lack_that_is_a_danger_stays(text: str) -> None:
    assert quiet(text) == text


def test_danger_beside_what_is_denied_stays() -> None:
    assert quiet("no rash, no fever, but my throat is closing") == "…, but my throat is closing"
    assert quiet("No cough. Lips are blue.") == "…. Lips are blue."


def test_names_keep_their_places() -> None:
    text = "no fever on privigen, no rash on octagam"
    mentions = [
        Mention(kind="treatment", id="ivig", text=each, start=text.index(each), end=end)
        for each, end in (("privigen", 20), ("octagam", len(text)))
    ]
    said, moved = without_denied(text, mentions, "nothing wrong")
    assert said == "nothing wrong on privigen, nothing wrong on octagam"
    assert [said[each.start : each.end] for each in moved] == ["privigen", "octagam"]


def test_a_denied_name_stays() -> None:
    name = Mention(kind="condition", id="x", text="seizures", start=3, end=11)
    assert without_denied("no seizures. No rash", [name], "…")[0] == "no seizures. …"


def test_the_classifier_reads_one_word_for_it() -> None:
    assert masked("no hives, no wheeze, only tired", []) == "qdenied only tired"
    assert masked("no pulse", []) == "no pulse"


def test_a_long_message_is_read_in_a_moment() -> None:
    assert denied("no " * 20_000) == []
    assert len(denied("no fever and " * 5_000)) >= 1
