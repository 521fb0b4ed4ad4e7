"""Days as lists write them: 13/03/2007, 13-Mar-07, 2007-03-13 and the numbers Excel counts in."""

import re
from datetime import date, timedelta

from popo.imports.tables import Cell
from popo.imports.values.problem import CellNotUnderstood

_DAY_ZERO = date(1899, 12, 30)
"""Excel counts days from here, its 29 February 1900 that never was left behind."""
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050
"""18 May 1927 and 31 December 2099: a number below is a year, or no day at all."""
_SERIAL = re.compile(r"[0-9]{5}(?:\.0+)?")
_NUMBERS = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[/.\- ]*([a-z]{3,9})[/.,\- ]*([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})")
_TIME = re.compile(r"[ t]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?z?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CENTURY = 100
_NOTHING = {"", "n/a", "na", "nk", "n/k", "not known", "unknown", "none", "-", "tbc", "?"}
EARLIEST = date(1900, 3, 1)


def read_day(cell: Cell, latest: date) -> date | None:
    """None where nothing is said. The day comes before the month, as everybody here writes it.

    `latest`: two figures of a year mean the last such year that is not after it.
    """
    if isinstance(cell, date):
        return _in_reach(cell, latest)
    if isinstance(cell, float):
        return _in_reach(_from_serial(cell), latest)
    text = _TIME.sub("", cell.strip().lower())
    if text in _NOTHING:
        return None
    return _in_reach(_from_text(text, latest), latest)


def _from_text(text: str, latest: date) -> date:
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        return _day(_year(found[3], latest), int(found[2]), int(found[1]))
    if (found := _NAMED.fullmatch(text)) and found[2][:3] in _MONTHS:
        return _day(_year(found[3], latest), _MONTHS.index(found[2][:3]) + 1, int(found[1]))
    raise _not_understood()


def _from_serial(number: float) -> date:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise _not_understood()
    return _DAY_ZERO + timedelta(days=int(number))


def _year(figures: str, latest: date) -> int:
    year = int(figures)
    if len(figures) > 2:  # noqa: PLR2004 - all four figures
        return year
    year += latest.year // _CENTURY * _CENTURY
    return year if year <= latest.year else year - _CENTURY


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellNotUnderstood("There is no such day. Check day and month.") from None


def _in_reach(day: date, latest: date) -> date:
    if not EARLIEST <= day <= latest:
        raise CellNotUnderstood("The day is too long ago or still to come. Check the year.")
    return day


def _not_understood() -> CellNotUnderstood:
    return CellNotUnderstood("Write the day like 13/03/2007.")
