"""How many days somebody was at liberty: what offending is measured against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Freedom(StrEnum):
    AT_LIBERTY = "at_liberty"
    CUSTODY = "custody"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True)
class Stay:
    """A stretch of time in one place, from `starts_on` up to, but not on, `ends_on`."""

    freedom: Freedom
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Days:
    """Of a period: in hospital, abroad, not known and never said count neither way."""

    at_liberty: int
    in_custody: int
    not_counted: int


def days_of(stays: Iterable[Stay], first: date, last: date) -> Days:
    """Divides the days from `first` to `last`, both included. Stays do not overlap."""
    total = (last - first).days + 1
    if total <= 0:
        return Days(0, 0, 0)
    counted = dict.fromkeys(Freedom, 0)
    for stay in stays:
        counted[stay.freedom] += _days_within(stay, first, last)
    liberty, custody = counted[Freedom.AT_LIBERTY], counted[Freedom.CUSTODY]
    return Days(liberty, custody, total - liberty - custody)


def _days_within(stay: Stay, first: date, last: date) -> int:
    begins = max(stay.starts_on, first)
    days_to_last = (last - begins).days + 1
    if stay.ends_on is None:
        return max(0, days_to_last)
    return max(0, min(days_to_last, (stay.ends_on - begins).days))
