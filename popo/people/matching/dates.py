"""How a date of birth asked for compares with one held."""

from datetime import date
from enum import Enum


class DateMatch(Enum):
    """How the dates compare: what it is worth, between 0 and 1, and how to say it."""

    SAME = (1.0, "same birth date")
    SWAPPED = (0.85, "day and month swapped")
    ONE_DIGIT = (0.75, "birth date one digit different")
    SAME_YEAR = (0.6, "same birth year")
    UNKNOWN = (0.4, "")
    DIFFERENT = (0.0, "")

    @property
    def worth(self) -> float:
        return self.value[0]

    @property
    def reason(self) -> str:
        return self.value[1]


def compare_dates(asked: date, held: date | None) -> DateMatch:
    if held is None:
        return DateMatch.UNKNOWN
    if asked == held:
        return DateMatch.SAME
    if (asked.year, asked.month, asked.day) == (held.year, held.day, held.month):
        return DateMatch.SWAPPED
    if _digits_apart(asked, held) == 1:
        return DateMatch.ONE_DIGIT
    return compare_years(asked.year, held)


def compare_years(asked: int, held: date | None) -> DateMatch:
    if held is None:
        return DateMatch.UNKNOWN
    return DateMatch.SAME_YEAR if asked == held.year else DateMatch.DIFFERENT


def _digits_apart(asked: date, held: date) -> int:
    pairs = zip(f"{asked:%Y%m%d}", f"{held:%Y%m%d}", strict=True)
    return sum(first != second for first, second in pairs)
