"""The items that rate themselves: thresholds, and the rating that follows from facts. No database.

Nobody types these ratings. Each comes with the sentence that says why.
"""

from dataclasses import dataclass
from datetime import date

from popo.checklist.kinds import Live, Rating

FRESH_MONTHS = 6
STALE_MONTHS = 12
OVER_PERCENT = 10
WHOLE_PERCENT = 95
MOST_PERCENT = 80

THRESHOLDS = {
    Live.CRITERIA: (
        f"Green: criteria are in force, adopted no more than {FRESH_MONTHS} months ago. "
        f"Amber: no more than {STALE_MONTHS} months ago. Red: longer ago, or none are in force."
    ),
    Live.NUMBER: (
        "Green: no more open cases than the agreed number. "
        f"Amber: up to {OVER_PERCENT}% above it. Red: more than that, or no number is agreed."
    ),
    Live.COORDINATED: (
        "Counted: open cases with a lead officer in police, one in probation and "
        f"an agreed plan. Green: {WHOLE_PERCENT}% or more. Amber: {MOST_PERCENT}% or more. "
        "Red: fewer."
    ),
}


@dataclass(frozen=True)
class Rated:
    """`rating` is None where there is nothing to rate."""

    rating: Rating | None
    why: str


def rate_criteria(adopted_on: date | None, fresh_since: date, stale_since: date) -> Rated:
    """`fresh_since` and `stale_since`: the first days that count as such, the latter earlier."""
    if adopted_on is None:
        return Rated(Rating.RED, "No criteria are in force.")
    why = f"The criteria in force were adopted on {adopted_on.day} {adopted_on:%B %Y}."
    if adopted_on >= fresh_since:
        return Rated(Rating.GREEN, why)
    return Rated(Rating.AMBER if adopted_on >= stale_since else Rating.RED, why)


def rate_number(open_cases: int, agreed: int | None) -> Rated:
    if not agreed:
        return Rated(Rating.RED, f"{_cases(open_cases)}; no number is agreed.")
    why = f"{_cases(open_cases)}; the agreed number is {agreed}."
    if open_cases <= agreed:
        return Rated(Rating.GREEN, why)
    over = (open_cases - agreed) * 100
    return Rated(Rating.AMBER if over <= OVER_PERCENT * agreed else Rating.RED, why)


def rate_coordinated(open_cases: int, whole: int) -> Rated:
    """`whole`: how many of the open cases have both lead officers and an agreed plan."""
    if not open_cases:
        return Rated(None, "No case is open.")
    why = f"{whole} of {_cases(open_cases)} have both lead officers and an agreed plan."
    if whole * 100 >= WHOLE_PERCENT * open_cases:
        return Rated(Rating.GREEN, why)
    return Rated(Rating.AMBER if whole * 100 >= MOST_PERCENT * open_cases else Rating.RED, why)


def _cases(count: int) -> str:
    return f"{count} open case{'' if count == 1 else 's'}"
