"""How one group's rate compares with that of others, and how sure one can be."""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt

from popo.selection.fairness.exact import proportion_interval
from popo.suppress import LEAST

LOWEST, HIGHEST = 0.8, 1.25
"""A ratio outside must be answered. The one is the other turned round."""

LOG_FROM = 10
"""The logarithmic interval is only right where all four cells hold at least this many."""

_NORMAL = 1.959963984540054  # 95 percent of a normal distribution lies within so many deviations


@dataclass(frozen=True)
class Count:
    """How many were at risk of an outcome, and to how many it came."""

    cases: int
    at_risk: int

    @property
    def others(self) -> int:
        """Those it did not come to."""
        return self.at_risk - self.cases

    @property
    def rate(self) -> float:
        return self.cases / self.at_risk

    def __add__(self, other: "Count") -> "Count":
        return Count(self.cases + other.cases, self.at_risk + other.at_risk)

    def __sub__(self, other: "Count") -> "Count":
        return Count(self.cases - other.cases, self.at_risk - other.at_risk)


class Method(StrEnum):
    LOG = "log"
    EXACT = "exact"


class Reading(StrEnum):
    """`NOT_ENOUGH`: nothing to divide by. `TOO_SMALL`: not shown, so that nobody is picked out."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    NOT_ENOUGH = "not_enough"
    TOO_SMALL = "too_small"

    @property
    def is_outside(self) -> bool:
        return self in {Reading.BELOW, Reading.ABOVE}


@dataclass(frozen=True)
class Ratio:
    """A rate ratio with its 95% interval. None stands for a value without end."""

    value: float | None
    low: float
    high: float | None
    method: Method

    @property
    def could_be_even(self) -> bool:
        """Whether no difference at all fits the numbers too."""
        return self.low <= 1 and (self.high is None or self.high >= 1)


def rate_ratio(group: Count, against: Count) -> Ratio | None:
    """The group's rate over that of the others, or of whichever group it is held against.

    None where nobody is at risk on one side, or the outcome came to nobody on either.
    """
    if not (group.at_risk and against.at_risk and group.cases + against.cases):
        return None
    value = group.rate / against.rate if against.cases else None
    if value and min(group.cases, group.others, against.cases, against.others) >= LOG_FROM:
        spread = _NORMAL * sqrt(
            1 / group.cases - 1 / group.at_risk + 1 / against.cases - 1 / against.at_risk
        )
        return Ratio(value, exp(log(value) - spread), exp(log(value) + spread), Method.LOG)
    low, high = _exact(group, against)
    return Ratio(value, low, high, Method.EXACT)


def _exact(group: Count, against: Count) -> tuple[float, float | None]:
    """Given how often the outcome came at all, the group's share of it is a proportion.

    That takes cases for rare; where they are common the interval is wider than it need be, never
    narrower.
    """
    share = proportion_interval(group.cases, group.cases + against.cases)
    weight = against.at_risk / group.at_risk
    low, high = (weight * part / (1 - part) if part < 1 else None for part in share)
    return low or 0.0, high


def read(group: Count, against: Count) -> Reading:
    """On which side of 0.8 and 1.25 the ratio falls; in whole numbers, so that none is rounded."""
    if min(group.at_risk, against.at_risk) < LEAST or not group.cases + against.cases:
        return Reading.NOT_ENOUGH
    if not group.others + against.others:
        return Reading.WITHIN
    mine, theirs = group.cases * against.at_risk, against.cases * group.at_risk
    if 5 * mine < 4 * theirs:
        return Reading.BELOW
    if 4 * mine > 5 * theirs:
        return Reading.ABOVE
    return Reading.WITHIN
