"""What is known of one case on one day, as far as a strand's rules look at it. No database."""

from dataclasses import dataclass
from datetime import date

RELEASE_DAYS = 28
"""A release so many days ahead is near."""


@dataclass(frozen=True)
class Stand:
    """How somebody stands in housing, work or treatment: out of `resettlement.kinds.STATES`."""

    state: str
    since: date


@dataclass(frozen=True)
class CaseFacts:
    """`colour` is red, amber, green or custody; empty where none was ever set.

    `missed` counts contacts missed without an accepted reason since the last one kept.
    `release_on` is the next release that stands, up to 28 days ahead or already past.
    `transition` says how the hand-over at 18 stands where the youth offending service owes a step.
    `outcomes_owed` counts planned contacts whose day has passed without a word.
    `housing`, `work` and `treatment` are what this reader is told; None where that is nothing.
    """

    opened_on: date
    colour: str = ""
    colour_since: date | None = None
    review_on: date | None = None
    place_known: bool = True
    in_custody: bool = False
    at_large_since: date | None = None
    last_kept_on: date | None = None
    missed: int = 0
    outcomes_owed: int = 0
    arrested_on: date | None = None
    warrant_since: date | None = None
    release_on: date | None = None
    has_address: bool = True
    overdue_actions: int = 0
    has_lead: bool = True
    summary_on: date | None = None
    plan_review_on: date | None = None
    transition: str = ""
    transition_late: bool = False
    housing: Stand | None = None
    work: Stand | None = None
    treatment: Stand | None = None
