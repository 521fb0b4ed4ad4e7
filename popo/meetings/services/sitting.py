"""Coming to an item and being done with it: what was told by mouth is then on record."""

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import AgendaItem, Attendance, OralDisclosure, Visitor
from popo.meetings.queries import attendances_of, hearing_of, meeting_of, room_of, visitors_of
from popo.meetings.services.common import check_open, hold, people_of

NOT_EVERYBODY = "Not everybody here may hear this item."
NOBODY_MARKED = "Mark who is here for this item first."


def check_hearing(actor: Actor, item: AgendaItem) -> int:
    """Refuses an item not everybody in the room may hear; gives how many are in it."""
    db.session.flush()  # who is here may have been noted in this request
    room = room_of(item, actor)
    hearing = hearing_of(item, room)
    if hearing.unmarked:
        raise RuleBroken(NOBODY_MARKED)
    if not hearing.is_open:
        raise RuleBroken(NOT_EVERYBODY)
    return len(room.actors) + room.visitors


def open_item(actor: Actor, item: AgendaItem) -> None:
    """The room comes to it; pressing twice changes nothing."""
    meeting = meeting_of(item)
    check_open(meeting)
    hold(meeting)
    present = check_hearing(actor, item)
    if item.opened_at is None:
        item.opened_at = clock.now()
        record(
            Event.ITEM_OPENED,
            actor,
            people=people_of(item),
            about=(AgendaItem.__tablename__, item.id),
            present=present,
        )


def close_item(actor: Actor, item: AgendaItem) -> int:
    """Registers who was told of the person by mouth; how many were added to the register.

    Closed again, as after somebody was noted late, only those not on it yet are added.
    """
    meeting = meeting_of(item)
    check_open(meeting)
    hold(meeting)
    check_hearing(actor, item)
    now = clock.now()
    item.opened_at = item.opened_at or now
    item.closed_at = item.closed_at or now
    added = _register(item) if item.person_id else 0
    record(
        Event.ITEM_CLOSED,
        actor,
        people=people_of(item),
        about=(AgendaItem.__tablename__, item.id),
        told=added,
    )
    return added


def _register(item: AgendaItem) -> int:
    held = db.session.execute(
        select(OralDisclosure.told_user_id, OralDisclosure.visitor_id).where(
            OralDisclosure.agenda_item_id == item.id
        )
    ).all()
    users, visitors = {row[0] for row in held}, {row[1] for row in held}
    added = 0
    for row in attendances_of([item.id]).get(item.id, []):
        if row.user_id not in users and _heard(item, row):
            told = {"told_user_id": row.user_id, "told_agency_id": row.agency_id}
            db.session.add(_disclosure(item, **told))
            added += 1
    for visitor in visitors_of([item.id]).get(item.id, []):
        if visitor.id not in visitors and _heard(item, visitor):
            db.session.add(_disclosure(item, visitor_id=visitor.id))
            added += 1
    return added


def _heard(item: AgendaItem, row: Attendance | Visitor) -> bool:
    """Whoever left after the item was opened heard its beginning."""
    left_later = bool(row.left_at and item.opened_at and row.left_at > item.opened_at)
    return row.present or left_later


def _disclosure(item: AgendaItem, **told: object) -> OralDisclosure:
    return OralDisclosure(
        person_id=item.person_id,
        agency_id=item.agency_id,
        agenda_item_id=item.id,
        disclosed_at=item.closed_at,
        **told,
    )
