"""What the services of meetings share."""

from uuid import UUID

from popo import clock
from popo.errors import RuleBroken
from popo.meetings.models import AgendaItem, Meeting, MeetingStatus

CLOSED = {
    MeetingStatus.CONFIRMED: "The minutes of this meeting are confirmed.",
    MeetingStatus.CANCELLED: "This meeting was cancelled.",
}


def people_of(item: AgendaItem) -> list[UUID]:
    return [item.person_id] if item.person_id else []


def check_open(meeting: Meeting) -> None:
    if meeting.status in CLOSED:
        raise RuleBroken(CLOSED[meeting.status])


def hold(meeting: Meeting) -> None:
    """A meeting is held once something is noted at it."""
    if meeting.day > clock.today():
        raise RuleBroken("This meeting has not taken place yet.")
    if meeting.status is MeetingStatus.PLANNED:
        meeting.status = MeetingStatus.HELD
