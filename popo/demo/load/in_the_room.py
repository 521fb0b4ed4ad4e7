"""The last meeting as it was held in the room: members, lines, a conflict, a visitor, the register.

Nothing here is drawn by chance, so that the rest of the town stays as it was.
"""

from collections.abc import Sequence

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.accounts.queries import users_by_id
from popo.db import db
from popo.demo.load.office import Office
from popo.demo.meetings import VOTING, Item
from popo.meetings.models import AgendaItem, LineKind, MeetingBody
from popo.meetings.queries import (
    attendances_of,
    hearing_of,
    meeting_of,
    member_users,
    room_of,
    room_with,
)
from popo.meetings.services import (
    NotedAttendance,
    NotedVisitor,
    add_line,
    clear_room,
    close_item,
    note_attendance,
    note_visitor,
    open_item,
)
from popo.meetings.services.members import NewMember, add_member, set_quorum
from popo.room.services import strike_line

_CONFLICT = 2
_LATE = 3
_STRUCK = 1
_LINES = {
    "nomination": (
        (LineKind.NOTE, "Police and probation spoke to the evidence; housing had nothing to add."),
        (LineKind.DECISION, "As recorded with the nomination."),
    ),
    "review": (
        (LineKind.NOTE, "Kept what was agreed since the last review, but for one week."),
        (LineKind.DECISION, "Colour stays. Seen again at the next review."),
    ),
    "de_selection": ((LineKind.DECISION, "All agencies content with the step down."),),
    "other": ((LineKind.NOTE, "No request to the Tasking Group this month."),),
}


def call_members(office: Office, actor: Actor) -> None:
    """The terms of reference, before the first meeting held by them."""
    if member_users(MeetingBody.ACTION_GROUP):
        return
    today = clock.today()
    for kind in VOTING:
        member, deputy = office.user(kind, 0), office.user(kind, 1)
        add_member(actor, NewMember(MeetingBody.ACTION_GROUP, member, today))
        db.session.flush()  # the deputy stands in for a member already there
        if deputy is not member:
            add_member(actor, NewMember(MeetingBody.ACTION_GROUP, deputy, today, member))
    set_quorum(actor, 3, [AgencyKind.POLICE, AgencyKind.PROBATION])


def sit_in_room(
    actor: Actor, chair: Actor, items: Sequence[tuple[Item, AgendaItem]]
) -> list[tuple[Item, AgendaItem]]:
    """Goes through the agenda once attendance is noted.

    Gives back the items about young people, which somebody cleared minutes elsewhere.
    """
    elsewhere = []
    for number, (item, row) in enumerate(items):
        _attend(actor, row, number, is_about_nobody=item.journey is None)
        db.session.flush()  # who is in the room is read back
        _clear(actor, row)
        if not hearing_of(row, room_of(row, actor)).is_open:
            elsewhere.append((item, row))
            continue
        open_item(actor, row)
        _minute(actor, chair, item, row, number)
        close_item(actor, row)
    return elsewhere


def _clear(actor: Actor, row: AgendaItem) -> None:
    """Whoever may not hear the item leaves for it."""
    if hearing_of(row, room_of(row, actor)).is_open:
        return
    present = [one.user_id for one in attendances_of([row.id]).get(row.id, []) if one.present]
    meeting = meeting_of(row)
    deaf = {key for key in present if not hearing_of(row, room_with([key], actor, meeting)).is_open}
    if deaf and deaf != set(present):
        clear_room(actor, row, deaf, set())
        db.session.flush()  # who is in the room is read back


def _attend(actor: Actor, row: AgendaItem, number: int, *, is_about_nobody: bool) -> None:
    """One who left for a conflict, one who came late; a visitor where nobody is spoken of."""
    noted = [one for one in attendances_of([row.id]).get(row.id, []) if one.present]
    if is_about_nobody:
        visitor = NotedVisitor("Ms V. Example", "A scheme in the next county", True)
        note_visitor(actor, row, visitor)
    elif number in {_CONFLICT, _LATE} and len(noted) > 1:
        user = users_by_id([noted[-1].user_id])[noted[-1].user_id]
        conflict = number == _CONFLICT
        note_attendance(
            actor,
            row,
            NotedAttendance(
                user,
                present=not conflict,
                conflict=conflict,
                confidentiality_declared=not conflict,
                late=not conflict,
            ),
        )


def _minute(actor: Actor, chair: Actor, item: Item, row: AgendaItem, number: int) -> None:
    for kind, words in _LINES.get(item.kind, ()):
        add_line(actor, row, kind, words)
    if number == _STRUCK:
        line = add_line(chair, row, LineKind.NOTE, "Taken with the item before.")
        db.session.flush()  # the version it is struck at
        strike_line(chair, row, line, "It was not.", line.version)
