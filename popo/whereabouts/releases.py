"""Releases on days when little is open are the dangerous ones. No database."""

from datetime import date, timedelta

from popo import clock

_FRIDAY, _SATURDAY = 4, 5


def caution(day: date) -> str:
    """Why a release on this day needs care; empty on other days."""
    if day.weekday() >= _SATURDAY:
        return "At a weekend"
    if not clock.is_working_day(day):
        return "On a bank holiday"
    if not clock.is_working_day(day + timedelta(days=1)):
        return "On a Friday" if day.weekday() == _FRIDAY else "Before a bank holiday"
    return ""
