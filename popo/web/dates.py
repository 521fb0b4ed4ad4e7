"""Reads dates and times as people type them: `today`, `-1`, `13/3`, `13 March 2007`, `tue`."""

import re
from calendar import day_name, month_name
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

Prefer = Literal["past", "future", "nearest"]
"""Which year, or which Tuesday, is meant when the text does not say."""

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
_FEBRUARY_29_CYCLE = 8  # years: 1896 to 1904 is the longest gap between two leap days
_DAYS_A_WEEK = 7
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}

_OFFSET = re.compile(r"([+-]) ?([0-9]{1,5})(?: days?)?")
_WEEKDAY = re.compile(r"(?:(last|next) )?([a-z]{3,9})")
_NAMED = re.compile(r"(?:([a-z]{3,9}) )?([0-9]{1,2})(?:st|nd|rd|th)? ?([a-z]{3,9})(?: ([0-9]+))?")
_NUMBERS = re.compile(r"([0-9]{1,2})([/. -])([0-9]{1,2})(?:\2([0-9]+))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_CLOCK = re.compile(r"(.*?)(?:^| )(?:at )?([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(am|pm)?")


class DateNotUnderstoodError(ValueError):
    """The message is a sentence that says what to enter."""


def parse_day(text: str, today: date, prefer: Prefer = "nearest") -> date:
    """The day `text` means to somebody typing on `today`."""
    words = _tidy(text)
    day = _near_day(words, today, prefer) or _calendar_day(words, today, prefer)
    if day is None:
        raise DateNotUnderstoodError(
            "Enter a date like 13/3, 13 March 2007, tue, today or -1 (yesterday)."
        )
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise DateNotUnderstoodError(
            f"Check the year. It must be between {EARLIEST_YEAR} and {LATEST_YEAR}."
        )
    return day


def parse_moment(text: str, now: datetime, prefer: Prefer = "past") -> datetime:
    """The moment `text` means, as a wall clock shows it; `now` and the result have no zone.

    A lone `9.30` is a time today, never the ninth of a month.
    """
    words = _tidy(text)
    if words == "now":
        return now.replace(second=0, microsecond=0)
    found = _CLOCK.fullmatch(words)
    if found is None or not (found[3] or found[4]):
        raise DateNotUnderstoodError("Enter a day and a time, like today 14:10 or -1 9.30.")
    day = parse_day(found[1], now.date(), prefer) if found[1] else now.date()
    return datetime.combine(day, _time(int(found[2]), int(found[3] or 0), found[4] or ""))


def write_day(day: date) -> str:
    """How a field shows a day it already holds; `parse_day` reads it back."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def write_moment(moment: datetime) -> str:
    """How a field shows a moment it already holds; `parse_moment` reads it back."""
    return f"{write_day(moment)} {moment:%H:%M}"


def _tidy(text: str) -> str:
    plain = text.casefold().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    return " ".join(plain.replace(",", " ").split())


def _near_day(words: str, today: date, prefer: Prefer) -> date | None:
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if found := _OFFSET.fullmatch(words):
        return _plus(today, int(found[1] + found[2]))
    if found := _WEEKDAY.fullmatch(words):
        weekday = _index(found[2], day_name)
        return None if weekday is None else _weekday(weekday, today, prefer, found[1])
    return None


def _plus(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise DateNotUnderstoodError("Enter a smaller number of days.") from None


def _weekday(weekday: int, today: date, prefer: Prefer, which: str | None) -> date:
    """Today counts as itself, unless the text says last or next."""
    ahead = (weekday - today.weekday()) % _DAYS_A_WEEK
    behind = ahead - _DAYS_A_WEEK
    if which:
        return today + timedelta(days=behind if which == "last" else ahead or _DAYS_A_WEEK)
    if ahead == 0:
        return today
    nearest = ahead if ahead <= -behind else behind
    return today + timedelta(days={"past": behind, "future": ahead, "nearest": nearest}[prefer])


def _calendar_day(words: str, today: date, prefer: Prefer) -> date | None:
    if found := _ISO.fullmatch(words):
        return _exact(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(words):
        return _in_year(int(found[1]), int(found[3]), found[4], today, prefer)
    if found := _NAMED.fullmatch(words):
        month = _index(found[3], month_name)
        if month is None:
            return None
        day = _in_year(int(found[2]), month, found[4], today, prefer)
        return _checked_weekday(day, found[1])
    return None


def _checked_weekday(day: date, named: str | None) -> date | None:
    if named is None:
        return day
    weekday = _index(named, day_name)
    if weekday is not None and weekday != day.weekday():
        raise DateNotUnderstoodError(
            f"{write_day(day)} is a {day_name[day.weekday()]}. Check the day or the date."
        )
    return None if weekday is None else day


def _index(word: str, names: Iterable[str]) -> int | None:
    """Which of `names` begins with `word`, which has three letters or more."""
    for index, name in enumerate(names):
        if name.casefold().startswith(word):
            return index
    return None


def _in_year(day: int, month: int, year: str | None, today: date, prefer: Prefer) -> date:
    if year is None:
        return _without_year(day, month, today, prefer)
    if len(year) == 2:  # noqa: PLR2004 - as in 07
        return _two_digits(day, month, int(year), today, prefer)
    if len(year) != 4:  # noqa: PLR2004 - as in 2007
        raise DateNotUnderstoodError("Enter the year with two or four figures, like 07 or 2007.")
    return _exact(int(year), month, day)


def _exact(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateNotUnderstoodError(_no_such_day(day, month, year)) from None


def _no_such_day(day: int, month: int, year: int | None) -> str:
    if not 1 <= month <= 12:  # noqa: PLR2004 - December
        return f"There is no month {month}. Enter the day first, then the month."
    in_year = f" {year}" if year else ""
    return f"There is no {day} {month_name[month]}{in_year}. Check the day and the month."


def _without_year(day: int, month: int, today: date, prefer: Prefer) -> date:
    """The latest past, the first coming or the nearest such day; today counts as any of them."""
    span = range(-_FEBRUARY_29_CYCLE, _FEBRUARY_29_CYCLE + 1)
    days = [found for years in span if (found := _maybe(today.year + years, month, day))]
    if not days:
        raise DateNotUnderstoodError(_no_such_day(day, month, None))
    if prefer == "past":
        return max(found for found in days if found <= today)
    if prefer == "future":
        return min(found for found in days if found >= today)
    return min(days, key=lambda found: abs(found - today))


def _maybe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _two_digits(day: int, month: int, figures: int, today: date, prefer: Prefer) -> date:
    """In the past, the latest century that is not in the future; else within fifty years."""
    centuries = (1900, 2000, 2100)
    days = [found for century in centuries if (found := _maybe(century + figures, month, day))]
    if not days:
        raise DateNotUnderstoodError(_no_such_day(day, month, 2000 + figures))
    if prefer == "past":
        return max((found for found in days if found <= today), default=days[0])
    return min(days, key=lambda found: abs(found.year - today.year))


def _time(hour: int, minute: int, half: str) -> time:
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - twelve hours each half of the day
            raise DateNotUnderstoodError("Check the time. Use 2pm or 14:00.")
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise DateNotUnderstoodError("Check the time. Enter it like 14:10 or 9.30.") from None
