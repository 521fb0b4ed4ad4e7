import math
from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """Of the two-year probability as a rounded percent."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very high"


_BANDS = ((90, Band.VERY_HIGH), (75, Band.HIGH), (50, Band.MEDIUM), (0, Band.LOW))


@dataclass(frozen=True)
class Result:
    """Probabilities of proven reoffending between 0 and 1, or the sentence that refuses one."""

    one_year: float | None = None
    """None where refused, and always for OGRS4, which predicts two years only."""
    two_year: float | None = None
    band: Band | None = None
    refused: str = ""
    note: str = ""
    """A sentence on how the inputs were used, where that is not as they were given."""


class RefusedError(Exception):
    """Carries the sentence for `Result.refused`; models turn it into a result."""


def percent(probability: float) -> int:
    """As scores are written: a half goes up."""
    return math.floor(probability * 100 + 0.5)


def band_of(two_year: float) -> Band:
    shown = percent(two_year)
    return next(band for least, band in _BANDS if shown >= least)


def logistic(z: float) -> float:
    return 1 / (1 + math.exp(-z))
