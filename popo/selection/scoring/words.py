"""How numbers and bands are written in the sentences of a score."""

from popo.selection.criteria import Band


def span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def named(band: Band | None) -> str:
    return band.words.lower() if band else "band not settled"
