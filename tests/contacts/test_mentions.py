from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.contacts.mentions import MOST_MENTIONS, Mention, mentions_in, who_is_meant

TODAY = date(2024, 4, 30)
FRIDAY = date(2024, 5, 3)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "@housing by 14/5 confirm the tenancy",
            Mention("housing", "confirm the tenancy", date(2024, 5, 14)),
        ),
        (
            "Seen. @sam ring the landlord by friday. He is calm.",
            Mention("sam", "ring the landlord", FRIDAY),
        ),
        (
            "@sam.sample by 14 May 2024 book a test",
            Mention("sam.sample", "book a test", date(2024, 5, 14)),
        ),
        ("@drugs: book him in", Mention("drugs", "book him in", None)),
        ("@sam stand by the door", Mention("sam", "stand by the door", None)),
        ("@sam by 1/4/2020 ring", Mention("sam", "by 1/4/2020 ring", None)),
        ("@yos 14.5 is no date here", Mention("yos", "14.5 is no date here", None)),
    ],
)
def test_a_mention_is_who_what_and_by_when(note: str, expected: Mention) -> None:
    assert mentions_in(note, TODAY) == [expected]


@pytest.mark.parametrize(
    "note", ["", "sam@example.test rang", "@", "@sam", "@sam by friday", "a @ b"]
)
def test_what_asks_nothing_of_anybody_is_no_mention(note: str) -> None:
    assert mentions_in(note, TODAY) == []


def test_several_are_told_apart() -> None:
    found = mentions_in("@housing find a room\nAlso @sam ring him; @drugs see him", TODAY)
    assert [(one.who, one.words) for one in found] == [
        ("housing", "find a room"),
        ("sam", "ring him"),
        ("drugs", "see him"),
    ]


@given(st.text(max_size=200))
def test_any_note_is_read(note: str) -> None:
    found = mentions_in(note, TODAY)
    assert len(found) <= MOST_MENTIONS
    for one in found:
        assert one.who in note
        assert one.words
        assert all(word in note for word in one.words.split())
        assert one.due_on is None or one.due_on >= TODAY


@given(
    st.from_regex(r"[a-z]{2,8}", fullmatch=True),
    st.from_regex(r"[a-z]{3,8}( [a-z]{3,8}){0,4}", fullmatch=True).filter(
        lambda words: "by" not in words
    ),
    st.dates(TODAY, date(2025, 12, 31)),
)
def test_the_day_may_stand_first_or_last(who: str, words: str, day: date) -> None:
    for note in (f"@{who} by {day:%d/%m/%Y} {words}", f"@{who} {words} by {day:%d/%m/%Y}."):
        assert mentions_in(note, TODAY) == [Mention(who, words, day)]


def test_who_is_meant_by_whole_name_before_first_word() -> None:
    names = {
        1: ["Sam Sample", "s.sample"],
        2: ["Sam Example"],
        3: ["Housing", "Luton Housing"],
        4: ["Housing Aid"],
    }
    assert who_is_meant("sam", names) == [1, 2]
    assert who_is_meant("SamSample", names) == [1]
    assert who_is_meant("s.sample", names) == [1]
    assert who_is_meant("housing", names) == [3]
    assert who_is_meant("nobody", names) == []
