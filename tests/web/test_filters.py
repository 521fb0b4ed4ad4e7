from datetime import UTC, date, datetime

import pytest

from popo.web import filters

TODAY = date(2024, 4, 30)


def test_dates_are_written_long_short_and_without_the_year() -> None:
    assert filters.longdate(TODAY) == "Tuesday 30 April 2024"
    assert filters.shortdate(date(2024, 4, 3)) == "3 Apr 2024"
    assert filters.daymonth(TODAY, TODAY) == "30 April"


def test_a_day_of_another_year_says_which() -> None:
    """10 May would read as still to come, where it was last year's."""
    assert filters.daymonth(date(2023, 5, 10), TODAY) == "10 May 2023"


def test_moments_are_shown_as_a_london_clock_does() -> None:
    late = datetime(2024, 4, 30, 23, 30, tzinfo=UTC)  # half past midnight in summer time
    assert filters.longdate(late) == "Wednesday 1 May 2024"
    assert filters.clocktime(late) == "00:30"


@pytest.mark.parametrize(
    ("day", "due", "event"),
    [
        (date(2024, 4, 30), "30 April, today", "30 April, today"),
        (date(2024, 5, 1), "1 May, tomorrow", "1 May, tomorrow"),
        (date(2024, 5, 9), "9 May, in 9 days", "9 May, in 9 days"),
        (date(2024, 4, 29), "29 April, overdue 1 day", "29 April, yesterday"),
        (date(2024, 4, 26), "26 April, overdue 4 days", "26 April, 4 days ago"),
        (date(2023, 4, 30), "30 April 2023, overdue 366 days", "30 April 2023, 366 days ago"),
        (date(2025, 1, 1), "1 January 2025, in 246 days", "1 January 2025, in 246 days"),
    ],
)
def test_a_date_says_what_it_means(day: date, due: str, event: str) -> None:
    assert filters.meaning(day, TODAY) == due
    assert filters.meaning(day, TODAY, "event") == event


def test_counts_and_differences_read_as_words() -> None:
    assert [filters.plural(count, "day") for count in (0, 1, 4, 1200)] == [
        "0 days",
        "1 day",
        "4 days",
        "1,200 days",
    ]
    assert filters.plural(3, "person", "people") == "3 people"
    assert [filters.signed(number) for number in (3, 0, -2, 1.5)] == [
        "+3",
        "0",
        "\N{MINUS SIGN}2",
        "+1.5",
    ]
