"""How templates write days, counts and differences. Pure: `today` is always handed in."""

from datetime import date, datetime
from typing import Literal

from popo import clock

MeaningKind = Literal["due", "event"]
"""A past *due* day is overdue; a past *event* is merely so many days ago."""


def longdate(value: date) -> str:
    """Tuesday 30 April 2024."""
    day = _day(value)
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def shortdate(value: date) -> str:
    """30 Apr 2024."""
    day = _day(value)
    return f"{day.day} {day:%b} {day.year}"


def daymonth(value: date, today: date) -> str:
    """30 April; the year is said only where it is not this one."""
    day = _day(value)
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def clocktime(value: datetime) -> str:
    """14:10, as a clock in London shows it."""
    return f"{clock.local(value):%H:%M}"


def relative(value: date, today: date, kind: MeaningKind = "event") -> str:
    """In 9 days, tomorrow, today, yesterday, 4 days ago; or overdue 4 days."""
    days = (_day(value) - today).days
    if days in {0, 1}:
        return ("today", "tomorrow")[days]
    if days > 0:
        return f"in {plural(days, 'day')}"
    if kind == "due":
        return f"overdue {plural(-days, 'day')}"
    return "yesterday" if days == -1 else f"{plural(-days, 'day')} ago"


def meaning(value: date, today: date, kind: MeaningKind = "due") -> str:
    """12 March, overdue 4 days. The year is said only where it is not this one."""
    return f"{daymonth(value, today)}, {relative(value, today, kind)}"


def plural(count: int, one: str, many: str = "") -> str:
    """1 day, 4 days; 3 people with `plural(3, 'person', 'people')`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def signed(number: float) -> str:
    """+3, \N{MINUS SIGN}2, 0."""
    sign = "+" if number > 0 else "\N{MINUS SIGN}" if number < 0 else ""
    return f"{sign}{abs(number):,}"


def _day(value: date) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value
