"""Training data that can be derived is derived: from the kinds' registry and from the store.

Adds to what the files of the checkout say: an intent and a rule for every question kind, and
for every emergency of the store its intent, examples (its phrases), fixed response and rule.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.gazetteer import Gazetteer
from components.linker import english_words
from components.masking import CONDITION, TREATMENT, TRIAL, masked_words
from components.policy import ANSWER, UNAVAILABLE
from components.urgency import NOTHING, intent_of
from evidence.answer import Answer, fixed
from evidence.kinds import INTENTS
from evidence.model import Emergency
from evidence.store import Store, load

DATA_CHANNELS = ("collector", "socketio")
"""Names of the output channels that carry data: REST's and the web's, and socket.io's."""

_WRITTEN = {CONDITION: "CONDITION", TREATMENT: "TREATMENT", TRIAL: "TRIAL"}


class KnowledgeImporter(RasaFileImporter):
    """Rasa's file importer, and what the registry and the store add to it."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        knowledge: str = "knowledge",
        **kwargs: Any,
    ) -> None:
        """`knowledge`: the folder of the fact store, beside the configuration file."""
        super().__init__(config_file, domain_path, training_data_paths)
        root = Path(config_file).resolve().parent if config_file else Path.cwd()
        self._folder = root / knowledge
        self._read: Store | None = None

    @property
    def _store(self) -> Store:
        if self._read is None:
            self._read = load(self._folder)
        return self._read

    def get_domain(self) -> Domain:
        """The domain of the files with every intent, response and the answering action."""
        return super().get_domain().merge(Domain.from_dict(derived_domain(self._store)))

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """The stories of the files with one rule for every intent."""
        reader = YAMLStoryReader()
        steps = reader.read_from_parsed_yaml(derived_rules(self._store))
        return super().get_stories(exclusion_percentage).merge(StoryGraph(steps))

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The examples of the files with the phrases of the emergencies."""
        return (
            super()
            .get_nlu_data(language)
            .merge(
                TrainingData([Message.build(text, intent) for text, intent in phrases(self._store)])
            )
        )


def derived_domain(store: Store) -> dict[str, Any]:
    """Intents of kinds and emergencies, the fixed responses, and the answering action."""
    unavailable = fixed("unavailable", store.wording.phrase("unavailable"))
    responses = {UNAVAILABLE: response(unavailable)}
    for emergency in store.emergencies.values():
        responses[f"utter_{intent_of(emergency.id)}"] = response(emergency_answer(store, emergency))
    return {
        "version": "3.1",
        "intents": [*INTENTS, *(intent_of(each) for each in store.emergencies)],
        "actions": [ANSWER],
        "responses": responses,
    }


def emergency_answer(store: Store, emergency: Emergency) -> Answer:
    """The fixed answer to an emergency or a crisis: what to do first, nothing before it."""
    numbers = store.local.dict()
    parts = (emergency.action, emergency.more)
    text = "\n\n".join(part.format(**numbers) for part in parts if part)
    return fixed("crisis" if emergency.urgency == "crisis" else "emergency", text)


def response(answer: Answer) -> list[dict[str, Any]]:
    """Rasa's response: plain text on every channel, and the contract's object where data goes."""
    data = {"data": answer.contract()}
    plain = {"text": answer.text}
    return [plain, *({**plain, "custom": data, "channel": name} for name in DATA_CHANNELS)]


def derived_rules(store: Store) -> dict[str, Any]:
    """One rule for every intent: the answering action, or an emergency's fixed response."""
    pairs = [(intent, ANSWER) for intent in INTENTS] + [(NOTHING, UNAVAILABLE)]
    for each in store.emergencies:
        pairs.append((intent_of(each), f"utter_{intent_of(each)}"))
    return {
        "version": "3.1",
        "rules": [
            {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}
            for intent, action in pairs
        ],
    }


def phrases(store: Store) -> list[tuple[str, str]]:
    """(masked phrase, intent) for every phrase of the emergencies."""
    gazetteer = Gazetteer(store, english_words(), ())
    found = {}
    for emergency in store.emergencies.values():
        for phrase in emergency.phrases:
            words = masked_words(phrase, gazetteer.link(phrase))
            text = " ".join(_WRITTEN.get(word.text, word.text) for word in words)
            found[text] = intent_of(emergency.id)
    return list(found.items())
