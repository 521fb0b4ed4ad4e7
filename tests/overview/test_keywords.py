import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.overview.keywords import excerpt, words_of


def found(text: str, typed: str) -> list[str]:
    return [piece.text for piece in excerpt(text, words_of(typed)) if piece.found]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Rang O\u2019Neil at home", "o'neil", ["O\u2019Neil"]),
        ("Met Zoë and ZOE", "zoe", ["Zoë", "ZOE"]),
        ("Cost £5 (five)", "£5 (", ["£5", "("]),
        ("a.*b [c] \\d", ".* [c]", [".*", "[c]"]),
        ("שלום דני", "דני", ["דני"]),
        ("one two", "two one", ["one", "two"]),
        ("one two", "one three", []),
        ("Straße", "strasse", ["Straße"]),
        ("anything", "", []),
    ],
)
def test_words_are_found_as_a_reader_would(text: str, typed: str, expected: list[str]) -> None:
    assert found(text, typed) == expected


def test_only_what_stands_around_is_shown() -> None:
    text = "start " + "x " * 300 + "needle " + "y " * 300
    told = "".join(piece.text for piece in excerpt(text, words_of("needle")))
    assert len(told) < 350
    assert told.startswith("… ")
    assert told.endswith(" …")


@given(st.text(max_size=120), st.text(max_size=12))
def test_any_text_and_any_words(text: str, typed: str) -> None:
    words = words_of(typed)
    pieces = excerpt(text, words)
    assert not pieces or words
    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert shown in text


@given(st.text(max_size=40), st.text(max_size=40), st.from_regex(r"[a-z]{3,8}", fullmatch=True))
def test_a_word_that_stands_there_is_found(before: str, after: str, word: str) -> None:
    assert word in [one.casefold() for one in found(f"{before} {word.upper()} {after}", word)]
