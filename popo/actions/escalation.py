"""When an overdue action is no longer its owner's matter alone. Pure."""

from datetime import date, timedelta

from popo import clock

LEAD_AFTER_WORKING_DAYS = 3
"""Overdue for longer, it is with whoever leads in the owner's agency."""
CHAIR_AFTER_WORKING_DAYS = 10
"""And then with the chair and the co-ordinator."""


def overdue_longer_than(working_days: int, today: date) -> date:
    """What was due before this day has been overdue for more than so many working days."""
    day = today
    while clock.working_days(day - timedelta(days=1), today) <= working_days:
        day -= timedelta(days=1)
    return day
