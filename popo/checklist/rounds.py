"""When a done item comes round again, and how an item stands on a day. No database.

Nothing reopens an item by night: how it stands is worked out whenever it is read, from the day it
was done and its review date. So it is right on the day itself whether or not a job ran, on any
earlier day that is asked about, and nobody is made the author of a change they did not make.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from popo import clock
from popo.checklist.kinds import Frequency, Standing, Status

MONTHS = {
    Frequency.EACH_MEETING: 1,
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.ANNUAL: 12,
}
"""Until the review. An item of each meeting comes round with the next one planned, if sooner."""

DAYS_TO_REVIEW = {
    Frequency.EACH_MEETING: 7,
    Frequency.MONTHLY: 7,
    Frequency.QUARTERLY: 14,
    Frequency.HALF_YEARLY: 28,
    Frequency.ANNUAL: 28,
}
"""From the day it reopens until it is overdue."""


@dataclass(frozen=True)
class Round:
    """One time round of an item as it was last said. `review_on` is set once it is done."""

    status: Status
    due_on: date
    review_on: date | None = None


def review_on(done_on: date, frequency: Frequency, next_meeting: date | None = None) -> date:
    """The day a round done on `done_on` reopens; always later than it."""
    usual = clock.months_after(done_on, MONTHS[frequency])
    meets = frequency is Frequency.EACH_MEETING and next_meeting is not None
    if meets and next_meeting is not None and done_on < next_meeting < usual:
        return next_meeting
    return usual


def has_reopened(held: Round, today: date) -> bool:
    return held.status is Status.DONE and held.review_on is not None and today >= held.review_on


def due_on(held: Round, frequency: Frequency, today: date) -> date:
    """Until when it is to be done: of a reopened item, counted from its review date."""
    if has_reopened(held, today) and held.review_on is not None:
        return held.review_on + timedelta(days=DAYS_TO_REVIEW[frequency])
    return held.due_on


def standing(held: Round, frequency: Frequency, today: date) -> Standing:
    if held.status is Status.NOT_APPLICABLE:
        return Standing.NOT_APPLICABLE
    reopened = has_reopened(held, today)
    if held.status is Status.DONE and not reopened:
        return Standing.DONE
    if due_on(held, frequency, today) < today:
        return Standing.OVERDUE
    return Standing.REOPENED if reopened else Standing(held.status.value)
