"""Silence is a bug: when the answering action said nothing, the person gets a sentence.

Rasa swallows an action server that is down. This policy sees an action that ran and left no
message, and utters `utter_unavailable`, which needs no action server.
"""

from __future__ import annotations

from typing import Any

from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.policies.policy import Policy, PolicyPrediction
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


def next_action(tracker: DialogueStateTracker) -> str | None:
    """What must follow: the sentence after a silent answer, then to listen; else None."""
    spoke = False
    for event in reversed(tracker.applied_events()):
        if isinstance(event, UserUttered):
            return None
        if isinstance(event, BotUttered):
            spoke = True
        if isinstance(event, ActionExecuted):
            if event.action_name == UNAVAILABLE:
                return str(ACTION_LISTEN_NAME)
            return UNAVAILABLE if event.action_name == ANSWER and not spoke else None
    return None


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False
)
class SilencePolicy(Policy):
    """Predicts `utter_unavailable` after a silent answer, then to listen, above every policy."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`priority` stands above RulePolicy's 6."""
        return {"priority": 10, "max_history": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SilencePolicy:
        """Create the policy; it learns nothing."""
        return cls(config, model_storage, resource, execution_context)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SilencePolicy:
        """Load the policy; nothing was stored."""
        return cls(config, model_storage, resource, execution_context)

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """Nothing to learn."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """All weight on what follows a silent answer, none at all otherwise."""
        scores = [0.0] * domain.num_actions
        action = next_action(tracker)
        if action:
            scores[domain.index_for_action(action)] = 1.0
        return self._prediction(scores)
