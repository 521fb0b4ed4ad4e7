"""Who is in the room for an item: the roll, carrying it on, visitors, clearing the room."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import AgendaItem, Attendance, Visitor
from popo.meetings.queries import attendances_of, meeting_of, visitors_of
from popo.meetings.services.common import check_open, hold, people_of


@dataclass(frozen=True)
class NotedAttendance:
    """`conflict`: the user has a tie to the person and left for this item.

    `late`: came after the item had begun.
    """

    user: User
    present: bool
    conflict: bool = False
    confidentiality_declared: bool = False
    late: bool = False


@dataclass(frozen=True)
class NotedVisitor:
    name: str
    organisation: str
    confidentiality_declared: bool = False


def note_attendance(actor: Actor, item: AgendaItem, details: NotedAttendance) -> Attendance:
    """Who was there for this item; said again before confirmation, the newer word stands."""
    _check_held(item)
    if details.present and details.conflict:
        raise RuleBroken("Somebody with a conflict leaves for the item.", "part")
    if details.late and not details.present:
        raise RuleBroken("Somebody who came late is present.", "late")
    row = db.session.scalars(
        select(Attendance).where(
            Attendance.agenda_item_id == item.id, Attendance.user_id == details.user.id
        )
    ).one_or_none()
    if row is None:
        row = _new(item, details.user.id, details.user.agency_id)
    row.present, row.conflict = details.present, details.conflict
    row.late, row.left_at = details.late, None
    row.confidentiality_declared = details.confidentiality_declared
    record(
        Event.ATTENDANCE_NOTED,
        actor,
        people=people_of(item),
        about=(AgendaItem.__tablename__, item.id),
        user=str(details.user.id),
    )
    return row


def mark_present(actor: Actor, item: AgendaItem, users: Collection[User]) -> int:
    """Marks all of these present who are not noted yet; how many."""
    _check_held(item)
    noted = {row.user_id for row in attendances_of([item.id]).get(item.id, [])}
    added = 0
    for user in users:
        if user.id not in noted:
            note_attendance(actor, item, NotedAttendance(user, present=True))
            added += 1
    return added


def carry_attendance(
    actor: Actor, item: AgendaItem, before: AgendaItem, *, back: bool = False
) -> int:
    """Everybody who was there for the item before is here still; how many were added.

    `back`: with those who left for that item. Who is noted for this one already stays as noted.
    """
    _check_held(item)
    if before.meeting_id != item.meeting_id:
        raise LookupError("an item of another meeting")
    noted = {row.user_id for row in attendances_of([item.id]).get(item.id, [])}
    added = 0
    for row in attendances_of([before.id]).get(before.id, []):
        here = row.present or (back and (row.conflict or row.left_at is not None))
        if row.user_id in noted or not (here or _sent_apologies(row)):
            continue
        carried = _new(item, row.user_id, row.agency_id)
        carried.present = here
        carried.confidentiality_declared = here and row.confidentiality_declared
        added += here
    added += _carry_visitors(item, before, back=back)
    _record_roll(actor, item)
    return added


def note_visitor(actor: Actor, item: AgendaItem, details: NotedVisitor) -> Visitor:
    _check_held(item)
    if not details.name.strip():
        raise RuleBroken("Enter the visitor's name.", "name")
    if not details.organisation.strip():
        raise RuleBroken("Enter the visitor's organisation.", "organisation")
    visitor = _new_visitor(
        item, details.name.strip(), details.organisation.strip(), details.confidentiality_declared
    )
    record(
        Event.VISITOR_NOTED,
        actor,
        people=people_of(item),
        about=(Visitor.__tablename__, visitor.id),
        content=[
            (
                visitor.key_scope(),
                {"name": visitor.name, "organisation": visitor.organisation},
            )
        ],
    )
    return visitor


def clear_room(
    actor: Actor, item: AgendaItem, users: Collection[UUID], visitors: Collection[UUID]
) -> None:
    """These left, so that the rest may hear the item."""
    _check_held(item)
    if not users and not visitors:
        raise RuleBroken("Tick who left.", "left")
    now = clock.now()
    for row in attendances_of([item.id]).get(item.id, []):
        if row.user_id in users and row.present:
            row.present, row.late, row.left_at = False, False, now
    for visitor in visitors_of([item.id]).get(item.id, []):
        if visitor.id in visitors and visitor.present:
            visitor.present, visitor.left_at = False, now
    record(
        Event.ROOM_CLEARED,
        actor,
        people=people_of(item),
        about=(AgendaItem.__tablename__, item.id),
        left=len(users) + len(visitors),
    )


def _sent_apologies(row: Attendance) -> bool:
    return not (row.present or row.conflict or row.left_at)


def _carry_visitors(item: AgendaItem, before: AgendaItem, *, back: bool) -> int:
    """A visitor has no account to be known by: once any is noted, none is carried."""
    if visitors_of([item.id]).get(item.id):
        return 0
    carried = [
        _new_visitor(item, row.name, row.organisation, row.confidentiality_declared)
        for row in visitors_of([before.id]).get(before.id, [])
        if row.present or back
    ]
    return len(carried)


def _new(item: AgendaItem, user_id: UUID, agency_id: UUID) -> Attendance:
    row = Attendance(
        agenda_item_id=item.id,
        user_id=user_id,
        agency_id=agency_id,
        present=False,
        conflict=False,
        late=False,
        confidentiality_declared=False,
    )
    db.session.add(row)
    return row


def _new_visitor(
    item: AgendaItem,
    name: str,
    organisation: str,
    declared: bool,  # noqa: FBT001 - a column
) -> Visitor:
    visitor = Visitor(
        agenda_item_id=item.id,
        subject_id=item.person_id or item.id,
        agency_id=item.agency_id,
        present=True,
        confidentiality_declared=declared,
        name=name,
        organisation=organisation,
    )
    db.session.add(visitor)
    return visitor


def _check_held(item: AgendaItem) -> None:
    meeting = meeting_of(item)
    check_open(meeting)
    hold(meeting)


def _record_roll(actor: Actor, item: AgendaItem) -> None:
    record(
        Event.ATTENDANCE_CARRIED,
        actor,
        people=people_of(item),
        about=(AgendaItem.__tablename__, item.id),
    )
