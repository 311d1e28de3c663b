"""Finding the store's names: however they are spelt, and never in words that are not names."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.gazetteer import Gazetteer
from components.linker import english_words
from evidence.kinds import BY_INTENT
from evidence.names import fold, key, words
from evidence.question import Mention, Request
from evidence.store import Store
from tests.evidence.answers import pairs_of

Found = tuple[str, str | None]

quick = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def ids(mentions: tuple[Mention, ...]) -> list[str | None]:
    return [each.id for each in mentions]


def only(gazetteer: Gazetteer, text: str) -> Mention:
    """The one mention in a text."""
    mentions = gazetteer.link(text)
    assert len(mentions) == 1, [(each.kind, each.id, each.text) for each in mentions]
    return mentions[0]


# --- spellings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Sjögren syndrome", "sjogren-syndrome"),
        ("Sjogren's", "sjogren-syndrome"),
        ("sjogrens", "sjogren-syndrome"),
        ("SJÖGREN’S SYNDROME", "sjogren-syndrome"),
        ("Guillain-Barré", "gbs"),
        ("guillain barre syndrome", "gbs"),
        ("Guillain–Barre syndrome", "gbs"),
        ("GBS's", "gbs"),
        ("gbs", "gbs"),
        ("Multifocal Motor Neuropathy", "mmn"),
        ("multifocal-motor neuropathy", "mmn"),
        ("stiff person syndrome", "stiff-person-syndrome"),
        ("stiff-person-syndrome", "stiff-person-syndrome"),
        ("anti mag neuropathy", "anti-mag-neuropathy"),
        ("plasmapheresis", "plasma-exchange"),
        ("PLASMA EXCHANGES", "plasma-exchange"),
        ("immunoglobulins", "ivig"),
        ("steroids", "corticosteroids"),
        ("corticosteroid", "corticosteroids"),
        ("Kawasaki's", "kawasaki-disease"),
        ("miller fisher", "miller-fisher-syndrome"),
    ],
)
def test_a_name_is_found_however_it_is_written(
    gazetteer: Gazetteer, text: str, concept: str
) -> None:
    mention = only(gazetteer, text)
    assert mention.id == concept and not mention.corrected


def test_every_name_of_the_store_links_to_its_own_concept(
    store: Store, gazetteer: Gazetteer
) -> None:
    shared = {key(each.text) for each in store.ambiguous}
    wrong = []
    for table in (store.conditions, store.treatments, store.terms, store.trials):
        for concept in table.values():
            for name in concept.names:
                if key(name) not in shared and ids(gazetteer.link(name)) != [concept.id]:
                    wrong.append((concept.id, name, ids(gazetteer.link(name))))
    assert wrong == []


def test_a_listed_misspelling_is_told_as_a_correction(store: Store, gazetteer: Gazetteer) -> None:
    silent = []
    for table in (store.conditions, store.treatments):
        for concept in table.values():
            right = {key(name) for name in (concept.name, concept.short or "", *concept.aliases)}
            for name in concept.misspellings:
                listed = key(name) in right or key(name) in {key(n) for n in concept.lay_names}
                mentions = gazetteer.link(name)
                if mentions and not listed and not any(each.corrected for each in mentions):
                    silent.append((concept.id, name))
    # A misspelling may be the plural or the possessive of a right name; hardly any is.
    assert len(silent) <= 8, silent


@pytest.mark.parametrize("change", [str.upper, str.title, lambda text: f"  {text}!! "])
@pytest.mark.parametrize("name", ["guillain-barré syndrome", "ivig", "multifocal motor neuropathy"])
def test_case_and_punctuation_do_not_count(
    gazetteer: Gazetteer, change: Callable[[str], str], name: str
) -> None:
    assert ids(gazetteer.link(change(name))) == ids(gazetteer.link(name))


def test_a_mention_points_to_what_was_typed(gazetteer: Gazetteer) -> None:
    text = "Does IVIG help Sjögren’s  or   Guillain-Barré?"
    for mention in gazetteer.link(text):
        assert text[mention.start : mention.end] == mention.text
    assert [each.text for each in gazetteer.link(text)] == ["IVIG", "Sjögren", "Guillain-Barré"]


# --- misspelt names -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("dermatomyositus", "dermatomyositis"),
        ("myastenia gravis", "myasthenia-gravis"),
        ("gullian barr syndrome", "gbs"),
        ("plasmaferesis", "plasma-exchange"),
        ("ritixumab", "rituximab"),
        ("prednisolon", "prednisolone"),
        ("multifocal motor nueropathy", "mmn"),
        ("multi focal motor neuropathy", "mmn"),
        ("stiffperson", "stiff-person-syndrome"),
        ("imunoglobulin", "ivig"),
        ("kawasakki disease", "kawasaki-disease"),
        ("cipd", "cidp"),
        ("ivgi", "ivig"),
        ("gsb", "gbs"),
    ],
)
def test_a_misspelt_name_is_found_and_told(gazetteer: Gazetteer, text: str, concept: str) -> None:
    mention = only(gazetteer, text)
    assert (mention.id, mention.corrected) == (concept, True)
    assert mention.name and mention.text in text


@pytest.mark.parametrize("text", ["gbt", "gbx", "mmx", "cidx", "ivix", "xcidp", "cid", "gb", "mm"])
def test_an_abbreviation_is_never_guessed_from_other_letters(
    gazetteer: Gazetteer, text: str
) -> None:
    assert not [each for each in gazetteer.link(text) if each.kind != "uncovered"]


def test_any_abbreviation_is_corrected_by_transposition_only(
    store: Store, gazetteer: Gazetteer
) -> None:
    english = english_words()
    concepts = [*store.conditions.values(), *store.treatments.values()]
    listed = {key(name) for concept in concepts for name in concept.misspellings}
    shorts = {
        key(concept.short)
        for table in (store.conditions, store.treatments)
        for concept in table.values()
        if concept.short and concept.short.isupper() and 3 <= len(concept.short) <= 4
    }
    assert len(shorts) > 20
    wrong = []
    for short in shorts:
        for place, letter in itertools.product(range(len(short)), "qxz"):
            typed = short[:place] + letter + short[place + 1 :]
            if typed in english or typed in listed:
                continue
            for mention in gazetteer.link(typed):
                if mention.corrected:
                    wrong.append((typed, mention.id or mention.name))
    assert wrong == []


# --- words that are no names ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "out for a walk",
        "can you help me",
        "what is the best treatment",
        "I feel better now",
        "is it safe to drive home",
        "ivig as maintenance",
        "is it given as maintenance",
        "used as a maintenance treatment",
        "does it lower platelets",
        "which stabilisers are linked to renal failure",
        "the nurse was late again",
        "how many bags a month",
        "my mother is in pain",
        "do I need a line or a port",
        "they said we should wait and see",
    ],
)
def test_no_word_of_ordinary_english_becomes_a_disease(gazetteer: Gazetteer, text: str) -> None:
    guessed = [
        (each.text, each.id or each.name)
        for each in gazetteer.link(text)
        if each.corrected or each.kind in ("condition", "uncovered", "ambiguous")
    ]
    assert guessed == []


def test_no_single_english_word_is_taken_for_a_misspelt_name(gazetteer: Gazetteer) -> None:
    sample = sorted(word for word in english_words() if len(word) > 2)[::31]
    assert len(sample) > 2000
    spelt_wrong = []
    for word in sample:
        for mention in gazetteer.link(word):
            listed = mention.corrected and key(word) in gazetteer._meanings.entries
            if mention.corrected and not listed:
                spelt_wrong.append((word, mention.id or mention.name))
    assert spelt_wrong == []


COMMON = (
    "as", "is", "has", "my", "does", "the", "with", "for", "and", "in", "on", "at", "help", "low",
    "lower", "high", "higher", "dose", "maintenance", "treatment", "weekly", "monthly", "pain",
    "failure", "renal", "kidney", "liver", "heart", "blood", "brain", "muscle", "nerve", "skin",
    "weak", "weakness", "chronic", "acute", "severe", "mild", "early", "late", "child", "children",
    "adult", "alone", "after", "before", "during", "stop", "start", "works", "person", "stiff",
    "white", "cells", "cell", "count", "counts", "platelets", "infection", "infections", "response",
    "exchange", "plasma", "immune", "system", "disease", "syndrome", "problems", "better", "worse",
)  # fmt: skip


@quick
@given(st.lists(st.sampled_from(COMMON), min_size=2, max_size=4))
def test_no_run_of_common_words_is_corrected_into_a_name(
    gazetteer: Gazetteer, run: list[str]
) -> None:
    corrected = [
        (each.text, each.id or each.name)
        for each in gazetteer.link(" ".join(run))
        if each.corrected
    ]
    assert corrected == []


def test_no_pair_of_common_words_is_corrected_into_a_name(gazetteer: Gazetteer) -> None:
    corrected = [
        (each.text, each.id or each.name)
        for pair in itertools.permutations(COMMON, 2)
        for each in gazetteer.link(" ".join(pair))
        if each.corrected
    ]
    assert corrected == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("prednisone alone", "prednisone"),
        ("IVIG vs prednisone alone", "prednisone"),
        ("steroids alone", "corticosteroids"),
        ("plasma exchange alone", "plasma-exchange"),
    ],
)
def test_a_name_that_is_right_is_never_corrected_into_another(
    gazetteer: Gazetteer, text: str, concept: str
) -> None:
    assert concept in ids(gazetteer.link(text))
    assert not any(each.corrected for each in gazetteer.link(text))


def test_a_right_name_beside_common_words_stays_that_name(
    store: Store, gazetteer: Gazetteer
) -> None:
    wrong = []
    beside = ("alone", "as", "maintenance", "in", "is", "has", "does", "lower", "weekly")
    shared = {key(each.text) for each in store.ambiguous}
    for table in (store.conditions, store.treatments):
        for concept in table.values():
            for name in {concept.name, concept.label} - shared:
                for word in beside:
                    for text in (f"{word} {name}", f"{name} {word}"):
                        wrong += [
                            (text, each.text, each.id)
                            for each in gazetteer.link(text)
                            if each.corrected
                        ]
    assert wrong == []


# --- which name -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("sjogren neuropathy", ["sjogren-neuropathy"]),
        ("inclusion body myositis", ["inclusion-body-myositis"]),
        ("ivig in vasculitic neuropathy", ["ivig", "vasculitic-neuropathy"]),
        ("ivig or plasma exchange", ["ivig", "plasma-exchange"]),
        ("long covid", ["long-covid"]),
        ("subcutaneous immunoglobulin", ["scig"]),
        ("cidp and gbs and mmn", ["cidp", "gbs", "mmn"]),
        ("lupus nephritis and lupus", ["lupus-nephritis", "lupus"]),
    ],
)  # fmt: skip
def test_the_longest_name_wins_and_all_come_in_order(
    gazetteer: Gazetteer, text: str, concepts: list[str]
) -> None:
    assert ids(gazetteer.link(text)) == concepts


def test_a_situation_by_its_full_name_comes_with_its_condition(gazetteer: Gazetteer) -> None:
    mention = only(gazetteer, "myasthenic crisis")
    assert (mention.id, mention.situation) == ("myasthenia-gravis", "exacerbation")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PE in my lungs", ("uncovered", None)),
        ("ivig or PE for GBS", ("treatment", "plasma-exchange")),
        ("500 mg", None),
        ("MG flare", ("condition", "myasthenia-gravis")),
        ("does ivig help MG", ("condition", "myasthenia-gravis")),
        ("at 3 pm today", None),
        ("AD", ("ambiguous", None)),
        ("does ivig help AD?", ("ambiguous", None)),
        ("does ivig help vasculitis?", ("ambiguous", None)),
        ("does ivig help TED?", ("ambiguous", None)),
        ("TED with bulging eyes", ("condition", "thyroid-eye-disease")),
        ("neuropathy", ("ambiguous", None)),
        ("neuropathies", ("ambiguous", None)),
        ("polyneuropathies", ("ambiguous", None)),
    ],
)
def test_an_ambiguous_word_goes_by_its_neighbours_else_its_default_else_is_asked(
    gazetteer: Gazetteer, text: str, found: Found | None
) -> None:
    mentions = gazetteer.link(text)
    kinds = [(each.kind, each.id) for each in mentions]
    if found is None:
        assert not [
            each for each in mentions if each.kind in ("condition", "treatment", "ambiguous")
        ]
    else:
        assert found in kinds
        if found[0] == "ambiguous":
            assert not [each for each in mentions if each.kind == "condition"]


def test_every_ambiguous_word_is_read_the_same_way_by_itself_each_time(
    store: Store, gazetteer: Gazetteer
) -> None:
    for record in store.ambiguous:
        mentions = gazetteer.link(record.text)
        assert mentions == gazetteer.link(record.text)
        if record.default:
            assert record.default in ids(mentions), record.text


def test_a_disease_that_is_not_covered_is_found_by_name_with_its_code(
    gazetteer: Gazetteer,
) -> None:
    mention = only(gazetteer, "gouty arthritis")
    assert (mention.kind, mention.id, mention.name, mention.code) == (
        "uncovered", None, "gout", "M10.9",
    )  # fmt: skip
    drug = only(gazetteer, "methotrexate")
    assert (drug.kind, drug.covers) == ("uncovered", "treatment")


@pytest.mark.parametrize("word", ["flurbosis", "blorbitis", "zanthopathy", "wumplemia"])
def test_a_word_like_a_disease_that_nothing_knows_is_told(gazetteer: Gazetteer, word: str) -> None:
    mention = only(gazetteer, f"does it do something about {word}")
    assert (mention.kind, mention.covers, mention.text) == ("uncovered", "unrecognised", word)


def test_every_suggestion_links_to_the_names_that_it_was_made_of(
    store: Store, gazetteer: Gazetteer
) -> None:
    offers = {}
    for kind in ("efficacy", "comparison"):
        for treatment, condition in pairs_of(store):
            other = "plasma-exchange" if treatment == "ivig" else "ivig"
            request = Request(
                kind=kind,
                treatments=(treatment,),
                conditions=(condition,),
                comparators=(other,) if kind == "comparison" else (),
            )
            for offer in BY_INTENT[kind].answer(store, request, "plain").offers:  # type: ignore[arg-type]
                offers[offer.title] = offer.request
    wrong = []
    for title, request in offers.items():
        found = gazetteer.link(title)
        treatments = tuple(each.id for each in found if each.kind == "treatment")
        conditions = tuple(each.id for each in found if each.kind == "condition")
        wanted = (*request.treatments, *request.comparators)
        if (treatments, conditions) != (wanted, request.conditions):
            wrong.append((title, treatments, conditions))
    assert len(offers) > 200 and wrong == []


# --- whatever is typed ------------------------------------------------------------------------


@quick
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from([*COMMON, "ivig", "gbs", "Sjögren’s", "ivgi", "😀", "ﬁ", "İ", "ß", "'s"]),
        max_size=8,
    ).map(" ".join)
)
def test_mentions_never_overlap_and_lie_within_the_text(gazetteer: Gazetteer, text: str) -> None:
    mentions = gazetteer.link(text)
    place = 0
    for mention in mentions:
        assert place <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        place = mention.end
    assert gazetteer.link(text) == mentions


@quick
@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    for word, start, end in words(text):
        assert fold(text)[start:end] == word


def test_a_very_long_message_is_linked_in_time(gazetteer: Gazetteer) -> None:
    text = "does ivig help gullain bare and something strangeish " * 40
    assert len(gazetteer.link(text)) >= 80


def test_names_learned_on_demand_are_those_that_spacy_finds_knowing_all(
    gazetteer: Gazetteer, examples: list[tuple[str, str]]
) -> None:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from components.phrases import Phrases, by_first_word

    vocabulary, names = Vocab(), list(gazetteer._meanings.entries)
    every = PhraseMatcher(vocabulary)
    every.add("name", [Doc(vocabulary, words=name.split(" ")) for name in names])
    on_demand = Phrases(by_first_word(names))
    texts = [*names[::200], *(text for _, text in examples[::150])]
    found = 0
    for text in texts:
        said = [word for word, _, _ in words(text)]
        expected = sorted((first, last) for _, first, last in every(Doc(vocabulary, words=said)))
        assert sorted(on_demand.find(said)) == expected, text
        found += len(expected)
    assert found > 100
