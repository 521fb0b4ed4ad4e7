"""Steers, open and answered, and the actions they became."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.actions.models import Action
from popo.actions.policy import readable
from popo.checklist.models import Steer, SteerAction
from popo.db import db
from popo.meetings.models import Meeting, MeetingBody, MeetingStatus

MOST_STEERS = 200
MOST_MEETINGS = 50


@dataclass(frozen=True)
class SteerLine:
    """A steer with where it came from and whose it is. `actions`: those the reader may see."""

    steer: Steer
    meeting: Meeting
    owner: User
    actions: list[Action] = field(default_factory=list)


def list_steers() -> list[SteerLine]:
    """Open ones first, by due date; then the answered, the newest first."""
    ordered = select(Steer).order_by(
        Steer.answered_on.is_not(None), Steer.answered_on.desc(), Steer.due_on, Steer.id
    )
    return _lines(db.session.scalars(ordered.limit(MOST_STEERS)))


def open_steers() -> list[Steer]:
    """What the next update has to answer, the first due first."""
    unanswered = select(Steer).where(Steer.answered_on.is_(None))
    return list(db.session.scalars(unanswered.order_by(Steer.due_on, Steer.id).limit(MOST_STEERS)))


def answered_since(moment: datetime | None) -> list[Steer]:
    """What was answered since the last update went up, the first answered first."""
    statement = select(Steer).where(Steer.answered_on.is_not(None))
    if moment is not None:
        statement = statement.where(Steer.answered_on >= clock.local(moment).date())
    ordered = statement.order_by(Steer.answered_on, Steer.id)
    return list(db.session.scalars(ordered.limit(MOST_STEERS)))


def get_steer(steer_id: UUID, actor: Actor) -> SteerLine | None:
    row = db.session.get(Steer, steer_id)
    if row is None:
        return None
    (line,) = _lines([row])
    line.actions.extend(
        db.session.scalars(
            select(Action)
            .join(SteerAction, SteerAction.action_id == Action.id)
            .where(SteerAction.steer_id == row.id, readable(actor))
            .order_by(Action.due_on, Action.id)
            .limit(MOST_STEERS)
        )
    )
    return line


def meetings_held(*bodies: MeetingBody) -> list[Meeting]:
    """Of these groups, up to today, the newest first."""
    statement = select(Meeting).where(
        Meeting.body.in_(bodies),
        Meeting.status != MeetingStatus.CANCELLED,
        Meeting.starts_at < clock.at(clock.today() + timedelta(days=1)),
    )
    ordered = statement.order_by(Meeting.starts_at.desc(), Meeting.id)
    return list(db.session.scalars(ordered.limit(MOST_MEETINGS)))


def _lines(rows: Iterable[Steer]) -> list[SteerLine]:
    steers = list(rows)
    keys = {row.meeting_id for row in steers}
    found = db.session.scalars(select(Meeting).where(Meeting.id.in_(keys)))
    meetings = {row.id: row for row in found}
    owners = users_by_id({row.owner_id for row in steers})
    return [SteerLine(row, meetings[row.meeting_id], owners[row.owner_id]) for row in steers]
