"""Small sums about leaving the scheme. Pure."""

import calendar
from datetime import date

FEWEST_SAID = 5
"""A smaller count is never written out."""


def months_after(day: date, months: int) -> date:
    """The same day some months on; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def said(count: int) -> str:
    """A count of people as it may be written where nobody is to be picked out."""
    return str(count) if count >= FEWEST_SAID else f"fewer than {FEWEST_SAID}"


WATCH_MONTHS = (3, 6, 12)
"""After how many months somebody who left is looked in on."""

FOLLOWED_MONTHS = 12
"""Coming back within this time counts as coming back."""

SUPPORTS = {
    "housing": "Housing",
    "work": "Work, training and education",
    "health": "Physical and mental health",
    "drugs": "Drugs and alcohol",
    "money": "Money, benefits and debt",
    "family": "Children and family",
    "thinking": "Attitudes, thinking and behaviour",
}
"""The seven pathways, each a part of the support that may go on."""
