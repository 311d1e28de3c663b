"""A turn is one action: the one that the rules name for the intent, then to listen.

The rules (components/importer.py) have one action for each intent, so a table says all that
Rasa's RulePolicy would, without laying out the whole conversation first: 0.1 ms a turn, where
that needs 2 (docs/performance.md).

Silence is a bug. Rasa swallows an action server that is down; here an action that left no
message is followed by `utter_unavailable`, which needs no action server.
"""

from __future__ import annotations

from typing import Any

import rasa.shared.utils.io as files
from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

ANSWER = "action_answer"
UNAVAILABLE = "utter_unavailable"
_FILE = "actions.json"

Actions = dict[str, str]  # intent → the action that answers it


def actions_of(rules: list[TrackerWithCachedStates]) -> Actions:
    """The action that follows each intent in the rules. ValueError if an intent has two."""
    found: Actions = {}
    for rule in rules:
        intent: str | None = None
        for event in rule.applied_events():
            if isinstance(event, UserUttered):
                intent = event.intent_name
            elif isinstance(event, ActionExecuted) and intent and event.action_name:
                if found.setdefault(intent, event.action_name) != event.action_name:
                    raise ValueError(f"The intent {intent} has two rules; it may have one action.")
                intent = None
    return found


def next_action(tracker: DialogueStateTracker, actions: Actions) -> str:
    """What follows: the intent's action, or a sentence after a silent one, then to listen."""
    spoke = False
    for event in reversed(tracker.applied_events()):
        if isinstance(event, UserUttered):
            return actions.get(event.intent_name or "", UNAVAILABLE)
        if isinstance(event, BotUttered):
            spoke = True
        if isinstance(event, ActionExecuted):
            silent = event.action_name == ANSWER and not spoke
            return UNAVAILABLE if silent else str(ACTION_LISTEN_NAME)
    return str(ACTION_LISTEN_NAME)


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class OneActionPolicy(Policy):
    """Predicts the rules' action for the intent of the last message, then to listen."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        actions: Actions | None = None,
    ) -> None:
        """`actions`: what was learned from the rules; None before training."""
        super().__init__(config, model_storage, resource, execution_context)
        self._actions = actions or {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """It stands alone, so its priority says nothing."""
        return {"priority": 6, "max_history": None}

    @staticmethod
    def supported_data() -> SupportedData:
        """It learns from rules alone."""
        return SupportedData.RULE_DATA

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> OneActionPolicy:
        """Load what was learned."""
        with model_storage.read_from(resource) as folder:
            actions = files.read_json_file(folder / _FILE)
        return cls(config, model_storage, resource, execution_context, actions)

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """Read the table from the rules."""
        rules = SupportedData.trackers_for_supported_data(self.supported_data(), training_trackers)
        self._actions = actions_of(rules)
        with self._model_storage.write_to(self._resource) as folder:
            files.dump_obj_as_json_to_file(folder / _FILE, self._actions)
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """All weight on what follows."""
        scores = [0.0] * domain.num_actions
        scores[domain.index_for_action(next_action(tracker, self._actions))] = 1.0
        return self._prediction(scores)
