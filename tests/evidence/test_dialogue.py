"""From a question and a remembered conversation to a complete request."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from components.gazetteer import Gazetteer
from evidence.dialogue import resolve
from evidence.fragments import fragment_kind, goes_on, is_bare
from evidence.question import Conversation, Mention, Question, Reply, Request
from evidence.store import Store
from evidence.wording import Register

Ask = Callable[..., Reply]


@pytest.fixture
def ask(store: Store, gazetteer: Gazetteer) -> Ask:
    def asked(
        text: str, intent: str, last: Request | None = None, confidence: float = 0.95
    ) -> Reply:
        question = Question(
            text=text, intent=intent, confidence=confidence, mentions=gazetteer.link(text)
        )
        before = Conversation()
        if last:
            before = Conversation(last=last, treatments=last.treatments, conditions=last.conditions)
        return resolve(store, question, before)

    return asked


CIDP = Request(kind="efficacy", text="x", treatments=("ivig",), conditions=("cidp",))
STEROIDS = Request(kind="dosing", text="x", treatments=("corticosteroids",), conditions=("gbs",))


@pytest.mark.parametrize(
    ("text", "intent", "kind", "treatments", "conditions"),
    [
        ("does ivig help cidp", "efficacy", "efficacy", ("ivig",), ("cidp",)),
        ("does it help cidp", "efficacy", "efficacy", ("ivig",), ("cidp",)),
        ("side effects?", "safety", "safety", ("ivig",), ()),
        ("how does it work", "mechanism", "mechanism", ("ivig",), ()),
        ("what else works in cidp", "alternatives", "alternatives", (), ("cidp",)),
        ("is it FDA approved for MMN", "approval", "approval", ("ivig",), ("mmn",)),
        ("what is mmn", "definition", "definition", (), ("mmn",)),
        ("what is plasmapheresis", "definition", "definition", ("plasma-exchange",), ()),
    ],
)
def test_a_question_by_itself_is_filled_with_ivig_where_it_needs_one(
    ask: Ask,
    text: str,
    intent: str,
    kind: str,
    treatments: tuple[str, ...],
    conditions: tuple[str, ...],
) -> None:
    request = ask(text, intent).request
    assert (request.kind, request.treatments, request.conditions) == (kind, treatments, conditions)


@pytest.mark.parametrize(
    ("text", "intent", "kind", "treatments", "conditions"),
    [
        ("what dose?", "dosing", "dosing", ("ivig",), ("cidp",)),
        ("and for GBS?", "follow_up", "efficacy", ("ivig",), ("gbs",)),
        ("what about steroids?", "follow_up", "efficacy", ("corticosteroids",), ("cidp",)),
        ("no, I meant mmn", "efficacy", "efficacy", ("ivig",), ("mmn",)),
        ("how sure are you", "certainty", "certainty", ("ivig",), ("cidp",)),
        ("source?", "evidence_basis", "evidence_basis", ("ivig",), ("cidp",)),
        ("how long does it last", "timing", "timing", ("ivig",), ("cidp",)),
        ("who responds best?", "predictors", "predictors", ("ivig",), ("cidp",)),
    ],
)
def test_a_follow_up_is_filled_from_the_conversation(
    ask: Ask,
    text: str,
    intent: str,
    kind: str,
    treatments: tuple[str, ...],
    conditions: tuple[str, ...],
) -> None:
    request = ask(text, intent, CIDP).request
    assert (request.kind, request.treatments, request.conditions) == (kind, treatments, conditions)


def test_what_was_filled_in_is_told(ask: Ask) -> None:
    read = ask("how fast does it work?", "timing", STEROIDS)
    assert read.request.treatments == ("corticosteroids",)
    assert "Guillain-Barré" in (read.interpretation or "") and "steroids" in read.interpretation
    assert ask("does ivig help cidp", "efficacy", STEROIDS).interpretation is None


def test_a_correction_is_told(ask: Ask) -> None:
    read = ask("does ivig help dermatomyositus", "efficacy")
    assert read.request.conditions == ("dermatomyositis",)
    assert "dermatomyositus" in read.interpretation and "dermatomyositis" in read.interpretation


@pytest.mark.parametrize("intent", ["register_plain", "register_clinical", "repeat"])
def test_a_switch_or_repeat_asks_the_last_question_again(ask: Ask, intent: str) -> None:
    read = ask("please", intent, CIDP)
    assert read.request == CIDP
    styles = {"register_clinical": Register.CLINICAL}
    assert read.style is styles.get(intent, Register.PLAIN)


def test_more_asks_for_the_rest(ask: Ask) -> None:
    last = Request(kind="evidence_list", text="which does it help", treatments=("ivig",))
    assert ask("show the rest", "more", last).request == last.copy(update={"rest": True})


@pytest.mark.parametrize("kind", ["efficacy", "predictors", "guideline", "evidence_basis"])
def test_a_needed_condition_that_is_missing_is_asked_for(ask: Ask, kind: str) -> None:
    assert ask("does the treatment help me at all?", kind).request.kind in (
        "clarify",
        "out_of_scope",
    )
    assert ask("what does ivig do there?", kind).request.kind == "clarify"


def test_one_treatment_alone_is_compared_with_ivig(ask: Ask) -> None:
    request = ask("is it better than steroids for cidp", "comparison").request
    assert request.kind == "comparison" and request.conditions == ("cidp",)
    assert (request.treatments, request.comparators) == (("ivig",), ("corticosteroids",))


def test_a_confident_reading_of_names_outside_is_no_answer(ask: Ask) -> None:
    request = ask("does ivig help gout", "efficacy").request
    assert request.kind == "unknown_concept" and request.conditions == ()
    assert [each.text for each in request.unknown] == ["gout"]


@pytest.mark.parametrize("confidence", [0.0, 0.1])
def test_an_unsure_reading_is_not_answered(ask: Ask, confidence: float) -> None:
    far = ask("where is my red umbrella kept", "dosing", None, confidence)
    assert far.request.kind == "out_of_scope"
    near = ask("the thing with ivig and cidp yesterday", "dosing", None, confidence)
    assert near.request.kind in ("clarify", "out_of_scope")


def test_a_denied_name_is_left_out(ask: Ask) -> None:
    request = ask("sorry, not GBS, MMN", "efficacy", CIDP).request
    assert request.conditions == ("mmn",)


def test_a_context_of_other_words_never_changes_the_names(ask: Ask) -> None:
    for last in (None, CIDP, STEROIDS):
        request = ask("does rituximab help mmn?", "efficacy", last).request
        assert (request.treatments, request.conditions) == (("rituximab",), ("mmn",))


# --- bare fragments -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ivig cidp", "efficacy"),
        ("cidp ivig?", "efficacy"),
        ("IVIG for MMN", "efficacy"),
        ("ivig vs plasma exchange", "comparison"),
        ("ivig or steroids for cidp", "comparison"),
        ("plasmapheresis", "definition"),
        ("mmn", "efficacy"),
    ],
)
def test_a_fragment_has_a_kind_by_its_names_alone(
    gazetteer: Gazetteer, text: str, kind: str
) -> None:
    question = Question(text=text, intent="out_of_scope", mentions=gazetteer.link(text))
    assert is_bare(question) and fragment_kind(question) == kind


@pytest.mark.parametrize(
    "text", ["does ivig help cidp", "dose for cidp", "hello", "", "ivig cidp side effects"]
)
def test_a_message_with_words_of_its_own_is_no_fragment(gazetteer: Gazetteer, text: str) -> None:
    assert not is_bare(Question(text=text, intent="x", mentions=gazetteer.link(text)))


@pytest.mark.parametrize(
    ("text", "on"),
    [("and GBS?", True), ("what about mmn", True), ("no, I meant mmn", True), ("mmn", False)],
)
def test_an_opening_that_goes_on_is_seen(text: str, on: bool) -> None:
    assert goes_on(Question(text=text, intent="x")) is on


def test_ids_come_in_the_order_named_and_once() -> None:
    mentions = tuple(
        Mention(kind="condition", id=each, text=each) for each in ("mmn", "gbs", "mmn")
    )
    question = Question(text="x", intent="x", mentions=mentions)
    assert question.ids("condition") == ("mmn", "gbs") and question.ids("treatment") == ()
