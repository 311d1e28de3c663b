"""The wording rules, over every claim and every answer of the real store."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.answer import Answer
from evidence.draft import compose
from evidence.kinds import BY_INTENT
from evidence.language import (
    MAX_WORDS,
    banned_words,
    is_hedged,
    reading_grade,
    sentences,
    word_count,
)
from evidence.lookup import effects
from evidence.model import (
    Approval,
    Certainty,
    Claim,
    Direction,
    Efficacy,
    Guideline,
    Predictor,
    Size,
)
from evidence.question import Request
from evidence.store import load
from evidence.voice import (
    article_of,
    beside_of,
    certainty_of,
    figures_of,
    from_lexicon,
    statement_of,
)
from evidence.wording import Register, inflect
from service.settings import ROOT
from tests.contract import WITHOUT_FINDINGS, assert_contract, assert_true_to_store
from tests.evidence.answers import Asked, ask, easy_names, numbers_behind, numbers_in, pairs_of

HIGHEST, HIGHEST_MEDIAN = 10.0, 8.0  # reading grades of the plain register
STUDIES = re.compile(r"\b(trials?|stud(y|ies)|reviews?|reports?|series|cohorts?)\b", re.IGNORECASE)
REGISTERS = list(Register)

# Loaded once more than the fixture does, so that hypothesis can draw from the records' ids.
STORE = load(ROOT / "knowledge")


def told(failures: Sequence[object]) -> str:
    """What fails, one a line, for an assertion's message."""
    return f"{len(failures)} fail:\n" + "\n".join(str(each) for each in failures[:60])


def worded(claim: Claim, style: Register) -> list[str]:
    """The sentences that state a claim."""
    return [each.text for each in statement_of(STORE, claim, style)]


# --- every claim × register × (its statement, the lexicon) ----------------------------------


@pytest.mark.parametrize("style", REGISTERS)
def test_no_effect_is_worded_more_strongly_than_its_certainty(style: Register) -> None:
    too_strong = []
    for claim in STORE.claims.values():
        if not isinstance(claim, (Efficacy, Predictor)):
            continue
        said = worded(claim, style)
        if isinstance(claim, Efficacy) and claim.direction is Direction.MIXED:
            # Both sides are told as what studies found, after a sentence that they disagree.
            sides, said = said[1:], said[:1]
            too_strong += [(claim.id, side) for side in sides if not STUDIES.search(side)]
        too_strong += [
            (claim.id, claim.certainty.value, sentence)
            for sentence in said
            if not is_hedged(sentence, claim.certainty)
        ]
    assert not too_strong, told(too_strong)


@pytest.mark.parametrize("style", REGISTERS)
def test_the_lexicon_words_every_effect_as_weakly_as_its_certainty(style: Register) -> None:
    too_strong = []
    for claim in STORE.of_type(Efficacy):
        for sentence in sentences(from_lexicon(STORE, claim, style))[:1]:
            if not is_hedged(sentence, claim.certainty) or banned_words(sentence):
                too_strong.append((claim.id, claim.certainty.value, sentence))
            if re.search(r"[{}\[\]|]|\(e?s\)", sentence):
                too_strong.append((claim.id, "an open blank", sentence))
    assert not too_strong, told(too_strong)


@pytest.mark.parametrize("style", REGISTERS)
def test_every_cell_of_the_lexicon_is_hedged(style: Register) -> None:
    too_strong = []
    for direction, levels in STORE.wording.effects[style].items():
        for level, sizes in levels.items():
            for size, text in sizes.items():
                first = sentences(text)[0]
                if not is_hedged(first, Certainty(level)) or banned_words(text):
                    too_strong.append((direction, level, size, text))
    assert not too_strong, told(too_strong)


def test_a_cell_never_says_more_than_the_cell_above_it() -> None:
    """High certainty alone may go without a hedge."""
    for style in REGISTERS:
        for direction, levels in STORE.wording.effects[style].items():
            for size, text in levels[Certainty.HIGH.value].items():
                for level in ("moderate", "low", "very-low"):
                    if direction not in ("mixed", "uncertain"):
                        assert levels[level][size] != text, (direction, level, size)


def test_size_is_said_only_where_the_claim_records_it() -> None:
    wrong = []
    for claim in STORE.of_type(Efficacy):
        if claim.direction not in (Direction.BENEFIT, Direction.HARM):
            continue
        said = from_lexicon(STORE, claim, Register.PLAIN).lower()
        if claim.size is not Size.LARGE and "large" in said.replace(claim.outcome.lower(), ""):
            wrong.append((claim.id, said))
    assert not wrong, told(wrong)


@pytest.mark.parametrize("style", REGISTERS)
def test_no_claim_uses_a_banned_word(style: Register) -> None:
    banned = []
    for claim in STORE.claims.values():
        because = certainty_of(STORE, claim)
        numbers = figures_of(STORE, claim, style)
        said = [
            *statement_of(STORE, claim, style),
            *beside_of(claim, style),
            *article_of(claim),
            *([because] if because else []),
            *([numbers] if numbers else []),
        ]
        banned += [(claim.id, banned_words(each.text)) for each in said if banned_words(each.text)]
    assert not banned, told(banned)


def test_no_definition_or_trial_uses_a_banned_word() -> None:
    texts = {each.id: each.statement for each in STORE.trials.values()}
    tables = (STORE.conditions, STORE.treatments, STORE.terms)
    defined = {
        each.id: each.definition for table in tables for each in table.values() if each.definition
    }
    banned = [
        (name, banned_words(text))
        for name, record in {**texts, **defined}.items()
        for text in (record.plain, record.clinical)
        if banned_words(text)
    ]
    assert not banned, told(banned)


# --- the plain register ---------------------------------------------------------------------


def test_plain_sentences_have_at_most_25_words() -> None:
    long = []
    for claim in STORE.claims.values():
        said = [*worded(claim, Register.PLAIN)]
        said += [each.text for each in beside_of(claim, Register.PLAIN)]
        long += [
            (claim.id, word_count(each), each) for each in said if word_count(each) > MAX_WORDS
        ]
    assert not long, told(long)


def test_plain_definitions_and_trials_have_at_most_25_words_a_sentence() -> None:
    texts = [(each.id, each.statement.plain) for each in STORE.trials.values()]
    for table in (STORE.conditions, STORE.treatments, STORE.terms):
        texts += [(each.id, each.definition.plain) for each in table.values() if each.definition]
    long = [
        (name, word_count(sentence), sentence)
        for name, text in texts
        for sentence in sentences(text)
        if word_count(sentence) > MAX_WORDS
    ]
    assert not long, told(long)


def test_plain_statements_read_at_grade_ten_at_most_and_eight_in_the_middle() -> None:
    easy = easy_names(STORE)
    graded = []
    for claim in STORE.claims.values():
        said = " ".join(worded(claim, Register.PLAIN))
        named = [name for name in easy if name.lower() in said.lower()]
        graded.append((round(reading_grade(said, named), 1), claim.id, said))
    graded.sort(reverse=True)
    assert statistics.median(grade for grade, _, _ in graded) <= HIGHEST_MEDIAN
    hard = [each for each in graded if each[0] > HIGHEST]
    assert not hard, told(hard)


# --- every kind × pair × register -----------------------------------------------------------


def test_every_answer_keeps_the_contract(asked: list[Asked]) -> None:
    broken = []
    for each in asked:
        try:
            assert_contract(each.data)
            assert_true_to_store(each.data, STORE)
        except AssertionError as error:
            broken.append(f"{each}: {str(error).splitlines()[0]}")
    assert not broken, told(broken)


def test_the_answers_are_many_and_of_every_kind(asked: list[Asked]) -> None:
    """So that the other tests look at something."""
    kinds = {each.request.kind for each in asked}
    assert kinds == set(BY_INTENT)
    stating = [each for each in asked if each.answer.claims]
    assert len(stating) > 2000


def test_every_sentence_with_claims_is_sourced(asked: list[Asked]) -> None:
    unsourced = [
        (str(each), sentence.text)
        for each in asked
        for sentence in each.draft.sentences
        if sentence.claims and not sentence.cited(STORE)
    ]
    assert not unsourced, told(unsourced)


def test_every_sentence_without_claims_or_sources_is_a_phrase_of_ours(asked: list[Asked]) -> None:
    """So no sentence of evidence can go without its claim."""
    patterns = [
        re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(phrase)), re.DOTALL)
        for phrase in STORE.wording.phrases.values()
        if len(re.sub(r"\{\w+\}|\W", "", phrase)) > 8
    ]
    unfounded = {
        sentence.text: str(each)
        for each in asked
        for sentence in each.draft.sentences
        if not (sentence.claims or sentence.sources)
        and not any(pattern.fullmatch(sentence.text) for pattern in patterns)
    }
    assert not unfounded, told(list(unfounded.items()))


def test_our_own_phrases_use_no_banned_word() -> None:
    banned = {
        name: banned_words(text)
        for name, text in STORE.wording.phrases.items()
        if banned_words(text)
    }
    assert banned == {}


def test_the_text_says_every_sentence_and_cites_it_by_its_number(asked: list[Asked]) -> None:
    wrong = []
    for each in asked:
        body = each.answer.text.split("\n\nSources:\n")[0]
        if not each.draft.cite and "[1]" not in body:
            continue  # a long list, without any numbers
        numbers = {source.id: n for n, source in enumerate(each.answer.sources, start=1)}
        for paragraph, part in zip(each.draft.paragraphs, body.split("\n\n"), strict=True):
            marks = set(re.findall(r"\[(\d+)\]", part))
            cited = {str(numbers[one]) for sent in paragraph for one in sent.cited(STORE)}
            if marks != cited or any(sentence.text not in part for sentence in paragraph):
                wrong.append((str(each), part))
    assert not wrong, told(wrong)


def test_claims_and_sources_of_an_answer_are_those_of_its_sentences(asked: list[Asked]) -> None:
    for each in asked:
        said = dict.fromkeys(one for sent in each.draft.sentences for one in sent.claims)
        cited = dict.fromkeys(one for sent in each.draft.sentences for one in sent.cited(STORE))
        assert each.answer.claims == tuple(said), str(each)
        assert [source.id for source in each.answer.sources] == list(cited), str(each)


def test_an_answer_lists_its_sources_unless_it_points_to_where_they_are(
    asked: list[Asked],
) -> None:
    wrong = []
    for each in asked:
        listed = each.answer.text.partition("Sources:\n")[2]
        for number, source in enumerate(each.answer.sources, start=1):
            if each.draft.cite and f"[{number}] {source.citation}" not in listed:
                wrong.append((str(each), source.id))
    assert not wrong, told(wrong)


def test_kinds_that_state_nothing_have_no_findings(asked: list[Asked]) -> None:
    wrong = [
        (str(each), each.answer.kind)
        for each in asked
        if each.answer.kind in WITHOUT_FINDINGS and each.answer.findings
    ]
    assert not wrong, told(wrong)


def test_missing_evidence_is_never_worded_as_no_effect(asked: list[Asked]) -> None:
    silent = [each for each in asked if each.answer.kind == "no_record"]
    assert silent
    for each in silent:
        assert not re.search(
            r"does(n.t| not) (work|help)|no (effect|benefit)|ineffective", each.answer.text
        ), each.answer.text


def test_every_number_in_a_text_stands_in_the_records_behind_it(asked: list[Asked]) -> None:
    invented = set()
    for each in asked:
        names = (*each.request.treatments, *each.request.comparators, *each.request.conditions)
        known = numbers_in(" ".join(name for one in names for name in STORE.concept(one).names))
        for sentence in each.draft.sentences:
            if sentence.sources or each.answer.kind in ("updates", "capabilities"):
                continue  # a record's own text; years and counts that are tested elsewhere
            own = known | numbers_behind(STORE, sentence)
            if not sentence.claims:
                own |= numbers_about(sentence.text)
            for number in numbers_in(sentence.text) - own:
                invented.add((each.request.kind, number, sentence.text))
    assert not invented, told(sorted(invented))


def numbers_about(text: str) -> set[str]:
    """Numbers in names of conditions and trials that a sentence of ours mentions, and counts."""
    tables = (STORE.conditions, STORE.trials)
    labels = [name for table in tables for each in table.values() for name in each.names]
    found = numbers_in(" ".join(label for label in labels if label in text))
    count = re.match(r"(\d+) more\.", text)
    return found | ({count.group(1)} if count else set())


def test_the_count_of_what_a_list_leaves_out_is_right() -> None:
    for text in ("which conditions does it help", "where does it not work", "what is uncertain"):
        request = Request(kind="evidence_list", text=text, treatments=("ivig",))
        first, rest = ask(STORE, request), ask(STORE, request.copy(update={"rest": True}))
        count = re.search(r"(\d+) more\.", first.answer.text)
        assert count and int(count.group(1)) == len(rest.answer.findings)
        assert not set(first.answer.claims) & set(rest.answer.claims)
        assert not re.search(r"\d+ more\.", rest.answer.text)


def test_updates_and_capabilities_count_from_the_record() -> None:
    said = ask(STORE, Request(kind="capabilities", text="what can you do")).answer.text
    date = f"{STORE.date.day} {STORE.date:%B %Y}"
    counts = {str(len(STORE.claims)), str(len(STORE.conditions)), *numbers_in(date)}
    assert numbers_in(said) <= counts and date in said
    news = ask(
        STORE,
        Request(kind="updates", text="what is new since 2022", treatments=("ivig",)),
    )
    lines = [each for each in news.draft.sentences if each.text.startswith("• ")]
    assert lines
    for sentence in lines:
        year = int(re.findall(r"\b(?:19|20)\d\d\b", sentence.text)[0])
        claim = STORE.claims[sentence.claims[0]]
        assert year >= 2022
        assert year in {getattr(claim, "year", None)} | {
            STORE.sources[one].year for one in sentence.cited(STORE)
        }


def test_an_efficacy_finding_is_the_headline_of_its_pair(asked: list[Asked]) -> None:
    looked_at = 0
    for each in asked:
        if each.answer.kind != "efficacy":
            continue
        found = effects(STORE, each.request.treatments[0], each.request.conditions[0])
        assert found, str(each)
        assert len(each.answer.findings) == len(found.claims)
        for finding, claim in zip(each.answer.findings, found.claims, strict=True):
            looked_at += 1
            assert claim.headline and claim.id in each.answer.claims
            assert (finding.direction, finding.certainty) == (claim.direction, claim.certainty)
            assert finding.certainty_basis is claim.certainty_basis
            assert (finding.outcome, finding.comparator) == (claim.outcome, claim.comparator)
            assert finding.situation == claim.situation
    assert looked_at > 200


def test_both_registers_give_the_same_findings_kind_and_pair(asked: list[Asked]) -> None:
    plain = {each.request: each.answer for each in asked if each.style is Register.PLAIN}
    for each in asked:
        other = plain[each.request]
        assert each.answer.kind == other.kind
        assert each.answer.findings == other.findings
        assert each.answer.treatments == other.treatments
        assert each.answer.treatments[: len(each.request.treatments)] == each.request.treatments
        assert each.answer.conditions == other.conditions == each.request.conditions


def test_every_certainty_is_told_with_its_because_and_whose_reading_it_is() -> None:
    for claim in STORE.claims.values():
        said = certainty_of(STORE, claim)
        if not claim.certainty:
            continue
        assert said and claim.because and claim.because in said.text
        assert STORE.wording.certainty[claim.certainty].word in said.text
        assert ("our reading" in said.text) == (claim.certainty_basis.value == "judged"), claim.id


def test_off_label_is_never_worded_as_forbidden() -> None:
    for claim in STORE.of_type(Approval):
        if claim.status == "off-label":
            for style in REGISTERS:
                said = " ".join(worded(claim, style))
                assert not re.search(r"\b(forbidden|illegal|prohibited|must not)\b", said), said
                if not claim.statement:
                    assert "clinician may still judge" in said


def test_an_approval_names_its_agency_and_the_day_it_holds() -> None:
    for claim in STORE.of_type(Approval):
        said = " ".join(worded(claim, Register.PLAIN))
        europe = r"EMA|EU\b|Europe"
        names = {"FDA": r"FDA|Food and Drug|US\b", "EMA": europe, "EU": europe}[claim.agency]
        assert re.search(names, said), (claim.id, said)
        if not claim.statement:
            assert str(claim.as_of.year) in said and f"{claim.as_of:%B}" in said


def test_a_guideline_is_attributed_and_dated() -> None:
    undated = []
    for claim in STORE.of_type(Guideline):
        for style in REGISTERS:
            said = " ".join(worded(claim, style))
            if str(claim.year) not in said:
                undated.append((claim.id, claim.year, said))
            if claim.retired and not re.search(r"retired|withdrawn|no longer", said):
                undated.append((claim.id, "retired", said))
    assert not undated, told(undated)


# --- suggestions ----------------------------------------------------------------------------


def test_every_suggestion_has_its_answer_on_record(asked: list[Asked]) -> None:
    offers = {offer.title: offer.request for each in asked for offer in each.draft.offers}
    assert len(offers) > 300
    empty = []
    for title, request in offers.items():
        answer = ask(STORE, request).answer
        if answer.kind != request.kind or not (answer.claims or answer.sources):
            empty.append((title, answer.kind))
    assert not empty, told(empty)


def test_a_suggestion_is_a_grammatical_question(asked: list[Asked]) -> None:
    titles = {offer.title for each in asked for offer in each.draft.offers}
    plural = [each.label for each in STORE.treatments.values() if each.plural]
    wrong = [title for title in titles for label in plural if f"Does {label} " in title]
    wrong += [title for title in titles for label in plural if f"Is {label} " in title]
    assert not wrong, told(sorted(wrong))
    assert all(title.endswith("?") for title in titles)


def test_no_suggestion_asks_again_what_was_asked(asked: list[Asked]) -> None:
    again = [
        (str(each), offer.title)
        for each in asked
        for offer in each.draft.offers
        if (offer.request.kind, offer.request.treatments, offer.request.conditions)
        == (each.request.kind, each.request.treatments, each.request.conditions)
        and offer.request.comparators in ((), each.request.comparators)
    ]
    assert not again, told(again)


# --- combinations, by hypothesis ------------------------------------------------------------

quick = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
CONDITIONS, TREATMENTS = sorted(STORE.conditions), sorted(STORE.treatments)
SITUATIONS = sorted({s.id for each in STORE.conditions.values() for s in each.situations})


@st.composite
def any_request(draw: st.DrawFn) -> Request:
    """A request that the dialogue could hand on: any kind, several of everything, any text."""
    kind = BY_INTENT[draw(st.sampled_from(sorted(BY_INTENT)))]
    pairs = pairs_of(STORE)
    known = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=2))
    conditions = [condition for _, condition in known]
    conditions += draw(st.lists(st.sampled_from(CONDITIONS), max_size=1))
    treatments = [treatment for treatment, _ in known]
    treatments += draw(st.lists(st.sampled_from(TREATMENTS), max_size=1))
    treatments = draw(st.permutations(sorted(set(treatments))))
    if kind.condition == "none" or (kind.condition != "needed" and draw(st.booleans())):
        conditions = []
    comparators: list[str] = []
    if kind.name == "comparison":
        others = [each for each in TREATMENTS if each != treatments[0]]
        comparators = draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True))
        treatments = treatments[:1]
    return Request(
        kind=kind.name,
        text=draw(st.text(max_size=60) | st.sampled_from(["", "stop it?", "how many grams 82 kg"])),
        treatments=tuple(treatments),
        conditions=tuple(draw(st.permutations(sorted(set(conditions))))),
        comparators=tuple(comparators),
        situations=tuple(draw(st.lists(st.sampled_from(SITUATIONS), max_size=2, unique=True))),
        rest=draw(st.booleans()),
    )


@quick
@given(any_request(), st.sampled_from(REGISTERS))
def test_any_request_gets_a_sound_answer(request: Request, style: Register) -> None:
    each = ask(STORE, request, style)
    assert_contract(each.data)
    assert_true_to_store(each.data, STORE)
    for sentence in each.draft.sentences:
        assert not sentence.claims or sentence.cited(STORE)


@quick
@given(any_request(), st.sampled_from(REGISTERS))
def test_an_answer_is_a_pure_function_of_what_it_is_given(
    request: Request, style: Register
) -> None:
    before = STORE.snapshot
    first = ask(STORE, request, style)
    again = ask(STORE, Request(**request.dict()), Register(style.value))
    assert first.answer == again.answer and first.data == again.data
    assert STORE.snapshot == before


@quick
@given(
    st.lists(st.sampled_from(pairs_of(STORE)), min_size=1, max_size=3, unique=True),
    st.sampled_from(REGISTERS),
)
def test_findings_stand_in_the_order_asked(pairs: list[tuple[str, str]], style: Register) -> None:
    treatments = tuple(dict.fromkeys(treatment for treatment, _ in pairs))
    conditions = tuple(dict.fromkeys(condition for _, condition in pairs))
    answer = ask(
        STORE, Request(kind="efficacy", treatments=treatments, conditions=conditions), style
    ).answer
    wanted = [
        (treatment, claim.condition if found.members else condition, claim.situation)
        for treatment in treatments
        for condition in conditions
        if (found := effects(STORE, treatment, condition))
        for claim in found.claims
    ]
    got = [(each.treatment, each.condition, each.situation) for each in answer.findings]
    assert got == wanted


@quick
@given(st.sampled_from(CONDITIONS), st.permutations(TREATMENTS).map(lambda order: order[:2]))
def test_turning_a_comparison_round_swaps_the_roles_only(condition: str, pair: list[str]) -> None:
    turned_round(condition, pair[0], pair[1])


def test_every_comparison_on_record_holds_both_ways() -> None:
    compared = {
        (claim.condition, claim.treatment, claim.comparator)
        for claim in STORE.of_type(Efficacy)
        if claim.comparator in STORE.treatments and claim.condition
    }
    assert len(compared) > 10
    for condition, treatment, comparator in sorted(compared):  # type: ignore[type-var]
        answer = turned_round(str(condition), treatment, str(comparator))
        assert answer.kind == "comparison"


def turned_round(condition: str, first: str, second: str) -> Answer:
    """Asks both ways and checks that roles alone differ; the answer one way."""
    turned = {"worse": "benefit", "benefit": "worse"}
    one, other = (
        ask(
            STORE,
            Request(kind="comparison", treatments=(a,), comparators=(b,), conditions=(condition,)),
        ).answer
        for a, b in ((first, second), (second, first))
    )
    assert one.kind == other.kind
    assert sorted(one.claims) == sorted(other.claims)
    direct = [
        each for each in one.findings if each.treatment == first and each.comparator == second
    ]
    for finding in direct:
        mirrored = [
            each
            for each in other.findings
            if (each.treatment, each.comparator) == (second, first)
            and (each.outcome, each.situation) == (finding.outcome, finding.situation)
        ]
        assert mirrored, f"{finding} has no mirror in {other.findings}"
        value = finding.direction.value
        assert mirrored[0].direction.value == turned.get(value, value)
        assert mirrored[0].certainty is finding.certainty
    return one


@quick
@given(st.sampled_from(pairs_of(STORE)), st.booleans())
def test_a_comparison_with_nothing_on_record_names_all_that_was_asked(
    pair: tuple[str, str], turn: bool
) -> None:
    """`comparators` belong to `comparison`: elsewhere every treatment stands in `treatments`."""
    treatment, condition = pair
    other = "topical-ig" if treatment != "topical-ig" else "ivig"
    first, second = (other, treatment) if turn else (treatment, other)
    answer = ask(
        STORE,
        Request(
            kind="comparison", treatments=(first,), comparators=(second,), conditions=(condition,)
        ),
    ).answer
    if answer.kind == "comparison":
        assert answer.comparators == (second,)
    else:
        assert answer.comparators == () and set(answer.treatments) == {first, second}


# --- the measures themselves ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "strongest"),
    [
        ("IVIG improves strength.", "high"),
        ("IVIG probably improves strength.", "moderate"),
        ("IVIG is likely to improve strength.", "moderate"),
        ("IVIG may improve strength.", "low"),
        ("It is not clear whether IVIG improves strength.", "none"),
        ("The evidence is very uncertain about the effect of IVIG.", "none"),
        ("No studies on record (searched 1 May 2026): it is not known.", "none"),
    ],
)
def test_a_hedge_holds_for_its_certainty_and_all_above(sentence: str, strongest: str) -> None:
    levels = [each.value for each in Certainty]
    for level in levels:
        wanted = levels.index(level) <= levels.index(strongest)
        assert is_hedged(sentence, Certainty(level)) == wanted, level


@pytest.mark.parametrize(
    "sentence",
    [
        "It is proven to help.",
        "IVIG cures it.",
        "IVIG works.",
        "It is safe.",
        "They are completely safe.",
        "Results are guaranteed.",
        "There is no evidence that it works.",
        "You should take IVIG.",
        "IVIG definitely helps.",
        "A CURE for MMN.",
    ],
)
def test_banned_words_are_found(sentence: str) -> None:
    assert banned_words(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "IVIG may work by mopping up antibodies.",
        "It is not known whether it is safer.",
        "The network of nerves is secure.",
        "A provisional approval.",
    ],
)
def test_words_that_only_look_banned_are_not(sentence: str) -> None:
    assert banned_words(sentence) == []


def test_the_reading_grade_is_the_published_formula() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 × 6 + 11.8 × 1 - 15.59
    assert reading_grade("The cat sat on the mat.") == pytest.approx(-1.45)
    hard = "Immunomodulatory polypharmacy necessitates multidisciplinary deliberation."
    assert reading_grade(hard) > 20
    assert reading_grade(hard, ["Immunomodulatory polypharmacy"]) < reading_grade(hard)
    assert reading_grade("") == 0.0


def test_the_verb_follows_its_subject() -> None:
    text = "X improve(s), result(s), reach(es) and [is|are] good."
    assert inflect(text, plural=False) == "X improves, results, reaches and is good."
    assert inflect(text, plural=True) == "X improve, result, reach and are good."


def test_composing_without_sentences_of_evidence_gives_no_sources() -> None:
    each = ask(STORE, Request(kind="out_of_scope", text="x"))
    answer = compose(STORE, each.draft, "I read “x” as y.")
    assert answer.sources == () and answer.reviewed is None
    assert answer.text.startswith("I read “x” as y.\n\n")
