"""Masks: a linked name becomes one word that nobody types, so that kinds are learned once.

"does IVIG help Sjögren" and "does prednisone help CIDP" are the same question to the
classifier. Training examples carry the masks as TREATMENT, CONDITION and TRIAL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence.names import words
from evidence.question import Mention

TREATMENT, CONDITION, TRIAL = "qtreatment", "qcondition", "qtrial"
_IN_EXAMPLES = {"TREATMENT": TREATMENT, "CONDITION": CONDITION, "TRIAL": TRIAL}
_SPOKEN = {TREATMENT: "the treatment", CONDITION: "the disease", TRIAL: "the trial"}


@dataclass(frozen=True)
class Word:
    """A word or a mask, with its place in the original text."""

    text: str
    start: int
    end: int


def is_mask(written: str) -> bool:
    """Whether a word of a training example, as written, stands for a name."""
    return written in _IN_EXAMPLES


def mask_of(mention: Mention) -> str | None:
    """The mask for a linked name; None for words that stay as typed."""
    if mention.kind == "uncovered":
        return {"condition": CONDITION, "treatment": TREATMENT}.get(mention.covers)
    kinds = {"condition": CONDITION, "ambiguous": CONDITION, "treatment": TREATMENT}
    return kinds.get(mention.kind) or (TRIAL if mention.kind == "trial" else None)


def masked_words(text: str, mentions: Iterable[Mention]) -> list[Word]:
    """The folded words of `text`, each masked name as one word."""
    masks = [
        Word(mask, mention.start, mention.end) for mention in mentions if (mask := mask_of(mention))
    ]
    plain = [
        Word(_IN_EXAMPLES.get(text[start:end], word), start, end)
        for word, start, end in words(text)
        if not any(mask.start < end and start < mask.end for mask in masks)
    ]
    return sorted([*masks, *plain], key=lambda word: word.start)


def spoken(text: str, mentions: Iterable[Mention]) -> str:
    """`text` with each masked name in general words, for a model of ordinary language."""
    return "".join(_spoken_parts(text, mentions))


def _spoken_parts(text: str, mentions: Iterable[Mention]) -> Iterator[str]:
    place = 0
    for mention in mentions:
        mask = mask_of(mention)
        if mask:
            yield text[place : mention.start]
            yield _SPOKEN[mask]
            place = mention.end
    rest = text[place:]
    for example, mask in _IN_EXAMPLES.items():
        rest = rest.replace(example, _SPOKEN[mask])
    yield rest
