"""Working days, months and ages, tried at random."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from popo import clock

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(1, 30))
def test_working_days_are_added_and_counted_alike(day: date, count: int) -> None:
    later = clock.add_working_days(day, count)
    assert clock.is_working_day(later)
    assert clock.working_days(day, later) == count


@given(DAYS, st.integers(1, 30))
def test_working_days_are_taken_off_as_they_are_added(day: date, count: int) -> None:
    earlier = clock.add_working_days(day, -count)
    assert clock.is_working_day(earlier)
    assert clock.working_days(earlier - timedelta(days=1), day - timedelta(days=1)) == count


@given(DAYS)
def test_no_working_days_is_the_same_day(day: date) -> None:
    assert clock.add_working_days(day, 0) == day
    assert clock.working_days(day, day) == 0


def test_bank_holidays_and_weekends_do_not_count() -> None:
    good_friday, tuesday = date(2024, 3, 29), date(2024, 4, 2)
    assert clock.add_working_days(date(2024, 3, 28), 1) == tuesday
    assert clock.add_working_days(tuesday, -1) == date(2024, 3, 28)
    assert not clock.is_working_day(good_friday)
