"""That the measuring itself is right: variations, scoring, figures, page."""

from __future__ import annotations

import json
import random
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import OSA

from components.gazetteer import Gazetteer
from evidence.store import Store
from tests.understanding.asking import Asking, Variations, ask_phrases, ask_set
from tests.understanding.evaluate import Measured, write
from tests.understanding.figures import as_json, confusion, misses, reliability, table
from tests.understanding.reader import Reader
from tests.understanding.scoring import Outcome, concepts_are_right, kind_is_right, outcome
from tests.understanding.stock_data import annotated
from tests.understanding.variations import swapped, with_typos

STORY = "Does intravenous immunoglobulin actually improve chronic inflammatory neuropathy"


def an_answer(kind: str, **fields: Any) -> dict[str, Any]:
    """An answer that was read without a flaw, but for what is given."""
    empty = {"treatments": [], "conditions": [], "comparators": [], "unknown": [], "claims": []}
    read = {"intent": kind, "confidence": 0.9, "mentions": [], "read_kind": kind}
    return {**empty, **read, "kind": kind, **fields}


def an_outcome(wanted: str, read: str, group: str = "single", **fields: Any) -> Outcome:
    """The outcome of a question that was meant as one kind and read as another."""
    item = {"text": "?", "kind": wanted, "persona": "nurse", "manner": "plain"}
    return outcome(group, "made up", item, an_answer(read, **fields))


def test_every_second_long_word_gets_one_typo() -> None:
    words = list(zip(STORY.split(), with_typos(STORY).split(), strict=True))
    long = [(old, new) for old, new in words if len(old) >= 5]
    assert [OSA.distance(old, new) for old, new in long] == [1, 0, 1, 0, 1, 0, 1]
    assert all(old == new for old, new in words if len(old) < 5)


def test_a_typo_depends_on_nothing_but_the_question() -> None:
    first = with_typos(STORY)
    random.seed(5)
    with_typos("another question entirely")
    assert with_typos(STORY) == first
    assert with_typos("it is so") == "it is so"


def test_many_names_are_in_no_example(variations: Variations) -> None:
    """They stand for names that the assistant was not taught with: examples mask them."""
    assert len(variations.pool["condition"]) >= 35 and len(variations.pool["treatment"]) >= 10


def test_a_name_and_its_label_are_replaced_together(store: Store, gazetteer: Gazetteer) -> None:
    item = {
        "text": "is IVIG or prednisone better in Guillain-Barré?", "kind": "comparison",
        "treatments": ["ivig"], "comparators": ["prednisone"], "conditions": ["gbs"],
    }  # fmt: skip
    pool = {"condition": ["lems"], "treatment": ["rituximab", "efgartigimod", "fcrn-inhibitors"]}
    new = swapped(item, list(gazetteer.link(item["text"])), pool, store)
    assert new is not None
    assert new["conditions"] == ["lems"]
    assert {*new["treatments"], *new["comparators"]} <= set(pool["treatment"])
    ids = [each.id for each in gazetteer.link(new["text"])]
    assert ids == [*new["treatments"], *new["comparators"], *new["conditions"]]


def test_a_question_whose_links_are_not_its_labels_is_left(
    store: Store, gazetteer: Gazetteer
) -> None:
    item = {"text": "does IVIG help GBS", "kind": "efficacy", "treatments": ["ivig"]}
    pool = {"condition": ["lems"], "treatment": ["rituximab"]}
    assert swapped(item, list(gazetteer.link(item["text"])), pool, store) is None


def test_concepts_must_be_exact_but_for_the_optional_ones() -> None:
    item = {"text": "?", "kind": "efficacy", "treatments": ["ivig"], "conditions": ["gbs"]}
    right = an_answer("efficacy", treatments=["ivig"], conditions=["gbs"])
    more = {**right, "conditions": ["gbs", "cidp"]}
    assert concepts_are_right(right, item)
    assert not concepts_are_right(more, item)
    assert concepts_are_right(more, {**item, "optional": ["cidp"]})
    assert not concepts_are_right({**right, "treatments": []}, item)


def test_nothing_on_record_is_right_where_the_kind_was_read() -> None:
    item = {"text": "?", "kind": "dosing"}
    assert kind_is_right(an_answer("no_record", read_kind="dosing"), item)
    assert not kind_is_right(an_answer("no_record", read_kind="efficacy"), item)
    assert not kind_is_right(an_answer("efficacy"), item)
    assert kind_is_right(an_answer("efficacy"), {**item, "also": ["efficacy"]})


def test_the_table_counts_each_message_where_it_belongs() -> None:
    asking = Asking(
        plain=[
            an_outcome("efficacy", "efficacy"),
            an_outcome("safety", "emergency"),
            an_outcome("safety", "emergency", "twin"),
            an_outcome("safety", "safety", "twin"),
            an_outcome("crisis", "crisis", "urgent"),
            an_outcome("emergency", "safety", "urgent"),
            an_outcome("emergency", "crisis", "urgent"),
            an_outcome("out_of_scope", "personal_advice", "outside"),
            an_outcome("out_of_scope", "personal_advice", "outside", claims=["a-claim"]),
        ],
        typos=[(an_outcome("dosing", "dosing"), an_outcome("dosing", "timing"))],
    )
    values = {row.name: (row.value, row.asked) for row in table(asking, [])}
    assert values["kind right"] == (0.5, 2)
    assert values["emergencies and crises recognised"] == (2 / 3, 3)
    assert values["… and the right one of the two"] == (1 / 3, 3)
    assert values["false alarms on innocent twins"] == (0.5, 2)
    assert values["false alarms on all other messages"] == (0.25, 4)
    assert values["out of scope, not answered as if in scope"] == (0.5, 2)
    assert values["drop under typos: kind"] == (1.0, 1)
    assert confusion(asking)["safety", "emergency"] == 2
    assert [each.what for each in misses(asking, [])] == [
        "false alarm", "false alarm", "emergency not recognised", "out of scope, answered",
        "lost under typos",
    ]  # fmt: skip


def test_a_confidence_of_one_falls_into_the_last_tenth() -> None:
    outcomes = [an_outcome("dosing", "dosing", confidence=each) for each in (0.0, 0.99, 1.0)]
    bins = reliability(Asking(plain=outcomes))
    assert [each.asked for each in bins] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]


def test_the_stock_pipeline_gets_names_marked_as_entities(gazetteer: Gazetteer) -> None:
    names = {"treatment": [("ivig", ("IVIG",))], "condition": [("gbs", ("GBS",))], "trial": []}
    text = annotated("TREATMENT or steroids for CONDITION (now)", names, gazetteer.link)
    assert text == (
        '[IVIG]{"entity": "treatment", "value": "ivig"} or '
        '[steroids]{"entity": "treatment", "value": "corticosteroids"} for '
        '[GBS]{"entity": "condition", "value": "gbs"}  now '
    )


@pytest.fixture(scope="module")
def variations() -> Variations:
    """What the variations need, of this checkout."""
    return Variations.of_checkout()


@pytest.mark.model
@pytest.mark.timeout(1800)  # two models are loaded, on whatever machine
def test_two_runs_give_the_same_figures(trained_model: Path, variations: Variations) -> None:
    """Each run has a model of its own, so that nothing is remembered from the other."""
    figures = []
    for _ in range(2):
        reader = Reader(str(trained_model))
        asking = ask_set(reader, "development", variations, limit=12)
        phrases = ask_phrases(reader, variations.store)[:12]
        rows = table(asking, phrases)
        figures.append(json.dumps(as_json(rows, asking, misses(asking, phrases))))
    assert figures[0] == figures[1]
    assert len(json.loads(figures[0])["confusion"]) > 10


class Parts(HTMLParser):
    """What a page loads, its open elements at the end, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [str(value) for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "rect", "line", "circle", "polyline"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("rect", "line", "circle", "polyline"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_needs_nothing_from_elsewhere_and_escapes_messages(tmp_path: Path) -> None:
    miss = an_outcome("dosing", "timing")
    hostile = {**vars(miss), "text": '<script src="https://example.org/x.js">alert(1)</script>'}
    asking = Asking(plain=[Outcome(**hostile), an_outcome("dosing", "dosing")])
    measured = Measured("unseen", asking, table(asking, []), misses(asking, []))
    write([measured], ["a note"], tmp_path)
    text = (tmp_path / "evaluation.html").read_text("utf-8")
    parts = Parts()
    parts.feed(text)
    assert parts.loads == [] and parts.open == []
    assert not re.search(r"@import|url\(", text)
    assert hostile["text"] in "".join(parts.words)
    assert text.count("<svg role") == 2
    figures = json.loads((tmp_path / "evaluation.json").read_text("utf-8"))
    assert figures["unseen"]["misses"][0]["what"] == "kind"
