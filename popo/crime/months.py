"""Months, each written as its first day."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

EARLIEST = date(2000, 1, 1)
_WRITTEN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


def read_month(written: str, latest: date) -> date:
    """`2022-09` as a date; ValueError, with a sentence, for anything else or an unlikely month."""
    found = _WRITTEN.fullmatch(written)
    if not found:
        raise ValueError(f"the month {written[:20]!r} is not written as 2022-09.")
    year, month = map(int, found.groups())
    if not EARLIEST.year <= year <= latest.year or date(year, month, 1) > latest:
        raise ValueError(
            f"the month {written} is not between {in_words(EARLIEST)} and {in_words(latest)}."
        )
    return date(year, month, 1)


def add_months(month: date, count: int) -> date:
    """The month `count` months after, or before where negative."""
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)


def twelve_to(month: date) -> tuple[date, ...]:
    """The twelve months that end with this one, oldest first."""
    return tuple(add_months(month, back) for back in range(-11, 1))


def in_words(month: date) -> str:
    return f"{month:%B %Y}"


def list_in_words(months: Iterable[date]) -> str:
    """Runs of months, as "October 2018 to February 2019 and May 2021"."""
    runs = [_run_in_words(run) for run in _runs(sorted(set(months)))]
    if len(runs) < 2:  # noqa: PLR2004 - one run needs no "and"
        return "".join(runs)
    return f"{', '.join(runs[:-1])} and {runs[-1]}"


def _runs(ordered: list[date]) -> list[list[date]]:
    runs = [ordered[:1]] if ordered else []
    for before, month in pairwise(ordered):
        if month == add_months(before, 1):
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def _run_in_words(run: list[date]) -> str:
    if len(run) == 1:
        return in_words(run[0])
    return f"{in_words(run[0])} to {in_words(run[-1])}"
