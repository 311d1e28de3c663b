"""The concept linker: one component that tokenizes, links the store's names and masks them.

It is trained with the store: training checks the store, writes its snapshot, and keeps it
in the model, so that what was linked and what is said never drift apart.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spellchecker import SpellChecker

from components import layout
from components.catalogue import Catalogue
from components.gazetteer import Gazetteer
from components.inputs import digest_of
from components.masking import is_mask, masked_words
from components.registries import titles, versions
from components.uncovered import choose
from evidence.kinds import BY_INTENT
from evidence.model import Safety
from evidence.names import words
from evidence.question import Mention
from evidence.snapshots import save
from evidence.store import Store, from_snapshot, load

READING = "reading"
LONGEST = 2_000  # characters that are linked; urgency reads on
FREQUENT = 1_000  # how often English uses a word that a misspelt one may well mean
_SNAPSHOT, _VOCABULARY, _CATALOGUE = "snapshot.json", "vocabulary.txt", "catalogue.json"
_TAUGHT, _LAYOUT = "taught.json", "names.layout"


def english_words() -> dict[str, int]:
    """Correct English words and how often they are used: none is a misspelt name."""
    return dict(SpellChecker().word_frequency.dictionary)


def frequent(english: dict[str, int]) -> list[str]:
    """The words that a misspelt one may well mean."""
    return [word for word, count in english.items() if count >= FREQUENT]


def in_scope(intent: str) -> bool:
    """Whether an intent's examples show the words in which our questions are asked."""
    return intent in BY_INTENT and intent != "out_of_scope"


def names_no_disease(intent: str) -> bool:
    """Whether the illnesses that an intent's examples name are signs, risks or reasons.

    A catalogue's disease is never linked by such a word: "can it give me thrombosis?". What is
    out of scope names real diseases: "stretches for tennis elbow".
    """
    kind = BY_INTENT.get(intent)
    ours = kind is not None and intent != "out_of_scope" and not kind.about_names
    return intent.startswith("emergency_") or ours


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class ConceptLinker(Tokenizer):
    """Finds conditions, treatments, terms and trials, and hands on the masked words."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        gazetteer: Gazetteer | None = None,
        record: str = "",
    ) -> None:
        """`record` is the hash of the snapshot that the gazetteer was built from."""
        super().__init__(config)
        self._model_storage = model_storage
        self._resource = resource
        self._gazetteer = gazetteer
        self._record = record

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`knowledge`: the folder of the fact store, from the checkout's root."""
        return {
            "knowledge": "knowledge",
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConceptLinker:
        """Create the untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """A changed fact, helper module or catalogue must train the linker again."""
        return digest_of(Path(config.get("knowledge", "knowledge"))) + versions()

    def train(self, training_data: TrainingData) -> Resource:
        """Check the store, build the gazetteer, and keep the snapshot in the model."""
        store = load(self._config["knowledge"])
        examples = [
            (each.get(INTENT), each.get(TEXT) or "") for each in training_data.intent_examples
        ]
        vocabulary = sorted(
            {word for intent, text in examples if in_scope(intent) for word, _, _ in words(text)}
        )
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _SNAPSHOT).write_text(store.snapshot, encoding="utf-8")
            (folder / _VOCABULARY).write_text("\n".join(vocabulary), encoding="utf-8")
            taught = taught_words(text for _, text in examples)
            (folder / _TAUGHT).write_text(json.dumps(taught), encoding="utf-8")
            english = english_words()
            names = choose(store, titles(), english, plain_texts(store, examples))
            Catalogue(names).save(folder / _CATALOGUE, versions())
            lay_out_names(store, folder)
            self._use(store, folder)
        return self._resource

    def _use(self, store: Store, folder: Path) -> None:
        """Link with what training has left in the folder."""
        english = english_words()
        self._gazetteer = Gazetteer(
            store,
            english,
            (folder / _VOCABULARY).read_text(encoding="utf-8").split("\n"),
            Catalogue.load(folder / _CATALOGUE, frequent(english)),
            json.loads((folder / _TAUGHT).read_text(encoding="utf-8")),
            layout.load(folder / _LAYOUT),
        )
        self._record = store.hash
        save(store)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ConceptLinker:
        """Load the snapshot of the model, and lay it out for the action server to find."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            snapshot = (folder / _SNAPSHOT).read_text(encoding="utf-8")
            component._use(from_snapshot(snapshot), folder)
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Link and tokenize the training examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the masked tokens, the linked entities and the reading of each message."""
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str):
                self._process(message, text)
        return messages

    def _process(self, message: Message, text: str) -> None:
        assert self._gazetteer, "the linker was not trained"
        parted = self._gazetteer.parted(text)
        if parted != text:  # "ivigfor gbs": all that follows reads the words apart
            text = parted
            message.set(TEXT, text, add_to_output=True)
        mentions = self._gazetteer.link(text[:LONGEST])
        message.set(TOKENS_NAMES[TEXT], _tokens(text[:LONGEST], mentions))
        message.set(ENTITIES, [_entity(each) for each in mentions], add_to_output=True)
        respelt, mentions = self._gazetteer.respeller.respelt(text[:LONGEST], mentions)
        reading = {
            "record": self._record,
            "text": respelt,  # where the mentions have their places
            "mentions": [each.dict(exclude_none=True) for each in mentions],
            "unfamiliar": self._gazetteer.unfamiliar(respelt, mentions),
            "length": len(text),
        }
        message.set(READING, reading, add_to_output=True)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The masked words of the text, as Rasa's tokens."""
        text = message.get(attribute)
        assert self._gazetteer, "the linker was not trained"
        return _tokens(text, self._gazetteer.link(text))


def lay_out_names(store: Store, folder: Path) -> None:
    """Lay out the names of the store in a model's folder, which holds the taught words."""
    taught = json.loads((folder / _TAUGHT).read_text(encoding="utf-8"))
    layout.save(layout.lay_out(store, english_words(), taught), folder / _LAYOUT)


def taught_words(texts: Iterable[str]) -> dict[str, int]:
    """How many of the training questions use a word; masks are none."""
    return Counter(
        word
        for text in texts
        for word in {word for word, start, end in words(text) if not is_mask(text[start:end])}
    )


def plain_texts(store: Store, examples: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Texts whose words never stand for a catalogue's disease, from (intent, text) pairs."""
    yield from (text for intent, text in examples if names_no_disease(intent))
    for emergency in store.emergencies.values():
        yield from emergency.phrases
    for claim in store.of_type(Safety):
        yield from (claim.statement.plain, claim.statement.clinical, *claim.cues)


def _tokens(text: str, mentions: tuple[Mention, ...]) -> list[Token]:
    return [Token(word.text, word.start, word.end) for word in masked_words(text, mentions)]


def _entity(mention: Mention) -> dict[str, Any]:
    return {
        "entity": mention.kind,
        "value": mention.id or mention.text,
        "start": mention.start,
        "end": mention.end,
        "extractor": "ConceptLinker",
    }
