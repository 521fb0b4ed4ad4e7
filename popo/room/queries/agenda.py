"""The agenda as the room sees it: an item that not everybody may hear is only a number."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.db import db
from popo.meetings.models import AgendaItem, Attendance, Meeting, MinuteLine, Visitor
from popo.meetings.policy import item_visible_to
from popo.meetings.queries import (
    MOST_ITEMS,
    Hearing,
    Room,
    attendances_of,
    hearings_of,
    lines_of,
    room_of,
    visitors_of,
)
from popo.people.models import NameKind, PersonName
from popo.room.queries.wall import for_everybody


@dataclass(frozen=True)
class Entry:
    """One item at the left. `item` is missing where the keyboard may not read it."""

    number: int
    item: AgendaItem | None
    is_open: bool = False
    name: PersonName | None = None


@dataclass(frozen=True)
class Sitting:
    """Everything the page of the room shows of the agenda and of the item it is at."""

    entries: list[Entry]
    number: int = 0
    item: AgendaItem | None = None
    room: Room = field(default_factory=lambda: Room((), frozenset()))
    hearing: Hearing = field(default_factory=lambda: Hearing(unmarked=True))
    attendances: list[Attendance] = field(default_factory=list)
    visitors: list[Visitor] = field(default_factory=list)
    lines: list[MinuteLine] = field(default_factory=list)
    users: dict[UUID, User] = field(default_factory=dict)

    def beside(self, step: int) -> int | None:
        """The number of the item `step` places on."""
        numbers = [entry.number for entry in self.entries]
        place = numbers.index(self.number) + step if self.number in numbers else -1
        return numbers[place] if 0 <= place < len(numbers) else None


def sitting_of(meeting: Meeting, number: int | None, actor: Actor) -> Sitting:
    """At item `number`; else at the first that is not closed, else at the first."""
    rows = db.session.execute(
        select(AgendaItem.number, AgendaItem.id)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.number, AgendaItem.id)
        .limit(MOST_ITEMS)
    ).all()
    items = list(
        db.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.id.in_([key for _, key in rows]), item_visible_to(actor))
            .order_by(AgendaItem.number, AgendaItem.id)
        )
    )
    seen = {item.number: item for item in items}
    at = _at([row.number for row in rows], seen, number)
    item = seen.get(at)
    if item is None:
        return Sitting([Entry(row.number, seen.get(row.number)) for row in rows], at)
    return _at_item(item, items, [row.number for row in rows], actor)


def _at(numbers: list[int], seen: dict[int, AgendaItem], asked: int | None) -> int:
    if asked in numbers:
        return asked
    open_ones = [item.number for item in seen.values() if item.closed_at is None]
    return min(open_ones or seen or numbers, default=0)


def _at_item(
    item: AgendaItem, items: list[AgendaItem], numbers: list[int], actor: Actor
) -> Sitting:
    room = room_of(item, actor)
    hearings = hearings_of(items, room)
    names = _names([one for one in items if hearings[one.id].is_open], room)
    by_number = {one.number: one for one in items}
    attendances = attendances_of([item.id]).get(item.id, [])
    lines = lines_of([item.id]).get(item.id, []) if hearings[item.id].is_open else []
    keys = {row.user_id for row in attendances} | {line.author_id for line in lines}
    entries = [
        Entry(
            number,
            one,
            one is not None and hearings[one.id].is_open,
            names.get(one.person_id) if one and one.person_id else None,
        )
        for number in numbers
        for one in [by_number.get(number)]
    ]
    return Sitting(
        entries,
        item.number,
        item,
        room,
        hearings[item.id],
        attendances,
        list(visitors_of([item.id]).get(item.id, [])),
        lines,
        users_by_id(keys),
    )


def _names(items: list[AgendaItem], room: Room) -> dict[UUID, PersonName]:
    """The names everybody in the room may read, of those spoken of."""
    keys = [item.person_id for item in items if item.person_id]
    statement = (
        select(PersonName)
        .where(
            PersonName.person_id.in_(keys),
            PersonName.name_kind == NameKind.CURRENT,
            PersonName.ends_on.is_(None),
            for_everybody(PersonName, room),
        )
        .order_by(PersonName.created_at, PersonName.id)
    )
    return {row.person_id: row for row in db.session.scalars(statement)}
