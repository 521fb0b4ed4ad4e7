"""How numbers and days are written in the sentences of a score."""

from datetime import date

from popo.selection.criteria import Band


def span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def written(day: date | None) -> str:
    """30 April 2024."""
    return f"{day.day} {day:%B %Y}" if day else "no date"


def named(band: Band | None) -> str:
    return band.words.lower() if band else "band not settled"
