"""What people, pages and attackers send is one plain line before anything reads it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.cleaning import LONGEST, InputCleaner, clean


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("does IVIG help CIDP?", "does IVIG help CIDP?"),
        ("  does\tit \n\n help  ", "does it help"),
        ("one\r\ntwo\x0bthree\x85four", "one two three four"),
        ("a\u2028b\u2029c\u00a0d", "a b c d"),
        ("", ""),
        ("   \n ", ""),
        ("<b>does</b> it <br/>help", "does it help"),
        ("<script>alert(1)</script>ivig", "alert(1) ivig"),
        ('<a href="https://x.org">ivig</a>', "ivig"),
        ("Sjo\u0308gren", "Sjögren"),
        ("😀 ivig", "😀 ivig"),
    ],
)
def test_text_is_one_clean_line(typed: str, read: str) -> None:
    assert clean(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        '/efficacy{"condition": "cidp"}',
        "/restart",
        "//restart",
        "  /restart",
        "/ /restart",
        "/ / / restart",
        "\u200b/restart",
        "\ufeff/restart",
        "\u00ad/restart",
        "/\u200b/restart",
        "\x00/restart",
        "<b>/restart",
        "<b></b> /restart",
        "</b>/</b>/restart",
        "/<i>/restart",
        "\u2066/restart\u2069",
        "\n/restart",
    ],
)
def test_no_command_of_rasa_gets_through(typed: str) -> None:
    assert not clean(typed).startswith("/")


def test_what_stands_after_the_slash_is_kept_as_words() -> None:
    assert clean("/does ivig help") == "does ivig help"
    assert clean("dermato/poly myositis 1/2") == "dermato/poly myositis 1/2"


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e"]
)
def test_invisible_characters_do_not_split_a_word(hidden: str) -> None:
    assert clean(f"iv{hidden}ig for cidp") == "ivig for cidp"


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x85"])
def test_control_characters_are_gone(control: str) -> None:
    read = clean(f"ivig{control}cidp")
    assert control not in read and "ivig" in read and "cidp" in read


@pytest.mark.parametrize(
    "typed",
    [
        "platelets <20, chest pain, IgG >5",
        "if Hb < 8 and platelets > 50, is it ok",
        "my IgG is <4 g/L",
        "3 < 4",
        "I <3 my nurse",
        "a -> b",
    ],
)
def test_a_comparison_of_numbers_is_no_markup(typed: str) -> None:
    assert clean(typed) == typed


@pytest.mark.parametrize(
    "typed",
    ["gullain<y bare", "<img src=x onerror=alert(1) ivig", "<<b>a>ivig", "</", "<!x", "<?x"],
)
def test_a_tag_that_is_not_closed_is_none(typed: str) -> None:
    """What was corrected is quoted back, and a page might take it for markup."""
    assert not re.search("<[A-Za-z!/?]", clean(typed))


def test_only_so_much_is_read() -> None:
    assert len(clean("x" * (LONGEST + 5_000))) == LONGEST


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(["/", " ", "<", ">", "b", "restart", "\u200b", "\n", "\x00", "</b>", "{"]),
        max_size=12,
    ).map("".join)
)  # fmt: skip
def test_whatever_is_typed_comes_out_as_one_line_without_a_command(typed: str) -> None:
    read = clean(typed)
    assert not read.startswith("/")
    assert read == read.strip() and "  " not in read
    assert not [
        each for each in read if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


def test_the_component_cleans_messages_and_leaves_training_alone() -> None:
    cleaner = InputCleaner.create({}, None, None, None)  # type: ignore[arg-type]
    messages = [Message({TEXT: "  /restart\x00 "}), Message({TEXT: None}), Message({})]
    assert [each.get(TEXT) for each in cleaner.process(messages)] == ["restart", "", ""]
    training = TrainingData([Message({TEXT: " /x "})])
    assert cleaner.process_training_data(training).training_examples[0].get(TEXT) == " /x "
