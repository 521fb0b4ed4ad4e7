"""Where people are, by what law they are supervised, and the dates that lie ahead.

Those for lists read many people in one statement; who may see the people is asked by the caller.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select

from popo.access.actor import Actor
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.whereabouts.models import DateKind, KeyDate, Location, SupervisionBasis

MOST_ROWS = 200
MOST_RELEASES = 500
RELEASES = tuple(kind for kind in DateKind if kind.is_release)

Row = TypeVar("Row", Location, SupervisionBasis)


def locations_of(people: Iterable[UUID], day: date, actor: Actor) -> dict[UUID, Location]:
    """Where each is on a day; nobody of whom it was never said."""
    return {person: rows[-1] for person, rows in _on_day(Location, people, day, actor).items()}


def bases_of(people: Iterable[UUID], day: date, actor: Actor) -> dict[UUID, list[SupervisionBasis]]:
    """By what law each is supervised on a day."""
    return _on_day(SupervisionBasis, people, day, actor)


def _on_day(
    model: type[Row], people: Iterable[UUID], day: date, actor: Actor
) -> dict[UUID, list[Row]]:
    groups: defaultdict[UUID, list[Row]] = defaultdict(list)
    statement = select(model).where(
        model.person_id.in_(list(people)), on(model, day), readable(model, actor)
    )
    for row in db.session.scalars(statement.order_by(model.starts_on, model.id)):
        groups[row.person_id].append(row)
    return dict(groups)


def key_dates_of(people: Iterable[UUID], actor: Actor) -> dict[UUID, list[KeyDate]]:
    """The dates that stand: neither replaced by a newer one nor passed; the nearest first."""
    groups: defaultdict[UUID, list[KeyDate]] = defaultdict(list)
    statement = select(KeyDate).where(
        KeyDate.person_id.in_(list(people)),
        KeyDate.replaced_on.is_(None),
        KeyDate.passed_on.is_(None),
        readable(KeyDate, actor),
    )
    for row in db.session.scalars(statement.order_by(KeyDate.falls_on, KeyDate.id)):
        groups[row.person_id].append(row)
    return dict(groups)


@dataclass(frozen=True)
class Release:
    """Somebody due out: the earliest release date that stands."""

    person: Person
    key_date: KeyDate


def releases_between(actor: Actor, first: date, last: date) -> list[Release]:
    """Who is due out from `first` to `last`, both included, among those this actor may see."""
    statement = (
        select(Person, KeyDate)
        .join(KeyDate, KeyDate.person_id == Person.id)
        .where(
            visible_to(actor, SightLevel.READ),
            readable(KeyDate, actor),
            KeyDate.date_kind.in_(RELEASES),
            KeyDate.replaced_on.is_(None),
            KeyDate.passed_on.is_(None),
            KeyDate.falls_on.between(first, last),
        )
        .order_by(KeyDate.falls_on, Person.reference, KeyDate.id)
        .limit(MOST_RELEASES)
    )
    earliest: dict[UUID, Release] = {}
    for person, key_date in db.session.execute(statement):
        earliest.setdefault(person.id, Release(person, key_date))
    return list(earliest.values())


def location_history(person: Person, actor: Actor) -> list[Location]:
    """Newest first."""
    return _history(Location, person, actor)


def basis_history(person: Person, actor: Actor) -> list[SupervisionBasis]:
    """Newest first."""
    return _history(SupervisionBasis, person, actor)


def _history(model: type[Row], person: Person, actor: Actor) -> list[Row]:
    statement = select(model).where(model.person_id == person.id, readable(model, actor))
    ordered = statement.order_by(model.starts_on.desc(), model.created_at.desc(), model.id)
    return list(db.session.scalars(ordered.limit(MOST_ROWS)))


def key_date_history(person: Person, actor: Actor) -> list[KeyDate]:
    """Those replaced or passed, newest first."""
    statement = (
        select(KeyDate)
        .where(
            KeyDate.person_id == person.id,
            KeyDate.replaced_on.is_not(None) | KeyDate.passed_on.is_not(None),
            readable(KeyDate, actor),
        )
        .order_by(KeyDate.as_at.desc(), KeyDate.created_at.desc(), KeyDate.id)
        .limit(MOST_ROWS)
    )
    return list(db.session.scalars(statement))


def newest_location(person: Person) -> Location | None:
    """The row without an end; for changing it, whoever asks."""
    statement = select(Location).where(Location.person_id == person.id, Location.ends_on.is_(None))
    return db.session.scalars(statement).one_or_none()


def locations_noted(person: Person) -> int:
    """How many moves are on record: the version a form about a move was opened at."""
    statement = select(func.count()).where(Location.person_id == person.id)
    return db.session.execute(statement).scalar_one()


def standing_dates(person: Person) -> list[KeyDate]:
    """For changing them, whoever asks."""
    statement = select(KeyDate).where(
        KeyDate.person_id == person.id,
        KeyDate.replaced_on.is_(None),
        KeyDate.passed_on.is_(None),
    )
    return list(db.session.scalars(statement.order_by(KeyDate.falls_on, KeyDate.id)))


def get_basis(basis_id: UUID, person: Person, actor: Actor) -> SupervisionBasis | None:
    return db.session.scalars(
        select(SupervisionBasis).where(
            SupervisionBasis.id == basis_id,
            SupervisionBasis.person_id == person.id,
            readable(SupervisionBasis, actor),
        )
    ).one_or_none()
