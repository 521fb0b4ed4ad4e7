"""When a young person's transition is reviewed, and how it stands on a day. Pure.

Whole months, as with coming of age, so that no list tells a birthday.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from popo import clock
from popo.transitions.kinds import TransitionStatus

REVIEW_MONTHS = 17 * 12 + 6
ADULT_MONTHS = 18 * 12
BEGUN_MONTHS = 17 * 12
"""How old somebody is when a review may begin at the earliest."""


class Stage(StrEnum):
    """`unaccepted`: 18 or over, and no probation worker has accepted."""

    NOT_YET = "not_yet"
    BIRTH_NOT_KNOWN = "birth_not_known"
    REVIEW_DUE = "review_due"
    IN_REVIEW = "in_review"
    PROPOSED = "proposed"
    HANDED_BACK = "handed_back"
    ACCEPTED = "accepted"
    UNACCEPTED = "unaccepted"

    @property
    def is_late(self) -> bool:
        return self is Stage.UNACCEPTED

    @property
    def waits_for_yos(self) -> bool:
        return self in _WAIT_FOR_YOS


_WAIT_FOR_YOS = {
    Stage.BIRTH_NOT_KNOWN,
    Stage.REVIEW_DUE,
    Stage.IN_REVIEW,
    Stage.HANDED_BACK,
    Stage.UNACCEPTED,
}
_BY_STATUS = {
    TransitionStatus.REVIEW: Stage.IN_REVIEW,
    TransitionStatus.PROPOSED: Stage.PROPOSED,
    TransitionStatus.HANDED_BACK: Stage.HANDED_BACK,
}


@dataclass(frozen=True)
class Standing:
    """`review_on` and `adult_on` are the first days of their months; empty without a birth."""

    stage: Stage
    review_on: date | None = None
    adult_on: date | None = None

    @property
    def words(self) -> str:
        return _WORDS[self.stage].format(review=_month(self.review_on), adult=_month(self.adult_on))


_WORDS = {
    Stage.NOT_YET: "Transition review due in {review}",
    Stage.BIRTH_NOT_KNOWN: "Date of birth not known: no transition review can fall due",
    Stage.REVIEW_DUE: "Transition review due since {review}",
    Stage.IN_REVIEW: "Transition review begun, turns 18 in {adult}",
    Stage.PROPOSED: "Transition waits for probation to accept, turns 18 in {adult}",
    Stage.HANDED_BACK: "Transition handed back by probation, turns 18 in {adult}",
    Stage.ACCEPTED: "Transition accepted by probation",
    Stage.UNACCEPTED: "18 since {adult}, and nobody in probation has accepted",
}


def standing(born: date | None, today: date, newest: TransitionStatus | None) -> Standing:
    """`newest`: of the last transition of this case, for somebody under Prevent and Deter."""
    if newest is TransitionStatus.ACCEPTED:
        stage = Stage.ACCEPTED
    elif born is None:
        stage = Stage.BIRTH_NOT_KNOWN
    elif today >= adult_on(born):
        stage = Stage.UNACCEPTED
    elif newest in _BY_STATUS:
        stage = _BY_STATUS[newest]
    elif today >= review_on(born):
        stage = Stage.REVIEW_DUE
    else:
        stage = Stage.NOT_YET
    if born is None:
        return Standing(stage)
    return Standing(stage, review_on(born), adult_on(born).replace(day=1))


def review_on(born: date) -> date:
    """The first day of the month in which they are 17 and a half."""
    return clock.months_after(born, REVIEW_MONTHS).replace(day=1)


def adult_on(born: date) -> date:
    """The 18th birthday: the first day on which a hand-over may take effect."""
    day = clock.months_after(born, ADULT_MONTHS)
    return day if day.day == born.day else date(day.year, 3, 1)


def may_begin_on(born: date) -> date:
    return clock.months_after(born, BEGUN_MONTHS).replace(day=1)


def _month(day: date | None) -> str:
    return f"{day:%B %Y}" if day else ""
