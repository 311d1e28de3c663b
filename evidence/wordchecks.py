"""Checks of wording: banned words, length, strength by certainty, a whole lexicon."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from string import Formatter

from evidence.language import MAX_WORDS, banned_words, is_hedged, sentences, word_count
from evidence.loading import Place, Raw, nearest
from evidence.model import Certainty, Claim, Efficacy, Predictor, Statement
from evidence.phrases import EFFECT_BLANKS, PHRASES
from evidence.wording import Wording
from evidence.yamlfile import Problem


def statements(raw: Raw) -> Iterator[Problem]:
    """Wording: no banned word, no sentence too long, no sentence stronger than its certainty."""
    for claim, place in raw.of("claims"):
        for name in ("statement", "beside"):
            statement = getattr(claim, name)
            if statement:
                yield from _statement(claim, statement, name, place)
        for name in ("because", "article"):
            for word in banned_words(getattr(claim, name) or ""):
                yield place.problem(name, f"`{word}` is a banned word.")
        if isinstance(claim, Efficacy):
            for word in banned_words(f"{claim.population} {claim.outcome}"):
                yield place.problem("outcome", f"`{word}` is a banned word.")
        if claim.because and claim.because.endswith("."):
            yield place.problem("because", "it follows the word “because”: no final full stop.")


def _statement(claim: Claim, statement: Statement, name: str, place: Place) -> Iterator[Problem]:
    effect = name == "statement" and isinstance(claim, (Efficacy, Predictor))
    for register, text in (("plain", statement.plain), ("clinical", statement.clinical)):
        path = f"{name}.{register}"
        for word in banned_words(text):
            yield place.problem(path, f"`{word}` is a banned word.")
        for sentence in sentences(text):
            if word_count(sentence) > MAX_WORDS and register == "plain":
                yield place.problem(
                    path, f"a sentence of {word_count(sentence)} words; {MAX_WORDS} at most."
                )
            if effect and claim.certainty and not is_hedged(sentence, claim.certainty):
                yield place.problem(
                    path,
                    f"“{sentence}” is stronger than the certainty `{claim.certainty.value}`.",
                )


def wording(raw: Raw) -> Iterator[Problem]:
    """One lexicon, with every cell and every phrase that the code asks for."""
    found = raw.of("wording")
    if len(found) != 1 or len(raw.of("local")) != 1:
        yield Problem("knowledge", 1, "", "exactly one `wording:` and one `local:` are needed.")
        return
    lexicon, place = found[0]
    assert isinstance(lexicon, Wording)
    for cell in lexicon.missing_cells():
        yield place.problem("effects", f"the lexicon has no sentence for {cell}.")
    for certainty in Certainty:
        if certainty not in lexicon.certainty:
            yield place.problem("certainty", f"`{certainty.value}` has no word and symbol.")
    yield from _lexicon_sentences(lexicon, place)
    for name, blanks in PHRASES.items():
        if name not in lexicon.phrases:
            yield place.problem("phrases", f"the phrase `{name}` is missing.")
        else:
            yield from _blanks(place, f"phrases.{name}", lexicon.phrases[name], blanks)
    for name in sorted(set(lexicon.phrases) - set(PHRASES)):
        yield place.problem(f"phrases.{name}", "nothing says this phrase.", nearest(name, PHRASES))


def _lexicon_sentences(lexicon: Wording, place: Place) -> Iterator[Problem]:
    """Each sentence's blanks can be filled, and none is stronger than its cell's certainty."""
    for register, cells in lexicon.effects.items():
        for direction, by_certainty in cells.items():
            for level, by_size in by_certainty.items():
                for size, sentence in by_size.items():
                    if not sentence:
                        continue  # told as a missing cell
                    path = f"effects.{register.value}.{direction}.{level}.{size}"
                    yield from _blanks(place, path, sentence, EFFECT_BLANKS)
                    known = level in [each.value for each in Certainty]
                    if known and not is_hedged(sentence, Certainty(level)):
                        yield place.problem(
                            path, f"“{sentence}” is stronger than the certainty `{level}`."
                        )


def _blanks(place: Place, path: str, text: str, allowed: Collection[str]) -> Iterator[Problem]:
    try:
        found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        yield place.problem(path, "a brace is left open.")
        return
    for name in sorted(found - set(allowed)):
        yield place.problem(path, f"nothing fills the blank `{name}`.", nearest(name, allowed))
