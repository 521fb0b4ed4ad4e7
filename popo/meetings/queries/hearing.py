"""Who is in the room for an item, and who of them may not hear it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import actors_for, users_by_id
from popo.db import db
from popo.intervals import on
from popo.meetings.models import AgendaItem, CoreMember, Meeting
from popo.meetings.policy import may_hear
from popo.meetings.queries.meetings import attendances_of, meeting_of, visitors_of
from popo.people.models import Person, SightCompartment


@dataclass(frozen=True)
class Room:
    """Those marked present for an item, with whoever holds the keyboard.

    `core`: which of them belong to the group. `visitors` have no account; `undeclared` counts
    those of them who declared no confidentiality.
    """

    actors: Sequence[Actor]
    core: frozenset[UUID]
    visitors: int = 0
    undeclared: int = 0
    marked: bool = False

    def is_core(self, actor: Actor) -> bool:
        return actor.user_id in self.core

    @property
    def readers(self) -> list[Actor]:
        """One for each sort of reader: what rows one reads hangs on agency and clearances only."""
        sorts = {
            (actor.agency_id, actor.agency_kind, actor.clearances): actor for actor in self.actors
        }
        return list(sorts.values())


@dataclass(frozen=True)
class Hearing:
    """Whether an item may be opened in this room.

    `to_leave` counts those who may not hear it, by agency; `visitors_leave` of the visitors.
    `unmarked`: nobody was marked present yet.
    """

    to_leave: Counter[str] = field(default_factory=Counter)
    visitors_leave: int = 0
    unmarked: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.unmarked or self.to_leave or self.visitors_leave)


def room_of(item: AgendaItem, keyboard: Actor) -> Room:
    """Who is in the room for this item, by what was noted."""
    noted = [row for row in attendances_of([item.id]).get(item.id, []) if row.present]
    keys = {row.user_id for row in noted} - {keyboard.user_id}
    visitors = [row for row in visitors_of([item.id]).get(item.id, []) if row.present]
    return room_with(
        keys,
        keyboard,
        meeting_of(item),
        visitors=len(visitors),
        undeclared=sum(not row.confidentiality_declared for row in visitors),
        marked=bool(noted or visitors),
    )


def room_with(
    users: Iterable[UUID],
    keyboard: Actor,
    meeting: Meeting,
    *,
    visitors: int = 0,
    undeclared: int = 0,
    marked: bool = True,
) -> Room:
    """A room with these users in it, and the keyboard's."""
    others = sorted(users_by_id(users).values(), key=lambda user: user.id)
    actors = [keyboard, *actors_for(others)]
    core = core_members_among((actor.user_id for actor in actors), meeting)
    return Room(actors, core, visitors, undeclared, marked)


def core_members_among(users: Iterable[UUID], meeting: Meeting) -> frozenset[UUID]:
    """Those of these users who are core members or deputies of the meeting's group on its day."""
    statement = select(CoreMember.user_id).where(
        CoreMember.body == meeting.body,
        CoreMember.user_id.in_(list(users)),
        on(CoreMember, min(meeting.day, clock.today())),
    )
    return frozenset(db.session.scalars(statement))


def hearing_of(item: AgendaItem, room: Room) -> Hearing:
    """One statement, however many are in the room."""
    return hearings_of([item], room)[item.id]


def hearings_of(items: Sequence[AgendaItem], room: Room) -> dict[UUID, Hearing]:
    """For each of these items; one statement for all, with a column for each in the room."""
    columns = [
        may_hear(actor, core=room.is_core(actor)).label(f"hears_{number}")
        for number, actor in enumerate(room.actors)
    ]
    rows = db.session.execute(
        select(AgendaItem.id, *columns).where(AgendaItem.id.in_([item.id for item in items]))
    )
    about = {item.id: item for item in items}
    young = _young(items)
    found = {}
    for key, *hears in rows:
        item = about[key]
        deaf = [actor for actor, may in zip(room.actors, hears, strict=True) if not may]
        shut = item.restricted or item.person_id in young
        outsiders = room.visitors if shut else room.undeclared
        found[key] = Hearing(
            to_leave=Counter(actor.agency_name for actor in deaf),
            visitors_leave=outsiders if item.person_id else 0,
            unmarked=item.person_id is not None and not room.marked,
        )
    return found


def _young(items: Sequence[AgendaItem]) -> set[UUID]:
    """Those of the people these items are about whose record is a young person's."""
    keys = [item.person_id for item in items if item.person_id]
    statement = select(Person.id).where(
        Person.id.in_(keys), Person.sight_compartment == SightCompartment.YOUNG_PERSON
    )
    return set(db.session.scalars(statement))
