"""Reading the offending record."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from popo.access.actor import Actor
from popo.db import db
from popo.offending.liberty import Days, Freedom, Stay, days_of
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.models import Person
from popo.people.policy import readable
from popo.whereabouts.models import Location, Place

EVENTS_A_PAGE = 50
_FREE = {Place.COMMUNITY, Place.AT_LARGE}


def events_of(person: Person, actor: Actor, page: int = 1) -> list[OffenceEvent]:
    """The newest first, `EVENTS_A_PAGE` at a time."""
    statement = (
        select(OffenceEvent)
        .where(OffenceEvent.person_id == person.id, readable(OffenceEvent, actor))
        .order_by(OffenceEvent.happened_on.desc(), OffenceEvent.created_at.desc(), OffenceEvent.id)
        .limit(EVENTS_A_PAGE)
        .offset((page - 1) * EVENTS_A_PAGE)
    )
    return list(db.session.scalars(statement))


def count_events(person: Person, actor: Actor) -> int:
    statement = select(func.count()).where(
        OffenceEvent.person_id == person.id, readable(OffenceEvent, actor)
    )
    return db.session.execute(statement).scalar_one()


def get_event(event_id: UUID, person: Person, actor: Actor) -> OffenceEvent | None:
    return db.session.scalars(
        select(OffenceEvent).where(
            OffenceEvent.id == event_id,
            OffenceEvent.person_id == person.id,
            readable(OffenceEvent, actor),
        )
    ).one_or_none()


def outstanding_warrants_of(people: Iterable[UUID], actor: Actor) -> dict[UUID, list[OffenceEvent]]:
    """Warrants not yet executed or withdrawn, the oldest first, by person."""
    groups: dict[UUID, list[OffenceEvent]] = {}
    rows = db.session.scalars(
        select(OffenceEvent)
        .where(
            OffenceEvent.person_id.in_(list(people)),
            OffenceEvent.event_kind == OffenceEventKind.WARRANT,
            OffenceEvent.concluded_on.is_(None),
            readable(OffenceEvent, actor),
        )
        .order_by(OffenceEvent.happened_on, OffenceEvent.id)
    )
    for row in rows:
        groups.setdefault(row.person_id, []).append(row)
    return groups


def days_at_liberty(person_id: UUID, first: date, last: date) -> Days:
    """Of the days from `first` to `last`: at liberty, in custody, and neither."""
    return days_at_liberty_of([person_id], first, last)[person_id]


def days_at_liberty_of(people: Iterable[UUID], first: date, last: date) -> dict[UUID, Days]:
    """The same for many, in one statement; a figure, so every agency's rows count."""
    stays: dict[UUID, list[Stay]] = {person: [] for person in people}
    rows = db.session.execute(
        select(Location.person_id, Location.place, Location.starts_on, Location.ends_on).where(
            Location.person_id.in_(list(stays)),
            Location.starts_on <= last,
            Location.ends_on.is_(None) | (Location.ends_on > first),
        )
    )
    for person_id, place, starts_on, ends_on in rows:
        stays[person_id].append(Stay(_freedom(place), starts_on, ends_on))
    return {person: days_of(held, first, last) for person, held in stays.items()}


def _freedom(place: Place) -> Freedom:
    if place.is_custody:
        return Freedom.CUSTODY
    return Freedom.AT_LIBERTY if place in _FREE else Freedom.NOT_COUNTED


def was_at_liberty(person_id: UUID, day: date) -> bool:
    """Whether nothing says that the person was in custody on that day."""
    return days_at_liberty(person_id, day, day).in_custody == 0
