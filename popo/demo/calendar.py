"""The town's own calendar: the scheme's first years, moved to end on the last day of the figures.

March 2008 in the sources is April 2024 here: the last month the shipped crime figures reach.
"""

from datetime import date, datetime, timedelta

from popo import clock

LAST_DAY = date(2024, 4, 30)
FIRST_DAY = date(2020, 10, 1)
YEAR_ENDS = (date(2021, 4, 30), date(2022, 4, 30), date(2023, 4, 30), LAST_DAY)
MOMENT_MADE = clock.at(LAST_DAY, 17)
"""Scheme time at the moment the database is made."""
WEDNESDAY = 2
MEETING_HOUR = 14


def action_group_days() -> list[date]:
    """Every monthly meeting up to the last day, and the next one; the second Wednesday."""
    months = [(year, month) for year in range(2020, 2025) for month in range(1, 13)]
    days = [_second_wednesday(year, month) for year, month in months]
    following = _second_wednesday(LAST_DAY.year, LAST_DAY.month + 1)
    return [day for day in days if FIRST_DAY <= day <= following]


def meetings_held() -> list[date]:
    return [day for day in action_group_days() if day <= LAST_DAY]


def scheme_year(day: date) -> int:
    """Which year of the scheme a day lies in, counted from 0."""
    return sum(day > end for end in YEAR_ENDS[:-1])


def release_day(day: date) -> date:
    """The day itself, or the last working day before it: nobody is released on a weekend."""
    while not clock.is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day(day: date) -> date:
    """The day itself, or the next working day."""
    while not clock.is_working_day(day):
        day += timedelta(days=1)
    return day


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return clock.at(day, hour, minute)


def _second_wednesday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(WEDNESDAY - first.weekday()) % 7 + 7)
