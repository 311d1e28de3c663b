"""Two questions in one message: the first is answered, the second is the first suggestion."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.assistant import reply
from evidence.question import Conversation, Question, Second
from evidence.sentences import two_questions
from evidence.store import Store


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Does it help CIDP, and what does it cost?", "Does it help CIDP", "what does it cost?"),
        ("what is LEMS and how is it treated", "what is LEMS", "how is it treated"),
        ("Is it safe? Also how long does it take?", "Is it safe?", "how long does it take?"),
        ("does it work, and if so how fast", "does it work", "how fast"),
        ("My mother is well. Does it help her?", None, None),
        ("is it safe and well tolerated", None, None),
        (
            "is SCIG weekly in MMN & how soon is it felt",
            "is SCIG weekly in MMN",
            "how soon is it felt",
        ),
        ("which drug is it, and at what dose?", "which drug is it", "at what dose?"),
        ("fever with IVIG, and which drug stops it", "fever with IVIG", "which drug stops it"),
        (
            "IVIG in GBS: which studies, and are they big?",
            "IVIG in GBS: which studies",
            "are they big?",
        ),
        ("my son has CIDP and is on steroids", None, None),
    ],
)
def test_where_two_questions_stand(text: str, first: str | None, second: str | None) -> None:
    spans = two_questions(text)
    if first is None:
        assert spans is None
    else:
        assert spans
        assert [text[start:end] for start, end in spans] == [first, second]


def asked(
    store: Store, gazetteer: Gazetteer, text: str, kinds: tuple[str, str], confidence: float = 0.9
) -> dict[str, object]:
    spans = two_questions(text)
    assert spans
    start, end = spans[1]
    question = Question(
        text=text,
        intent=kinds[0],
        confidence=0.9,
        mentions=gazetteer.link(text),
        second=Second(intent=kinds[1], confidence=confidence, start=start, end=end),
    )
    answer, _ = reply(store, question, Conversation())
    return answer.contract()


def test_the_second_is_the_first_suggestion(store: Store, gazetteer: Gazetteer) -> None:
    text = "Does IVIG help CIDP, and what are the side effects?"
    answer = asked(store, gazetteer, text, ("efficacy", "safety"))
    assert answer["kind"] == "efficacy"
    title = "What are the side effects?"
    assert answer["suggestions"][0] == {"title": title, "payload": title}  # type: ignore[index]


def test_two_of_one_kind_are_one_question(store: Store, gazetteer: Gazetteer) -> None:
    text = "does ivig help MMN and does it help CIDP"
    answer = asked(store, gazetteer, text, ("efficacy", "efficacy"))
    assert answer["conditions"] == ["mmn", "cidp"]
    assert all("does it" not in each["title"].lower() for each in answer["suggestions"])  # type: ignore[attr-defined]


def test_a_name_of_the_second_does_not_reach_the_first(store: Store, gazetteer: Gazetteer) -> None:
    text = "What dose of IVIG in MMN? And does rituximab help CIDP?"
    answer = asked(store, gazetteer, text, ("dosing", "efficacy"))
    assert answer["conditions"] == ["mmn"]
    assert answer["treatments"] == ["ivig"]


def test_a_name_that_the_first_lacks_is_lent(store: Store, gazetteer: Gazetteer) -> None:
    text = "How long does it take to work and what dose is used in CIDP?"
    answer = asked(store, gazetteer, text, ("timing", "dosing"))
    assert answer["kind"] == "timing"
    assert answer["conditions"] == ["cidp"]


@pytest.mark.parametrize("second", ["out_of_scope", "thanks", "capabilities"])
def test_small_talk_is_not_offered(store: Store, gazetteer: Gazetteer, second: str) -> None:
    text = "Does IVIG help CIDP? Are you having a good day?"
    answer = asked(store, gazetteer, text, ("efficacy", second))
    assert "good day" not in str(answer["suggestions"])


def test_an_unsure_second_is_not_offered(store: Store, gazetteer: Gazetteer) -> None:
    text = "Does IVIG help CIDP? What colour is the bottle?"
    answer = asked(store, gazetteer, text, ("efficacy", "safety"), confidence=0.2)
    assert "bottle" not in str(answer["suggestions"])


def test_a_long_second_is_shortened_to_a_plain_question(store: Store, gazetteer: Gazetteer) -> None:
    text = (
        "Does IVIG help MMN? And what dose of it do you usually see given to people with the "
        "disease in the trials and in everyday practice in hospitals?"
    )
    answer = asked(store, gazetteer, text, ("efficacy", "dosing"))
    assert answer["suggestions"][0]["title"] == "What dose of IVIG is used in MMN?"  # type: ignore[index]


def test_a_loaded_second_is_offered_as_a_plain_question(store: Store, gazetteer: Gazetteer) -> None:
    text = "What dose of IVIG in GBS? And is it proven that it cures GBS?"
    answer = asked(store, gazetteer, text, ("dosing", "efficacy"))
    titles = [each["title"] for each in answer["suggestions"]]  # type: ignore[attr-defined]
    assert titles[0] == "Does IVIG help GBS?"
    assert not any("cure" in each or "proven" in each for each in titles)
