"""The fields of a record as questions, made from its type, so that a new field is asked for too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import SHAPE_TUPLE_ELLIPSIS, ModelField

from evidence.language import MAX_WORDS, banned_words, is_hedged, sentences, word_count
from evidence.model import Certainty, Record, Statement
from workbench import prompts

WORDS: Mapping[str, tuple[str, str]] = {
    # field: (question, hint)
    "name": ("Name", "as inside a sentence: “multifocal motor neuropathy”"),
    "short": ("Short name", "what people mostly write: “MMN”"),
    "population": ("Population", "stands after “in”: adults with severe Guillain-Barré syndrome"),
    "outcome": ("Outcome", "stands after “improves”: muscle strength"),
    "because": ("Because", "number and kind of studies: one trial with 44 people found it"),
    "certainty_basis": ("Is the certainty stated by a review or guideline, or judged by us?", ""),
    "sides": ("Both sides", "two sentences, each naming its studies"),
    "searched": ("Day of the search that found no study", ""),
    "size": ("Size of the effect", "only where the source states it"),
    "headline": ("Is it the headline: what a person hears first about this pair?", ""),
    "numbers": ("Figures", "as the source states them, seen and not remembered"),
    "basis": ("What it rests on", ""),
    "factor": ("Factor", "younger age, an early start, …"),
    "topic": ("Topic", "a slug: infusion, home, kidney-disease, …"),
    "cues": ("Words by which a question asks for it", ""),
    "boxed": ("Is it a boxed warning?", ""),
    "common": ("Does it belong in the short general answer?", ""),
    "retired": ("Is the guideline retired?", ""),
    "body": ("Who issued it", "American Academy of Neurology"),
    "as_of": ("As of", ""),
    "reviewed": ("Reviewed on", ""),
    "review_due": ("Review due on", ""),
    "reviewed_by": ("Reviewed by", "your name; a second reader adds theirs later"),
    "aliases": ("Other names", ""),
    "lay_names": ("Everyday names", ""),
    "misspellings": ("Misspellings that people make", ""),
    "authors": ("Authors", "Hughes RAC, Swan AV, van Doorn PA"),
    "detail": ("Volume and pages", "349(9047):225-230"),
    "doi": ("DOI", "10.…/…"),
    "pmid": ("PMID", ""),
    "url": ("Address", "https://… of a public copy"),
    "checked": ("Have you read it: yes, partly, or own-knowledge (remembered)?", ""),
}  # fmt: skip


def asked(
    model: type[Record], name: str, default: Any = None, so_far: Mapping[str, Any] | None = None
) -> Any:
    """Ask for one field of `model` and hold the answer against it; None or () where left empty."""
    field = model.__fields__[name]
    label, hint = WORDS.get(name, (name.replace("_", " ").capitalize(), ""))
    optional = not field.required and default is None
    if field.type_ is Statement:
        return statement(name, (so_far or {}).get("certainty"))
    options = _options(field)
    if options:
        return prompts.choice(label, options, default or "", optional) or None
    if field.type_ is bool:
        return prompts.yes(label, bool(default))
    complaint = fitting(field, so_far or {})
    if field.shape == SHAPE_TUPLE_ELLIPSIS:
        return prompts.many(label, hint, optional, complaint)
    if field.type_ is date:
        return prompts.day(label, default, optional)
    return prompts.text(label, hint, str(default or ""), optional, complaint) or None


def fitting(field: ModelField, so_far: Mapping[str, Any]) -> Callable[[str], str | None]:
    """What is wrong with a value by the field's type and by the wording rules."""

    def complaint(given: str) -> str | None:
        value: Any = (given,) if field.shape == SHAPE_TUPLE_ELLIPSIS else given
        _, errors = field.validate(value, dict(so_far), loc=field.name)
        if errors:
            error = errors[0] if isinstance(errors, list) else errors
            return f"That does not fit: {getattr(error, 'exc', error)}."
        if field.name == "because" and given.endswith("."):
            return "It follows the word “because”: leave the full stop out."
        return _banned(given) if field.type_ is str and field.name not in _QUOTED else None

    return complaint


_QUOTED = ("title", "authors", "journal", "detail", "url", "doi", "name", "short", "aliases")


def statement(name: str, certainty: str | None) -> dict[str, str]:
    """Both registers of a statement, each held to the wording rules and to the certainty."""
    level = Certainty(certainty) if certainty and name == "statement" else None

    def ask(register: str, hint: str) -> str:
        label = f"{name.capitalize()}, {register} register"
        return prompts.text(
            label, hint, complaint=lambda given: told(given, register == "plain", level)
        )

    parts = {
        "plain": ask("plain", "short sentences in everyday words"),
        "clinical": ask("clinical", "with figures and the terms of the field"),
    }
    return parts


def told(text: str, plain: bool, certainty: Certainty | None) -> str | None:
    """What is wrong with a statement's wording, or None."""
    for sentence in sentences(text):
        if plain and word_count(sentence) > MAX_WORDS:
            return f"“{sentence}” has {word_count(sentence)} words; {MAX_WORDS} at most."
        if certainty and not is_hedged(sentence, certainty):
            return f"“{sentence}” is stronger than the certainty `{certainty.value}`."
    return _banned(text)


def _banned(text: str) -> str | None:
    found = banned_words(text)
    return f"`{found[0]}` is never said in a statement of evidence." if found else None


def _options(field: ModelField) -> list[str]:
    """The values of an enumeration; [] for any other field."""
    if isinstance(field.type_, type) and issubclass(field.type_, Enum):
        return [str(each.value) for each in field.type_]
    if get_origin(field.type_) is Literal:
        return [str(each) for each in get_args(field.type_)]
    return []
