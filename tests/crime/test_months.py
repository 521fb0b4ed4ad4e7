"""Months as first days, and runs of them in words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from popo.crime.months import add_months, list_in_words, read_month, twelve_to

MONTHS = st.builds(date, st.integers(2000, 2040), st.integers(1, 12), st.just(1))


@given(MONTHS, st.integers(-200, 200))
def test_adding_months_is_undone_by_taking_them_away(month: date, count: int) -> None:
    moved = add_months(month, count)
    assert (moved.year - month.year) * 12 + moved.month - month.month == count
    assert add_months(moved, -count) == month


@given(MONTHS)
def test_month_is_read_as_it_is_written(month: date) -> None:
    assert read_month(f"{month:%Y-%m}", date(2040, 12, 1)) == month


def test_twelve_months_end_with_the_month_itself() -> None:
    twelve = twelve_to(date(2024, 4, 1))
    assert (twelve[0], twelve[-1], len(twelve)) == (date(2023, 5, 1), date(2024, 4, 1), 12)


def test_runs_of_months_are_told_by_their_ends() -> None:
    run = [date(2018, 11, 1), date(2018, 12, 1), date(2019, 1, 1)]
    assert list_in_words([]) == ""
    assert list_in_words(run[:1]) == "November 2018"
    assert list_in_words(reversed(run)) == "November 2018 to January 2019"
    assert list_in_words([*run, date(2021, 5, 1), date(2023, 1, 1), date(2023, 2, 1)]) == (
        "November 2018 to January 2019, May 2021 and January 2023 to February 2023"
    )
