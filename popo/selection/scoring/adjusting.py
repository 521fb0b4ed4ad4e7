"""Professional overrides: signed lines beside a score, which move its range and never its lines."""

from dataclasses import replace

from popo.selection.criteria import Band, Criteria
from popo.selection.scoring.score import Score, band_between


def moved(criteria: Criteria, low: int, high: int, points: int) -> tuple[int, int, Band | None]:
    """The range by so many points, kept within nought and the most, and its band anew."""
    low, high = (min(max(end + points, 0), criteria.most) for end in (low, high))
    return low, high, band_between(criteria, low, high)


def adjusted(done: Score, points: int) -> Score:
    """`points` is the sum of the lines that two agencies signed: the order does not matter."""
    low, high, band = moved(done.criteria, done.low, done.high, points)
    return replace(done, low=low, high=high, band=band)
