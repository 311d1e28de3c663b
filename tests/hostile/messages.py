"""Random and mutated messages, as Hypothesis draws them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import yaml
from hypothesis import strategies as st

from service.settings import ROOT
from tests.hostile.corpus import CORPUS

# Any character at all, halves of surrogate pairs included.
ANY = st.characters(exclude_categories=())
WORDS = ["IVIG", "CIDP", "GBS", "lupus", "steroids", "how sure", "and", "it", "dose", "why", "not"]


@cache
def questions() -> list[str]:
    """Real questions: the training examples, their masks filled in."""
    names = {"TREATMENT": "IVIG", "CONDITION": "CIDP"}
    texts: set[str] = set()
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for item in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            for line in item.get("examples", "").splitlines():
                text = line.lstrip("- ")
                texts.add(re.sub("TREATMENT|CONDITION", lambda found: names[found[0]], text))
    return sorted(texts)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real question with one to four mutations."""
    text = draw(st.sampled_from(questions()))
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(MUTATIONS))(draw, text)
    return text


def _insert(draw: st.DrawFn, text: str) -> str:
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(st.text(ANY, min_size=1, max_size=4)) + text[place:]


def _delete(draw: st.DrawFn, text: str) -> str:
    place = draw(st.integers(0, len(text)))
    return text[:place] + text[place + draw(st.integers(1, 3)) :]


def _swap(draw: st.DrawFn, text: str) -> str:
    place = draw(st.integers(0, max(0, len(text) - 2)))
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


def _repeat(draw: st.DrawFn, text: str) -> str:
    return (text + draw(st.sampled_from(["", " ", "\n", "? "]))) * draw(st.integers(2, 8))


def _splice(draw: st.DrawFn, text: str) -> str:
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(st.sampled_from(CORPUS)) + text[place:]


def _join(draw: st.DrawFn, text: str) -> str:
    glue = draw(st.sampled_from([" ", " and ", "\n", "? ", ", ", " or ", "/"]))
    return text + glue + draw(st.sampled_from(questions()))


def _word(draw: st.DrawFn, text: str) -> str:
    words = text.split(" ")
    words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
    return " ".join(words)


def _case(draw: st.DrawFn, text: str) -> str:
    return draw(st.sampled_from([str.upper, str.title, str.swapcase, str.casefold]))(text)


def _decompose(draw: st.DrawFn, text: str) -> str:
    form = draw(st.sampled_from(["NFD", "NFKD"]))
    mark = draw(st.characters(categories=["Mn"]))
    return unicodedata.normalize(form, mark.join(text))


def _reverse(draw: st.DrawFn, text: str) -> str:
    return text[::-1]


MUTATIONS = [
    _insert,
    _delete,
    _swap,
    _repeat,
    _splice,
    _join,
    _word,
    _case,
    _decompose,
    _reverse,
]

LONG_WORDS = st.builds(str.__mul__, st.text(ANY, min_size=1, max_size=5), st.integers(200, 2_500))
COMMANDS = st.builds(
    "/{}{}{}".format,
    st.sampled_from(["restart", "efficacy", "session_start", "crisis", "out_of_scope", ""]),
    st.sampled_from(["", "@1.0", " ", "\n"]),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=8,
    ).map(lambda value: yaml.safe_dump(value) if isinstance(value, float) else repr(value)),
)

# Long ones cost the most time, so they are drawn less often.
MESSAGES = st.one_of(
    mutated(),
    mutated(),
    mutated(),
    mutated(),
    st.text(ANY, max_size=80),
    st.sampled_from(CORPUS),
    st.text(ANY, max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    COMMANDS,
    LONG_WORDS,
)
