"""Names become masks, so that a question reads the same whatever it is about."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.gazetteer import Gazetteer
from components.masking import CONDITION, TREATMENT, TRIAL, mask_of, masked_words, spoken
from evidence.question import Mention


def masked(gazetteer: Gazetteer, text: str) -> list[str]:
    return [word.text for word in masked_words(text, gazetteer.link(text))]


@pytest.mark.parametrize(
    "text",
    [
        "does IVIG help CIDP?",
        "Does prednisone help multifocal motor neuropathy",
        "does Plasma-Exchange help Sjögren’s syndrome?!",
        "does ivgi help gullain bare",
        "does methotrexate help gout",
        "does IVIG help AD",
    ],
)
def test_one_question_is_the_same_for_every_pair(gazetteer: Gazetteer, text: str) -> None:
    assert masked(gazetteer, text) == ["does", TREATMENT, "help", CONDITION]


def test_a_trial_has_its_mask_and_a_term_stays_a_word(gazetteer: Gazetteer) -> None:
    assert TRIAL in masked(gazetteer, "what did the ICE trial find")
    assert "label" in " ".join(masked(gazetteer, "what does off-label mean"))


def test_a_word_that_nothing_knows_stays_as_typed(gazetteer: Gazetteer) -> None:
    assert masked(gazetteer, "does IVIG help flurbosis")[-1] in ("flurbosis", CONDITION)
    unknown = Mention(kind="uncovered", text="x", covers="unrecognised")
    assert mask_of(unknown) is None


def test_examples_carry_the_masks_in_capitals() -> None:
    words = masked_words("does TREATMENT help CONDITION in TRIAL", ())
    assert [word.text for word in words] == ["does", TREATMENT, "help", CONDITION, "in", TRIAL]
    words = masked_words("is this treatment for my condition", ())
    assert TREATMENT not in [word.text for word in words]  # an ordinary word is none


def test_nobody_can_type_a_mask_by_chance() -> None:
    for text in ("treatment", "Condition", "trial", "TREATMENTS"):
        assert {word.text for word in masked_words(text, ())} & {TREATMENT, CONDITION} == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("does IVIG help CIDP?", "does the treatment help the disease?"),
        ("does TREATMENT help CONDITION?", "does the treatment help the disease?"),
        ("hello there", "hello there"),
    ],
)
def test_the_encoder_reads_ordinary_words(gazetteer: Gazetteer, text: str, said: str) -> None:
    assert spoken(text, gazetteer.link(text)) == said


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["ivig", "gbs", "does", "Sjögren’s", "?", "TREATMENT"]), max_size=7)
    .map(" ".join)
)  # fmt: skip
def test_words_come_in_order_and_never_overlap(gazetteer: Gazetteer, text: str) -> None:
    mentions = gazetteer.link(text)
    place = 0
    found = masked_words(text, mentions)
    for word in found:
        assert place <= word.start < word.end <= len(text)
        place = word.end
    masks = [word for word in found if word.text in (TREATMENT, CONDITION, TRIAL)]
    assert len(masks) >= sum(mask_of(each) is not None for each in mentions)
    spoken(text, mentions)
