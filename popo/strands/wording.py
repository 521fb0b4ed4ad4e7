"""How reasons say days and counts."""

from datetime import date


def day_of(day: date, today: date) -> str:
    """2 March; the year is said only where it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def counted(count: int, one: str) -> str:
    """1 day, 4 days."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"
