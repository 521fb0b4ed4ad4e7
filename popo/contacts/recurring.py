"""The days of a series of planned contacts. No database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from popo import clock

MOST_WEEKS = 26
WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_NAMES = tuple(WEEKDAYS)


@dataclass(frozen=True)
class Days:
    """The days of a series, and the bank holidays left out of it."""

    kept: tuple[date, ...]
    left_out: tuple[date, ...]


def last_day_allowed(first: date) -> date:
    return first + timedelta(weeks=MOST_WEEKS)


def days_of(weekdays: Collection[str], first: date, until: date, *, skips_holidays: bool) -> Days:
    """From `first` to `until`, both included."""
    span = (first + timedelta(days=number) for number in range((until - first).days + 1))
    wanted = [day for day in span if _NAMES[day.weekday()] in weekdays]
    left_out = tuple(day for day in wanted if skips_holidays and _is_bank_holiday(day))
    return Days(tuple(day for day in wanted if day not in left_out), left_out)


def weekday_words(weekdays: Collection[str]) -> str:
    """Monday and Thursday, in the order of the week."""
    named = [words for name, words in WEEKDAYS.items() if name in weekdays]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _is_bank_holiday(day: date) -> bool:
    """Those on Saturdays and Sundays fall on days that somebody chose to work on."""
    saturday = 5
    return day.weekday() < saturday and not clock.is_working_day(day)
