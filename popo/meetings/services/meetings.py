"""Planning a meeting, its agenda, who was there, what was said, and confirming it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import (
    AgendaItem,
    ItemKind,
    Meeting,
    MeetingBody,
    MeetingStatus,
    Minute,
)
from popo.meetings.queries import meeting_of
from popo.meetings.services.common import CLOSED, check_open, hold, people_of
from popo.meetings.services.lines import lock_lines
from popo.people.models import Person


@dataclass(frozen=True)
class NewItem:
    kind: ItemKind
    title: str
    person: Person | None
    restricted: bool = False
    minutes: int | None = None


def add_meeting(actor: Actor, body: MeetingBody, starts_at: datetime) -> Meeting:
    same = select(Meeting.id).where(Meeting.body == body, Meeting.starts_at == starts_at)
    if db.session.execute(same).first():
        raise RuleBroken("This group already meets then.", "starts_at")
    meeting = Meeting(body=body, starts_at=starts_at, status=MeetingStatus.PLANNED)
    db.session.add(meeting)
    record(Event.MEETING_ADDED, actor, about=(Meeting.__tablename__, meeting.id), body=body.value)
    return meeting


def add_item(actor: Actor, meeting: Meeting, details: NewItem) -> AgendaItem:
    """Puts an item at the end of the agenda; what it says of a person is sealed under them."""
    check_open(meeting)
    person = details.person
    if person is None and details.kind is not ItemKind.CRITERIA and details.restricted:
        raise RuleBroken("Only an item about a person is restricted.", "restricted")
    db.session.flush()  # the number is read back from the items already there
    last = select(func.max(AgendaItem.number)).where(AgendaItem.meeting_id == meeting.id)
    item = AgendaItem(
        meeting_id=meeting.id,
        number=(db.session.execute(last).scalar() or 0) + 1,
        item_kind=details.kind,
        person_id=person.id if person else None,
        agency_id=partnership().id,
        restricted=details.restricted,
        time_box=details.minutes,
        title=details.title,
    )
    db.session.add(item)
    record(
        Event.AGENDA_ITEM_ADDED,
        actor,
        people=people_of(item),
        about=(AgendaItem.__tablename__, item.id),
    )
    return item


def write_minute(actor: Actor, item: AgendaItem, words: str, read_version: int = 0) -> Minute:
    """Writes or rewrites what was said of an item; once confirmed, only adds to it.

    `read_version` is the minute's version when it was opened, 0 where there was none.
    """
    meeting = meeting_of(item)
    if meeting.status is MeetingStatus.CANCELLED:
        raise RuleBroken(CLOSED[meeting.status])
    if meeting.status is MeetingStatus.CONFIRMED:
        return _add_addendum(actor, item, words)
    hold(meeting)
    minute = _minute_of(item)
    if (minute.version if minute else 0) != read_version:
        raise StaleVersion
    before = minute.words if minute else ""
    if minute is None:
        minute = _new_minute(actor, item, words)
    else:
        minute.words, minute.written_by_id = words, actor.user_id
    _record_minute(actor, item, minute, {"before": before, "after": words})
    return minute


def confirm_meeting(actor: Actor, meeting: Meeting) -> None:
    """Locks the minutes; what comes later is an addendum."""
    check_open(meeting)
    hold(meeting)
    now = clock.now()
    meeting.status, meeting.confirmed_at = MeetingStatus.CONFIRMED, now
    minutes = db.session.scalars(
        select(Minute)
        .join(AgendaItem, AgendaItem.id == Minute.agenda_item_id)
        .where(AgendaItem.meeting_id == meeting.id, Minute.locked_at.is_(None))
    )
    for minute in minutes:
        minute.locked_at = now
    lock_lines(meeting)
    record(Event.MEETING_CONFIRMED, actor, about=(Meeting.__tablename__, meeting.id))


def cancel_meeting(actor: Actor, meeting: Meeting) -> None:
    """Only before anything was noted at it."""
    if meeting.status is not MeetingStatus.PLANNED:
        raise RuleBroken("Only a meeting that was not held can be cancelled.")
    meeting.status = MeetingStatus.CANCELLED
    record(Event.MEETING_CANCELLED, actor, about=(Meeting.__tablename__, meeting.id))


def _add_addendum(actor: Actor, item: AgendaItem, words: str) -> Minute:
    minute = _new_minute(actor, item, words)
    minute.addendum, minute.locked_at = True, clock.now()
    _record_minute(actor, item, minute, {"added": words})
    return minute


def _new_minute(actor: Actor, item: AgendaItem, words: str) -> Minute:
    minute = Minute(
        agenda_item_id=item.id,
        subject_id=item.person_id or item.id,
        agency_id=item.agency_id,
        addendum=False,
        written_by_id=actor.user_id,
        words=words,
    )
    db.session.add(minute)
    return minute


def _minute_of(item: AgendaItem) -> Minute | None:
    return db.session.scalars(
        select(Minute).where(Minute.agenda_item_id == item.id, Minute.addendum.is_(False))
    ).one_or_none()


def _record_minute(actor: Actor, item: AgendaItem, minute: Minute, content: dict[str, str]) -> None:
    record(
        Event.MINUTE_WRITTEN,
        actor,
        people=people_of(item),
        about=(Minute.__tablename__, minute.id),
        content=[(minute.key_scope(), content)],
        addendum=minute.addendum,
    )
