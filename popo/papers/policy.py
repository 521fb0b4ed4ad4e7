"""Whose a copy is, who reads minutes at all, and by when they are issued."""

from datetime import date

from sqlalchemy import ColumnElement, and_

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.meetings.models import Meeting
from popo.papers.models import IssuedPaper

EXPIRES_DAYS = 28
WORKING_DAYS = 2
"""Within which the minutes are issued, after they were confirmed."""


def own_copy(actor: Actor) -> ColumnElement[bool]:
    """The condition on `IssuedPaper`: a copy is for its recipient, while of the same agency."""
    return and_(IssuedPaper.recipient_id == actor.user_id, IssuedPaper.agency_id == actor.agency_id)


def in_force(day: date) -> ColumnElement[bool]:
    return and_(IssuedPaper.recalled_at.is_(None), IssuedPaper.expires_on >= day)


def may_be_sent(actor: Actor) -> bool:
    return actor.can(Permission.MEETING_READ) and actor.agreement_in_force


def issue_by(meeting: Meeting) -> date | None:
    """The last day on time; None before the minutes are confirmed."""
    if meeting.confirmed_at is None:
        return None
    return clock.add_working_days(clock.local(meeting.confirmed_at).date(), WORKING_DAYS)
