"""What meetings decided about people, as one reader may see it, and what it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo.access.actor import Actor
from popo.action_group.deciding import DecisionKind
from popo.action_group.models import MeetingDecision
from popo.db import db
from popo.meetings.models import AgendaItem, Meeting
from popo.meetings.policy import item_visible_to
from popo.meetings.queries import Cited
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to

MOST_DECISIONS = 300


@dataclass(frozen=True)
class Taken:
    """A decision with the person and the item it was taken at."""

    row: MeetingDecision
    person: Person
    at: Cited

    @property
    def words(self) -> str:
        return f"Item {self.at.item.number}, {self.row.decision_kind.words.lower()}"


def decisions_at(meeting: Meeting, actor: Actor) -> list[Taken]:
    """In the order of the agenda, then as they were recorded; dropped ones left out."""
    return _taken(actor, AgendaItem.meeting_id == meeting.id, MeetingDecision.dropped_on.is_(None))


def get_decision(key: UUID, actor: Actor) -> Taken | None:
    found = _taken(actor, MeetingDecision.id == key)
    return found[0] if found else None


def waiting_at(item: AgendaItem, kinds: Iterable[DecisionKind]) -> bool:
    """Whether a decision of one of these kinds waits at the item already."""
    statement = select(MeetingDecision.id).where(
        MeetingDecision.agenda_item_id == item.id,
        MeetingDecision.decision_kind.in_(list(kinds)),
        MeetingDecision.confirmed_on.is_(None),
        MeetingDecision.dropped_on.is_(None),
    )
    return db.session.execute(statement.limit(1)).first() is not None


def _taken(actor: Actor, *conditions: ColumnElement[bool]) -> list[Taken]:
    """Of items this actor may read; whom they are about is read in one statement more."""
    rows = db.session.execute(
        select(MeetingDecision, AgendaItem, Meeting)
        .join(AgendaItem, AgendaItem.id == MeetingDecision.agenda_item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(readable(MeetingDecision, actor), item_visible_to(actor), *conditions)
        .order_by(AgendaItem.number, MeetingDecision.created_at, MeetingDecision.id)
        .limit(MOST_DECISIONS)
    ).all()
    people = {
        person.id: person
        for person in db.session.scalars(
            select(Person).where(
                Person.id.in_({row.person_id for row, _, _ in rows}),
                visible_to(actor, SightLevel.READ),
            )
        )
    }
    return [
        Taken(row, people[row.person_id], Cited(item, meeting))
        for row, item, meeting in rows
        if row.person_id in people
    ]
