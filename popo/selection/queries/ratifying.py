"""Urgent decisions that wait for a meeting to ratify or undo them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.meetings.models import Meeting, MeetingBody, MeetingStatus
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.models import PanelDecision
from popo.selection.policy import decision_open_to
from popo.selection.queries.decisions import RATIFIED

MOST_WAITING = 200


@dataclass(frozen=True)
class Unratified:
    """An urgent decision, whom it is about, and whether a meeting has passed over it."""

    decision: PanelDecision
    person: Person
    is_overdue: bool

    @property
    def days(self) -> int:
        return (clock.today() - (self.decision.decided_on or clock.today())).days


def waits(decision: PanelDecision) -> bool:
    """Whether this decision is one for the next meeting."""
    settled = decision.ratified_item_id or decision.undone_item_id
    return decision.urgent and decision.decision in RATIFIED and settled is None


def waiting_for_ratification(actor: Actor, person: Person | None = None) -> list[Unratified]:
    """The longest waiting first; of everybody the actor may see, or of one person."""
    statement = (
        select(PanelDecision, Person)
        .join(Person, Person.id == PanelDecision.person_id)
        .where(
            visible_to(actor, SightLevel.READ),
            readable(PanelDecision, actor),
            decision_open_to(actor),
            PanelDecision.urgent,
            PanelDecision.decision.in_(RATIFIED),
            PanelDecision.ratified_item_id.is_(None),
            PanelDecision.undone_item_id.is_(None),
        )
        .order_by(PanelDecision.decided_on, PanelDecision.created_at, PanelDecision.id)
        .limit(MOST_WAITING)
    )
    if person is not None:
        statement = statement.where(Person.id == person.id)
    rows = db.session.execute(statement).all()
    last = _last_meeting() if rows else None
    return [Unratified(row, about, _is_passed_over(row, last)) for row, about in rows]


def _is_passed_over(decision: PanelDecision, last: date | None) -> bool:
    return last is not None and decision.decided_on is not None and decision.decided_on < last


def _last_meeting() -> date | None:
    """The day of the newest Action Group meeting that is over."""
    begun = select(func.max(Meeting.starts_at)).where(
        Meeting.body == MeetingBody.ACTION_GROUP,
        Meeting.status != MeetingStatus.CANCELLED,
        Meeting.starts_at < clock.at(clock.today()),
    )
    newest = db.session.execute(begun).scalar_one()
    return clock.local(newest).date() if newest else None
