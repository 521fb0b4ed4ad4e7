from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.web.dates import (
    DateNotUnderstoodError,
    Prefer,
    parse_day,
    parse_moment,
    write_day,
    write_moment,
)
from popo.web.filters import longdate, shortdate

TODAY = date(2024, 4, 30)  # a Tuesday
NOW = datetime(2024, 4, 30, 14, 10)  # noqa: DTZ001 - wall time has no zone

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
todays = st.dates(date(1990, 1, 1), date(2060, 12, 31))
times = st.times().map(lambda found: found.replace(second=0, microsecond=0))
preferences = st.sampled_from(["past", "future", "nearest"])
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", TODAY),
        (" Today ", TODAY),
        ("yesterday", date(2024, 4, 29)),
        ("tomorrow", date(2024, 5, 1)),
        ("-1", date(2024, 4, 29)),
        ("\N{MINUS SIGN}1", date(2024, 4, 29)),
        ("+3", date(2024, 5, 3)),
        ("+ 3 days", date(2024, 5, 3)),
        ("13/3/07", date(2007, 3, 13)),
        ("13.3.2007", date(2007, 3, 13)),
        ("13-3-2007", date(2007, 3, 13)),
        ("13 3 2007", date(2007, 3, 13)),
        ("1/1/26", date(2026, 1, 1)),
        ("13 March 2007", date(2007, 3, 13)),
        ("13th mar 07", date(2007, 3, 13)),
        ("13mar2007", None),
        ("Tuesday 13 March 2007", date(2007, 3, 13)),
        ("tue, 13 march 2007", date(2007, 3, 13)),
        ("2007-03-13", date(2007, 3, 13)),
        ("29/2/2024", date(2024, 2, 29)),
    ],
)
def test_day_is_read_as_people_write_it(text: str, expected: date | None) -> None:
    if expected is None:
        with pytest.raises(DateNotUnderstoodError):
            parse_day(text, TODAY)
    else:
        assert parse_day(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "prefer", "expected"),
    [
        ("13/3", "past", date(2024, 3, 13)),
        ("13/3", "future", date(2025, 3, 13)),
        ("13/12", "past", date(2023, 12, 13)),
        ("13/12", "nearest", date(2023, 12, 13)),
        ("30 april", "future", TODAY),
        ("29/2", "future", date(2028, 2, 29)),
        ("3/5/83", "past", date(1983, 5, 3)),
        ("3/5/24", "past", date(1924, 5, 3)),
        ("3/5/24", "future", date(2024, 5, 3)),
        ("wed", "past", date(2024, 4, 24)),
        ("wed", "future", date(2024, 5, 1)),
        ("tue", "past", TODAY),
        ("tues", "future", TODAY),
        ("last tuesday", "past", date(2024, 4, 23)),
        ("next tue", "past", date(2024, 5, 7)),
        ("thurs", "nearest", date(2024, 5, 2)),
    ],
)
def test_what_is_left_out_is_taken_as_preferred(text: str, prefer: Prefer, expected: date) -> None:
    assert parse_day(text, TODAY, prefer) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/4", "There is no 31 April. Check the day and the month."),
        ("31/4/2024", "There is no 31 April 2024. Check the day and the month."),
        ("29/2/23", "There is no 29 February 2023. Check the day and the month."),
        ("3/13", "There is no month 13. Enter the day first, then the month."),
        ("1/2/345", "Enter the year with two or four figures, like 07 or 2007."),
        ("Monday 30 April 2024", "30 April 2024 is a Tuesday. Check the day or the date."),
        ("1/1/1066", "Check the year. It must be between 1900 and 2100."),
        ("soon", "Enter a date like 13/3, 13 March 2007, tue, today or -1 (yesterday)."),
    ],
)
def test_day_not_understood_says_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(DateNotUnderstoodError) as refused:
        parse_day(text, TODAY)
    assert str(refused.value) == sentence


@given(days, todays, preferences)
def test_full_dates_mean_the_same_whatever_today_is(day: date, today: date, prefer: Prefer) -> None:
    for text in (
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        write_day(day),
        longdate(day),
        shortdate(day),
    ):
        assert parse_day(text, today, prefer) == day


@given(days, todays)
def test_a_day_without_its_year_lies_on_the_preferred_side(day: date, today: date) -> None:
    text = f"{day.day}/{day.month}"
    past, future = parse_day(text, today, "past"), parse_day(text, today, "future")
    nearest = parse_day(text, today)
    assert past <= today <= future
    assert {(found.day, found.month) for found in (past, future, nearest)} == {(day.day, day.month)}
    assert abs(nearest - today) == min(today - past, future - today)


@given(st.sampled_from(range(7)), todays)
def test_a_weekday_is_within_a_week_on_the_preferred_side(weekday: int, today: date) -> None:
    word = WEEKDAYS[weekday]
    past, future = parse_day(word, today, "past"), parse_day(word, today, "future")
    assert today - timedelta(days=7) < past <= today <= future < today + timedelta(days=7)
    assert past.weekday() == future.weekday() == weekday
    assert parse_day(f"last {word}", today) < today < parse_day(f"next {word}", today)


@given(st.integers(-3000, 3000), todays)
def test_an_offset_counts_days(offset: int, today: date) -> None:
    assert parse_day(f"{offset:+d}", today) == today + timedelta(days=offset)


@given(st.dates(date(1930, 1, 1), date(2050, 1, 1)), todays)
def test_two_figures_in_the_past_are_never_in_the_future(day: date, today: date) -> None:
    if day <= today and (today - day).days < 36500:
        assert parse_day(f"{day:%d/%m/%y}", today, "past") == day


@given(st.text() | st.from_regex(r"[-+0-9/. a-z]{0,12}", fullmatch=True), todays, preferences)
def test_any_text_gives_a_day_or_a_sentence(text: str, today: date, prefer: Prefer) -> None:
    said, day = "", today
    try:
        day = parse_day(text, today, prefer)
    except DateNotUnderstoodError as refused:
        said = str(refused)
    assert said.endswith(".") if said else 1900 <= day.year <= 2100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", (TODAY, time(14, 10))),
        ("14:10", (TODAY, time(14, 10))),
        ("9.30", (TODAY, time(9, 30))),
        ("today 14:10", (TODAY, time(14, 10))),
        ("today at 2pm", (TODAY, time(14, 0))),
        ("-1 9.30", (date(2024, 4, 29), time(9, 30))),
        ("13/3 16:00", (date(2024, 3, 13), time(16, 0))),
        ("tue 9.30am", (TODAY, time(9, 30))),
        ("13 March 2007 12:05 am", (date(2007, 3, 13), time(0, 5))),
        ("yesterday 12pm", (date(2024, 4, 29), time(12, 0))),
    ],
)
def test_moment_is_read_as_people_write_it(text: str, expected: tuple[date, time]) -> None:
    assert parse_moment(text, NOW) == datetime.combine(*expected)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("today", "Enter a day and a time, like today 14:10 or -1 9.30."),
        ("13 March 2007", "Enter a day and a time, like today 14:10 or -1 9.30."),
        ("today 25:00", "Check the time. Enter it like 14:10 or 9.30."),
        ("today 14pm", "Check the time. Use 2pm or 14:00."),
        ("31/4 9:00", "There is no 31 April. Check the day and the month."),
    ],
)
def test_moment_not_understood_says_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(DateNotUnderstoodError) as refused:
        parse_moment(text, NOW)
    assert str(refused.value) == sentence


@given(days, times, todays)
def test_a_written_moment_is_read_back(day: date, clock: time, today: date) -> None:
    moment = datetime.combine(day, clock)
    assert parse_moment(write_moment(moment), datetime.combine(today, time(12))) == moment


@given(st.text() | st.from_regex(r"[-+0-9/.: apm]{0,14}", fullmatch=True), todays)
def test_any_text_gives_a_moment_or_a_sentence(text: str, today: date) -> None:
    said = "."
    try:
        parse_moment(text, datetime.combine(today, time(12)))
    except DateNotUnderstoodError as refused:
        said = str(refused)
    assert said.endswith(".")
