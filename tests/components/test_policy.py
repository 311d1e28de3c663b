"""The policy says what the rules say, and never leaves a person without a sentence."""

from __future__ import annotations

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.importers.importer import TrainingDataImporter

from components.policy import ANSWER, UNAVAILABLE, OneActionPolicy, actions_of, next_action
from service.settings import ROOT

LISTEN = "action_listen"


@pytest.fixture(scope="module")
def importer() -> TrainingDataImporter:
    return TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )


@pytest.fixture(scope="module")
def domain(importer: TrainingDataImporter) -> Domain:
    return importer.get_domain()


@pytest.fixture(scope="module")
def rules(importer: TrainingDataImporter, domain: Domain) -> list[DialogueStateTracker]:
    return list(TrainingDataGenerator(importer.get_stories(), domain).generate())


def asked(intent: str) -> UserUttered:
    return UserUttered(intent, {"name": intent, "confidence": 1.0})


def talk(domain: Domain, *events: Event) -> DialogueStateTracker:
    tracker = DialogueStateTracker.from_events("a", [ActionExecuted(LISTEN)], domain.slots)
    for event in events:
        tracker.update(event)
    return tracker


def test_it_says_what_rasas_rule_policy_says(
    domain: Domain, rules: list[DialogueStateTracker], tmp_path_factory: pytest.TempPathFactory
) -> None:
    policies = []
    for policy in (OneActionPolicy, RulePolicy):
        storage = LocalModelStorage(tmp_path_factory.mktemp("model"))
        context = ExecutionContext(GraphSchema({}))
        config = {**policy.get_default_config(), "enable_fallback_prediction": False}
        one = policy(config, storage, Resource("policy"), context)
        one.train(rules, domain)
        policies.append(policy.load(config, storage, Resource("policy"), context))
    compared = 0
    for intent in set(domain.intents) - set(DEFAULT_INTENTS):  # those no message can have
        before = talk(domain, asked(intent))
        ours, theirs = (each.predict_action_probabilities(before, domain) for each in policies)
        assert list(ours.probabilities) == list(theirs.probabilities), intent
        action = domain.action_names_or_texts[list(ours.probabilities).index(1.0)]
        after = talk(domain, asked(intent), ActionExecuted(action), BotUttered("x"))
        ours, theirs = (each.predict_action_probabilities(after, domain) for each in policies)
        assert list(ours.probabilities) == list(theirs.probabilities), intent
        compared += 1
    assert compared > 40


def test_a_silent_answer_is_followed_by_a_sentence(domain: Domain) -> None:
    actions = {"efficacy": ANSWER}
    silent = talk(domain, asked("efficacy"), ActionExecuted(ANSWER))
    assert next_action(silent, actions) == UNAVAILABLE
    silent.update(ActionExecuted(UNAVAILABLE))
    assert next_action(silent, actions) == LISTEN


def test_an_intent_without_a_rule_gets_a_sentence(domain: Domain) -> None:
    assert next_action(talk(domain, asked("session_start")), {}) == UNAVAILABLE


def test_a_second_rule_for_an_intent_is_refused(rules: list[DialogueStateTracker]) -> None:
    rule = next(each for each in rules if "efficacy" in actions_of([each]))
    other = rule.copy()
    other.update(asked("efficacy"))
    other.update(ActionExecuted(UNAVAILABLE))
    with pytest.raises(ValueError, match="efficacy has two rules"):
        actions_of([rule, other])
