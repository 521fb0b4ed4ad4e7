"""Where an action stands and what follows if it is left: the order of *Owed by me*."""

from datetime import date, timedelta
from enum import IntEnum

from popo import clock
from popo.actions.models import ActionOrigin, ActionStatus

SOON = timedelta(days=7)
_DAY = timedelta(days=1)
ANSWER_WITHIN_WORKING_DAYS = 2
"""After which what nobody accepted is with whoever asked again."""

STATUS_WORDS = {
    ActionStatus.OFFERED: "Offered",
    ActionStatus.ACCEPTED: "Accepted",
    ActionStatus.HANDED_BACK: "Handed back",
    ActionStatus.DONE: "Done",
    ActionStatus.NOT_DONE: "Not done",
    ActionStatus.NO_LONGER_POSSIBLE: "No longer possible",
    ActionStatus.SUPERSEDED: "Superseded",
}
ENDINGS = {status: words for status, words in STATUS_WORDS.items() if not status.is_open}
ORIGIN_WORDS = {
    ActionOrigin.MEETING: "a meeting",
    ActionOrigin.CONTACT: "a contact",
    ActionOrigin.PLAN: "the plan",
    ActionOrigin.STEER: "a steer",
    ActionOrigin.CHECKLIST: "the checklist",
    ActionOrigin.PRACTITIONER: "a practitioner",
}


class Standing(IntEnum):
    """Most costly if left first."""

    OVERDUE = 1
    DUE_SOON = 2
    UNANSWERED = 3
    HANDED_BACK = 4
    LATER = 5

    @property
    def consequence(self) -> str:
        return _CONSEQUENCES[self]


_CONSEQUENCES = {
    Standing.OVERDUE: "It counts as overdue in this month's update until it has a result.",
    Standing.DUE_SOON: "It becomes overdue if it has no result by then.",
    Standing.UNANSWERED: "Nobody is doing it until it is accepted or handed back.",
    Standing.HANDED_BACK: "Nobody is doing it until you give it to somebody or end it.",
    Standing.LATER: "",
}


def last_day_unanswered(today: date) -> date:
    """What was asked before this day and is not accepted has gone back."""
    day = today
    while clock.working_days(day - _DAY, today) <= ANSWER_WITHIN_WORKING_DAYS:
        day -= _DAY
    return day


def has_gone_back(status: ActionStatus, asked_on: date, today: date) -> bool:
    return status is ActionStatus.OFFERED and asked_on < last_day_unanswered(today)


def standing(status: ActionStatus, due_on: date, today: date) -> Standing:
    """How an open action stands on a day."""
    if status is ActionStatus.HANDED_BACK:
        return Standing.HANDED_BACK
    if due_on < today:
        return Standing.OVERDUE
    if status is ActionStatus.OFFERED:
        return Standing.UNANSWERED
    return Standing.DUE_SOON if due_on <= today + SOON else Standing.LATER
