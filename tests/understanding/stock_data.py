"""The training data of the stock pipeline: our examples, with names in place of the masks.

Each mask becomes a name of the store, drawn with a fixed seed, and is annotated as an entity
with the concept's id as its value; names that our examples write out are annotated where our
linker finds them. Every name of the store is given as a synonym of its id, and as a lookup.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from components.importer import phrases
from evidence.question import Mention
from evidence.store import Store
from tests.understanding.variations import SEED

Link = Callable[[str], Iterable[Mention]]
Example = tuple[str, str]  # intent, text
FEATURIZERS: tuple[dict[str, Any], ...] = (  # of the pipeline that `rasa init` writes
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
)
MASKS = {"TREATMENT": "treatment", "CONDITION": "condition", "TRIAL": "trial"}
_MASK = re.compile(r"\b(TREATMENT|CONDITION|TRIAL)\b")
_MARKUP = re.compile(r"[\[\](){}\\]")  # what Rasa would read as an annotation


def training_data(store: Store, link: Link, examples: Sequence[Example]) -> dict[str, Any]:
    """Rasa's NLU data, as it stands in YAML."""
    emergencies = [(intent, text) for text, intent in phrases(store)]
    by_intent: dict[str, list[str]] = {}
    names = _names(store)
    for intent, text in [*examples, *emergencies]:
        by_intent.setdefault(intent, []).append(annotated(text, names, link))
    blocks: list[dict[str, str]] = [
        {"intent": intent, "examples": _lines(texts)} for intent, texts in by_intent.items()
    ]
    for kind, concepts in names.items():
        blocks += [{"synonym": each, "examples": _lines(found)} for each, found in concepts]
        every = [name for _, found in concepts for name in found]
        blocks.append({"lookup": kind, "examples": _lines(every)})
    return {"version": "3.1", "nlu": blocks}


Names = dict[str, list[tuple[str, tuple[str, ...]]]]  # kind → (id, names)


def _names(store: Store) -> Names:
    tables = {"treatment": store.treatments, "condition": store.conditions, "trial": store.trials}
    return {
        kind: [(each.id, tuple(dict.fromkeys(each.names))) for each in table.values()]
        for kind, table in tables.items()
    }


def annotated(text: str, names: Names, link: Link) -> str:
    """An example with its masks filled and every name marked up as Rasa's entity."""
    text = _MARKUP.sub(" ", text)
    dice = random.Random(f"{SEED} {text}")
    return "".join(_parts(text, names, dice, link))


def _parts(text: str, names: Names, dice: random.Random, link: Link) -> Iterator[str]:
    place = 0
    spans = [(match.start(), match.end(), None) for match in _MASK.finditer(text)]
    written = [(each.start, each.end, each) for each in link(text) if each.kind in names]
    for start, end, mention in sorted([*spans, *written], key=lambda span: span[:2]):
        if start < place:
            continue
        yield text[place:start]
        if mention is None:
            kind = MASKS[text[start:end]]
            value, found = dice.choice(names[kind])
            name = _MARKUP.sub(" ", dice.choice(found))
        else:
            kind, value, name = mention.kind, str(mention.id), text[start:end]
        yield f'[{name}]{{"entity": "{kind}", "value": "{value}"}}'
        place = end
    yield text[place:]


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"- {text}\n" for text in texts)
