"""Places: held in spells, counted on a day, and forecast by plain arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.selection.turnover import Move, Spell, Turnover, spells, turnover

DAY = date(2024, 4, 30)
ADULT = ("catch_and_convict", "rehabilitate_and_resettle")


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def moves(*strands: tuple[int, str]) -> list[Move]:
    return [Move(day(on), strand) for on, strand in strands]


@pytest.mark.parametrize(
    ("given_moves", "closed", "expected"),
    [
        (moves((-9, "catch_and_convict")), None, [Spell(day(-9), None)]),
        (moves((-9, "catch_and_convict")), day(3), [Spell(day(-9), day(3))]),
        (
            moves((-9, "catch_and_convict"), (-4, "rehabilitate_and_resettle")),
            None,
            [Spell(day(-9), None)],
        ),
        (
            moves((-9, "prevent_and_deter"), (-4, "catch_and_convict")),
            None,
            [Spell(day(-4), None)],
        ),
        (
            moves((-9, "catch_and_convict"), (-4, "prevent_and_deter")),
            None,
            [Spell(day(-9), day(-4))],
        ),
        (moves((-9, "catch_and_convict"), (-9, "prevent_and_deter")), None, []),
        (moves((-9, "prevent_and_deter")), None, []),
    ],
)
def test_spells_of_a_case(
    given_moves: list[Move], closed: date | None, expected: list[Spell]
) -> None:
    assert spells(given_moves, closed, ADULT) == expected


def test_turnover_counts_what_is_known_on_the_day() -> None:
    held = [
        Spell(day(-700), day(-366)),  # left more than a year ago
        Spell(day(-700), day(-100)),
        Spell(day(-200), day(30)),  # known to leave
        Spell(day(-50), None),
        Spell(day(10), None),  # known to join
        Spell(day(-30), day(200)),  # leaves later than we look
    ]
    counted = turnover(held, DAY, proposed=1)
    assert counted == Turnover(
        day=DAY, taken=3, left=1, joined=3, over_days=365, leaving=1, joining=1, proposed=1
    )
    assert counted.exits == 2  # known and proposed, as 1 a year is less
    assert counted.entries == 1
    assert counted.expected == 2


@pytest.mark.parametrize(("left", "over_days", "expected"), [(8, 365, 2), (10, 365, 2), (5, 90, 5)])
def test_rate_is_that_of_the_year_or_of_as_much_as_there_was(
    left: int, over_days: int, expected: int
) -> None:
    counted = Turnover(DAY, 40, left, 0, over_days, leaving=0, joining=0, proposed=0)
    assert counted.exits == expected


def test_an_empty_list_is_expected_to_stay_empty() -> None:
    assert turnover([], DAY, 0).expected == 0


@given(
    st.lists(
        st.tuples(st.integers(-900, 200), st.none() | st.integers(0, 900)).map(
            lambda pair: Spell(
                day(pair[0]), None if pair[1] is None else day(pair[0] + pair[1] + 1)
            )
        ),
        max_size=20,
    ),
    st.integers(0, 5),
)
def test_places_are_never_negative_and_known_exits_always_counted(
    held: list[Spell], proposed: int
) -> None:
    counted = turnover(held, DAY, proposed)
    assert counted.expected >= 0
    assert counted.exits >= counted.leaving + proposed
    assert counted.entries >= counted.joining
    assert counted.taken <= len(held)
