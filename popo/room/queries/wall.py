"""What of a person's record the room may be shown: what everybody marked present may see.

The rule of the room is asked once for each in it, inside one statement for each kind of row, so
nothing is filtered after it was read.
"""

from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from popo import clock
from popo.actions.models import Action, ActionStatus
from popo.actions.policy import readable_of_seen
from popo.cases.models import TrafficLight
from popo.contacts.models import Contact, Outcome
from popo.contacts.policy import stands
from popo.db import db
from popo.intervals import on
from popo.meetings.models import AgendaItem, Meeting
from popo.meetings.queries import Hearing, Room, meeting_of
from popo.people.about import AboutPerson
from popo.people.models import LivingSummary, NameKind, Person, PersonName
from popo.people.policy import readable
from popo.whereabouts.models import Location

R = TypeVar("R")
_CONTACTS = 5
_ACTIONS = 20
_OPEN = [status for status in ActionStatus if status.is_open]


@dataclass(frozen=True)
class Wall:
    """The case as it hangs on the wall; all of it empty where nothing may be shown."""

    person: Person | None = None
    name: PersonName | None = None
    summary: LivingSummary | None = None
    light: TrafficLight | None = None
    location: Location | None = None
    contacts: list[Contact] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    ended: dict[ActionStatus, int] = field(default_factory=dict)

    def rows(self) -> list[Any]:
        """Every row that is shown."""
        single = [self.name, self.summary, self.light, self.location]
        return [*(row for row in single if row), *self.contacts, *self.actions]


def wall_of(item: AgendaItem, room: Room, hearing: Hearing) -> Wall:
    """Nothing before everybody present may hear the item, nor while a visitor is in the room."""
    if item.person_id is None or not hearing.is_open:
        return Wall()
    key = item.person_id
    person = db.session.get_one(Person, key)
    name = _first(PersonName, room, key, _current_name(), order=PersonName.created_at.desc())
    if room.visitors:
        return Wall(person, name)
    today = clock.today()
    summary = _first(LivingSummary, room, key, order=LivingSummary.written_on.desc())
    return Wall(
        person,
        name,
        summary,
        _first(TrafficLight, room, key, on(TrafficLight, today), order=TrafficLight.starts_on),
        _first(Location, room, key, on(Location, today), order=Location.starts_on),
        _contacts(room, key),
        _last_actions(item, room),
        _ended_since(item, room),
    )


def for_everybody(model: type[AboutPerson], room: Room) -> ColumnElement[bool]:
    """The rows of `model` that each in the room may read; none while a visitor is in it."""
    if room.visitors and model is not PersonName:
        return false()
    return and_(*(readable(model, actor) for actor in room.readers))


def actions_for_everybody(room: Room) -> ColumnElement[bool]:
    if room.visitors:
        return false()
    return and_(*(readable_of_seen(actor) for actor in room.readers))


def _current_name() -> ColumnElement[bool]:
    return and_(PersonName.name_kind == NameKind.CURRENT, on(PersonName, clock.today()))


def _first(
    model: Any, room: Room, person_id: UUID, *conditions: ColumnElement[bool], order: Any
) -> Any:
    statement = (
        select(model)
        .where(model.person_id == person_id, for_everybody(model, room), *conditions)
        .order_by(order, model.created_at.desc(), model.id)
        .limit(1)
    )
    return db.session.scalars(statement).one_or_none()


def _contacts(room: Room, person_id: UUID) -> list[Contact]:
    statement = (
        select(Contact)
        .where(
            Contact.person_id == person_id,
            Contact.outcome.not_in([Outcome.PLANNED, Outcome.CANCELLED]),
            Contact.at <= clock.now(),
            stands(),
            for_everybody(Contact, room),
        )
        .order_by(Contact.at.desc(), Contact.id)
        .limit(_CONTACTS)
    )
    return list(db.session.scalars(statement))


def _last_actions(item: AgendaItem, room: Room) -> list[Action]:
    """Those still open that were asked for before this item."""
    asked_before = or_(Action.agenda_item_id.is_(None), Action.agenda_item_id != item.id)
    statement = (
        select(Action)
        .where(
            Action.person_id == item.person_id,
            Action.status.in_(_OPEN),
            asked_before,
            actions_for_everybody(room),
        )
        .order_by(Action.due_on, Action.id)
        .limit(_ACTIONS)
    )
    return list(db.session.scalars(statement))


def _ended_since(item: AgendaItem, room: Room) -> dict[ActionStatus, int]:
    """How the last actions ended since the meeting before; what could not be done stands apart."""
    before = (
        select(func.max(Meeting.starts_at))
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(
            AgendaItem.person_id == item.person_id,
            Meeting.starts_at < meeting_of(item).starts_at,
        )
    )
    since = db.session.execute(before).scalar()
    if since is None:
        return {}
    counts = db.session.execute(
        select(Action.status, func.count())
        .where(
            Action.person_id == item.person_id,
            Action.ended_on >= clock.local(since).date(),
            actions_for_everybody(room),
        )
        .group_by(Action.status)
    )
    return {status: count for status, count in counts}  # noqa: C416 - rows are not pairs to mypy
