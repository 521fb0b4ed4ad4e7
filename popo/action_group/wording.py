"""How reasons say days before and after today."""

from datetime import date

from popo.strands.wording import counted, day_of


def due(day: date, today: date) -> str:
    late = (today - day).days
    return f"overdue {counted(late, 'day')}" if late > 0 else f"due {day_of(day, today)}"


def since_day(day: date, today: date) -> str:
    return f"since {day_of(day, today)}"
