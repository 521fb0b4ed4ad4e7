"""Whom nothing is written to and nobody is reminded of any more."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select

from popo import clock
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person, Stop

_NOTHING = {
    "died": "This person is recorded as having died. Nothing is written to them or planned.",
    "moved_away": "This person is recorded as having moved away. Nothing is written or planned.",
    "wrong_person": "This is recorded as the wrong person. Nothing is written to them or planned.",
}


def not_stopped(day: date) -> ColumnElement[bool]:
    """A condition on `Person`: neither dead, moved away nor the wrong person on that day."""
    return ~exists().where(
        Stop.person_id == Person.id, Stop.undone_on.is_(None), Stop.happened_on <= day
    )


def stopped_by(day: date) -> set[UUID]:
    """Everybody whom it concerns on that day; for figures."""
    statement = select(Stop.person_id).where(Stop.undone_on.is_(None), Stop.happened_on <= day)
    return set(db.session.scalars(statement))


def stop_of(person_id: UUID) -> Stop | None:
    """What stands, if anything does."""
    return stops_of([person_id]).get(person_id)


def stops_of(people: Iterable[UUID]) -> dict[UUID, Stop]:
    statement = select(Stop).where(Stop.person_id.in_(list(people)), Stop.undone_on.is_(None))
    return {row.person_id: row for row in db.session.scalars(statement)}


def stop_history(person: Person) -> list[Stop]:
    """The newest first."""
    statement = select(Stop).where(Stop.person_id == person.id)
    return list(db.session.scalars(statement.order_by(Stop.created_at.desc(), Stop.id)))


def check_goes_on(person: Person) -> None:
    """Raises RuleBroken where nothing is written to, or planned with, this person any more."""
    stop = stop_of(person.id)
    if stop is not None and stop.happened_on <= clock.today():
        raise RuleBroken(_NOTHING[stop.stop_kind])
