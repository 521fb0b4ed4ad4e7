"""Meetings, their agendas as one reader may see them, and items a decision may name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.db import db
from popo.meetings.models import (
    AgendaItem,
    Attendance,
    ItemKind,
    Meeting,
    MeetingBody,
    MeetingStatus,
    Minute,
    MinuteLine,
    OralDisclosure,
    Visitor,
)
from popo.meetings.policy import item_visible_to
from popo.people.models import Person, PersonName, SightLevel
from popo.people.policy import visible_to
from popo.people.queries import names_of

MOST_MEETINGS = 100
MOST_ITEMS = 200
CITED_DAYS = 92
"""For how long after a meeting a decision may still be recorded as taken there."""

Row = TypeVar("Row", Attendance, Minute, MinuteLine, OralDisclosure, Visitor)


@dataclass(frozen=True)
class Line:
    """One item as its reader sees it: without sight of it, only its number."""

    number: int
    item: AgendaItem | None = None
    person: Person | None = None
    name: PersonName | None = None
    minutes: list[Minute] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    said: list[MinuteLine] = field(default_factory=list)
    visitors: list[Visitor] = field(default_factory=list)
    told: list[OralDisclosure] = field(default_factory=list)

    @property
    def minute(self) -> Minute | None:
        return next((row for row in self.minutes if not row.addendum), None)

    @property
    def addenda(self) -> list[Minute]:
        return [row for row in self.minutes if row.addendum]


def list_meetings() -> list[Meeting]:
    """Newest first."""
    ordered = select(Meeting).order_by(Meeting.starts_at.desc(), Meeting.id)
    return list(db.session.scalars(ordered.limit(MOST_MEETINGS)))


def get_meeting(meeting_id: UUID) -> Meeting | None:
    return db.session.get(Meeting, meeting_id)


def next_meeting(body: MeetingBody = MeetingBody.ACTION_GROUP) -> Meeting | None:
    """The next one planned, today's included until it is over with the day."""
    statement = (
        select(Meeting)
        .where(
            Meeting.body == body,
            Meeting.status == MeetingStatus.PLANNED,
            Meeting.starts_at >= clock.at(clock.today()),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )
    return db.session.scalars(statement).one_or_none()


def count_items(meetings: Iterable[UUID]) -> dict[UUID, int]:
    counts = db.session.execute(
        select(AgendaItem.meeting_id, func.count())
        .where(AgendaItem.meeting_id.in_(list(meetings)))
        .group_by(AgendaItem.meeting_id)
    )
    return {meeting: count for meeting, count in counts}  # noqa: C416 - rows are not pairs to mypy


def get_item(item_id: UUID, actor: Actor) -> AgendaItem | None:
    """The item, where this actor may read it."""
    return db.session.scalars(
        select(AgendaItem).where(AgendaItem.id == item_id, item_visible_to(actor))
    ).one_or_none()


def agenda(meeting: Meeting, actor: Actor) -> list[Line]:
    """Every item in order; those the actor may not read without anything but their number."""
    rows = db.session.execute(
        select(AgendaItem.number, AgendaItem.id)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.number, AgendaItem.id)
        .limit(MOST_ITEMS)
    ).all()
    seen = {line.item.id: line for line in _lines([key for _, key in rows], actor) if line.item}
    return [seen.get(key) or Line(number) for number, key in rows]


def line_of(item: AgendaItem, actor: Actor) -> Line:
    """One item this actor may read, with what was said and who was there."""
    return _lines([item.id], actor)[0]


def _lines(keys: Iterable[UUID], actor: Actor) -> list[Line]:
    items = db.session.scalars(
        select(AgendaItem).where(AgendaItem.id.in_(list(keys)), item_visible_to(actor))
    ).all()
    wanted = [item.person_id for item in items if item.person_id]
    people = _people(wanted, actor)
    names = names_of(people, actor)
    minutes = _by_item(Minute, [item.id for item in items])
    attendances = _by_item(Attendance, [item.id for item in items])
    said, visitors = lines_of(item.id for item in items), visitors_of(item.id for item in items)
    told = _by_item(OralDisclosure, [item.id for item in items])
    return [
        Line(
            number=item.number,
            item=item,
            person=people.get(item.person_id) if item.person_id else None,
            name=names.get(item.person_id) if item.person_id else None,
            minutes=minutes.get(item.id, []),
            attendances=attendances.get(item.id, []),
            said=said.get(item.id, []),
            visitors=visitors.get(item.id, []),
            told=told.get(item.id, []),
        )
        for item in items
    ]


def _people(keys: Iterable[UUID], actor: Actor) -> dict[UUID, Person]:
    rows = db.session.scalars(
        select(Person).where(Person.id.in_(list(keys)), visible_to(actor, SightLevel.READ))
    )
    return {row.id: row for row in rows}


def _by_item(model: type[Row], items: Iterable[UUID]) -> Mapping[UUID, list[Row]]:
    groups: defaultdict[UUID, list[Row]] = defaultdict(list)
    statement = select(model).where(model.agenda_item_id.in_(list(items)))
    for row in db.session.scalars(statement.order_by(model.created_at, model.id)):
        groups[row.agenda_item_id].append(row)
    return groups


def lines_of(items: Iterable[UUID]) -> dict[UUID, list[MinuteLine]]:
    """The lines of the minutes of each, in order; for items somebody may read."""
    found = _by_item(MinuteLine, items)
    return {key: sorted(rows, key=lambda row: row.position) for key, rows in found.items()}


def visitors_of(items: Iterable[UUID]) -> Mapping[UUID, list[Visitor]]:
    return _by_item(Visitor, items)


def attendances_of(items: Iterable[UUID]) -> Mapping[UUID, list[Attendance]]:
    return _by_item(Attendance, items)


def get_line(line_id: UUID, actor: Actor) -> tuple[MinuteLine, AgendaItem] | None:
    """A line with its item, where this actor may read that."""
    row = db.session.execute(
        select(MinuteLine, AgendaItem)
        .join(AgendaItem, AgendaItem.id == MinuteLine.agenda_item_id)
        .where(MinuteLine.id == line_id, item_visible_to(actor))
    ).one_or_none()
    return (row[0], row[1]) if row else None


def who_attended(lines: Iterable[Line]) -> dict[UUID, User]:
    """Those named in the attendance of these items and as writers of their minutes."""
    keys: set[UUID] = set()
    for line in lines:
        keys.update(row.user_id for row in line.attendances)
        keys.update(row.written_by_id for row in line.minutes)
        keys.update(row.author_id for row in line.said)
        keys.update(row.told_user_id for row in line.told if row.told_user_id)
    return users_by_id(keys)


def conflicted_at(item: AgendaItem) -> set[UUID]:
    """The users who left this item because of a conflict."""
    return set(
        db.session.scalars(
            select(Attendance.user_id).where(
                Attendance.agenda_item_id == item.id, Attendance.conflict
            )
        )
    )


def meeting_of(item: AgendaItem) -> Meeting:
    return db.session.get_one(Meeting, item.meeting_id)


@dataclass(frozen=True)
class Cited:
    """An agenda item with its meeting, for choosing where something was decided."""

    item: AgendaItem
    meeting: Meeting

    @property
    def words(self) -> str:
        """Action Group, 30 April 2024, item 3."""
        return f"{self.meeting.words}, item {self.item.number}"


def items_to_cite(
    actor: Actor, person_id: UUID | None = None, kind: ItemKind | None = None
) -> list[Cited]:
    """Items of meetings already begun at which something could have been decided, newest first.

    About this person, or about nobody; none that the actor may not read.
    """
    since = clock.at(clock.today() - timedelta(days=CITED_DAYS))
    until = clock.at(clock.today() + timedelta(days=1))
    statement = (
        select(AgendaItem, Meeting)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.person_id == person_id,
            Meeting.status != MeetingStatus.CANCELLED,
            Meeting.starts_at >= since,
            Meeting.starts_at < until,
            item_visible_to(actor),
        )
        .order_by(Meeting.starts_at.desc(), AgendaItem.number, AgendaItem.id)
        .limit(MOST_ITEMS)
    )
    if kind is not None:
        statement = statement.where(AgendaItem.item_kind == kind)
    return [Cited(item, meeting) for item, meeting in db.session.execute(statement)]


def cited(item_id: UUID | None, actor: Actor) -> Cited | None:
    """One item with its meeting, where this actor may read it."""
    item = get_item(item_id, actor) if item_id else None
    return Cited(item, meeting_of(item)) if item else None


def meetings_of(items: Iterable[UUID]) -> dict[UUID, str]:
    """Where things were decided, in words: meeting and item number only, by item."""
    rows = db.session.execute(
        select(AgendaItem.id, AgendaItem.number, Meeting)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.id.in_(list(items)))
    )
    return {key: f"{meeting.words}, item {number}" for key, number, meeting in rows}
