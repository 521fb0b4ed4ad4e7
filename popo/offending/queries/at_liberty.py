"""How many days people were at liberty, from where they are said to have been."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo.db import db
from popo.offending.liberty import Days, Freedom, Stay, days_of
from popo.whereabouts.models import Location, Place

_FREE = {Place.COMMUNITY, Place.AT_LARGE}


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
