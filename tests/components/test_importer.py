"""What the importer derives: an intent and a rule for every kind and emergency, and responses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.nlu.constants import INTENT, TEXT

from components.importer import (
    DATA_CHANNELS,
    KnowledgeImporter,
    derived_domain,
    derived_rules,
    emergency_answer,
    phrases,
)
from components.policy import ANSWER, UNAVAILABLE
from components.urgency import NOTHING, intent_of
from evidence.kinds import BY_INTENT, FOLLOW_UPS, INTENTS, SMALLTALK
from evidence.store import Store, StoreError
from service.settings import ROOT
from tests.contract import KINDS, assert_contract
from tests.evidence.tiny import LIMP, write

FIXED_BY_RULE = {"emergency", "crisis", "unavailable"}
MADE_BY_DIALOGUE = {"smalltalk", "clarify", "unknown_concept"}


@pytest.fixture(scope="module")
def importer() -> KnowledgeImporter:
    return KnowledgeImporter(
        config_file=str(ROOT / "config.yml"),
        domain_path=str(ROOT / "domain.yml"),
        training_data_paths=[str(ROOT / "data")],
    )


@pytest.fixture(scope="module")
def examples(store: Store) -> list[tuple[str, str]]:
    return phrases(store)


@pytest.fixture(scope="module")
def domain(importer: KnowledgeImporter) -> Domain:
    return importer.get_domain()


def test_every_kind_of_the_contract_is_an_intent_or_has_its_maker(store: Store) -> None:
    assert set(KINDS) == set(BY_INTENT) | FIXED_BY_RULE | MADE_BY_DIALOGUE
    assert set(INTENTS) == {*BY_INTENT, *SMALLTALK, *FOLLOW_UPS}


def test_every_intent_is_in_the_domain(domain: Domain, store: Store) -> None:
    wanted = {*INTENTS, *(intent_of(each) for each in store.emergencies)}
    assert wanted <= set(domain.intents)


def test_every_kind_and_emergency_has_one_rule(store: Store, importer: KnowledgeImporter) -> None:
    rules = derived_rules(store)["rules"]
    actions = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules}
    assert len(actions) == len(rules)
    assert {actions[intent] for intent in INTENTS} == {ANSWER}
    assert actions[NOTHING] == UNAVAILABLE
    for each in store.emergencies:
        assert actions[intent_of(each)] == f"utter_{intent_of(each)}"
    names = {step.block_name for step in importer.get_stories().story_steps}
    assert set(actions) <= names


def test_every_action_of_a_rule_is_in_the_domain(store: Store, domain: Domain) -> None:
    for rule in derived_rules(store)["rules"]:
        assert rule["steps"][1]["action"] in domain.action_names_or_texts


def responses(store: Store) -> dict[str, list[dict[str, object]]]:
    return dict(derived_domain(store)["responses"])


def test_every_fixed_response_has_text_and_the_contracts_object(store: Store) -> None:
    found = responses(store)
    assert set(found) == {UNAVAILABLE, *(f"utter_{intent_of(each)}" for each in store.emergencies)}
    for name, variants in found.items():
        by_channel = {each.get("channel"): each for each in variants}
        assert set(by_channel) == {None, *DATA_CHANNELS}, name
        data = by_channel["collector"]["custom"]["data"]  # type: ignore[index]
        assert all(by_channel[each]["custom"] == {"data": data} for each in DATA_CHANNELS), name
        assert_contract(data)
        assert data["record"] is None and data["findings"] == [] and data["suggestions"] == []
        for variant in variants:
            assert variant["text"] == data["text"], name
        assert "custom" not in by_channel[None]  # the shell would print it raw


def test_unavailable_is_of_its_kind(store: Store) -> None:
    data, *_ = [
        each["custom"]["data"]  # type: ignore[index]
        for each in responses(store)[UNAVAILABLE]
        if "custom" in each
    ]
    assert data["kind"] == "unavailable" and "won't guess" in data["text"]


def test_an_emergency_opens_with_what_to_do(store: Store) -> None:
    for emergency in store.emergencies.values():
        answer = emergency_answer(store, emergency)
        assert answer.kind == ("crisis" if emergency.urgency == "crisis" else "emergency")
        opening = emergency.action.format(**store.local.dict())
        assert answer.text.startswith(opening), emergency.id
        assert not re.search(r"[{}]", answer.text)
        assert not re.match(r"(I am|I'm|Sorry|Please note|As an?)\b", answer.text)


def test_a_call_now_names_the_emergency_number_of_the_configuration(store: Store) -> None:
    for emergency in store.emergencies.values():
        text = emergency_answer(store, emergency).text
        if emergency.urgency == "now":
            assert store.local.emergency_number in text, emergency.id
        if emergency.urgency == "crisis":
            assert store.local.crisis_lines in text


def test_another_countrys_number_reaches_every_response(store: Store) -> None:
    local = store.local.copy(
        update={"emergency_number": "000", "crisis_lines": "Lifeline 13 11 14"}
    )
    elsewhere = store.__class__(
        **{
            name: getattr(store, name)
            for name in store.__dataclass_fields__
            if name not in ("local", "snapshot")
        },
        local=local,
        snapshot=store.snapshot,
    )
    for emergency in elsewhere.emergencies.values():
        text = emergency_answer(elsewhere, emergency).text
        assert "112" not in text and "116 123" not in text, emergency.id


def test_every_phrase_of_an_emergency_is_an_example(
    store: Store, examples: list[tuple[str, str]]
) -> None:
    found = examples
    intents = {intent for _, intent in found}
    assert intents == {intent_of(each) for each in store.emergencies}
    assert len(found) >= sum(len(set(each.phrases)) for each in store.emergencies.values()) * 0.95
    assert all(text.strip() for text, _ in found)


def test_the_training_data_hold_the_files_and_the_phrases(
    importer: KnowledgeImporter, store: Store, examples: list[tuple[str, str]]
) -> None:
    data = importer.get_nlu_data()
    taught: dict[str, set[str]] = {}
    for message in data.intent_examples:
        taught.setdefault(message.get(INTENT), set()).add(message.get(TEXT))
    for intent in INTENTS:
        assert len(taught.get(intent, ())) >= 5, intent
    for text, intent in examples:
        assert text in taught[intent]
    assert set(taught) <= {*INTENTS, *(intent_of(each) for each in store.emergencies)}


def test_no_intent_names_a_concept(store: Store, domain: Domain) -> None:
    """Understanding never names a fact: intents are question types, and emergencies."""
    kinds = [each for each in domain.intents if not each.startswith("emergency_")]
    concepts = {*store.conditions, *store.treatments}
    assert not {each.replace("_", "-") for each in kinds} & concepts


def test_a_broken_store_stops_the_importer_with_its_report(tmp_path: Path) -> None:
    write(tmp_path, [(LIMP, "direction: benefit", "direction: benefits")])
    (tmp_path / "config.yml").write_text("recipe: default.v1\nlanguage: en\n", encoding="utf-8")
    broken = KnowledgeImporter(config_file=str(tmp_path / "config.yml"), training_data_paths=[])
    with pytest.raises(StoreError, match="Did you mean `benefit`"):
        broken.get_domain()


def test_another_store_gives_its_own_emergencies(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "config.yml").write_text("recipe: default.v1\nlanguage: en\n", encoding="utf-8")
    tiny = KnowledgeImporter(config_file=str(tmp_path / "config.yml"), training_data_paths=[])
    assert "emergency_collapse" in tiny.get_domain().intents
    assert {message.get(TEXT) for message in tiny.get_nlu_data().intent_examples} == {
        "she has collapsed"
    }
