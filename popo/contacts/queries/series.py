"""Series of planned contacts, and how many of each are still to come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from popo import clock
from popo.access.actor import Actor
from popo.contacts.models import Contact, ContactSeries, Outcome
from popo.contacts.policy import stands
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to

MOST_SERIES = 50


@dataclass(frozen=True)
class Running:
    """A series with the next of its contacts and how many there are still to come."""

    row: ContactSeries
    next_at: datetime | None
    left: int


def series_of(person: Person, actor: Actor) -> list[Running]:
    """Those that run today or will, the earliest begun first."""
    rows = db.session.scalars(
        select(ContactSeries)
        .where(
            ContactSeries.person_id == person.id,
            ContactSeries.ended_at.is_(None),
            ContactSeries.undone_at.is_(None),
            ContactSeries.until >= clock.today(),
            readable(ContactSeries, actor),
        )
        .order_by(ContactSeries.starts_on, ContactSeries.created_at, ContactSeries.id)
        .limit(MOST_SERIES)
    ).all()
    to_come = _to_come(row.id for row in rows)
    return [Running(row, *to_come[row.id]) for row in rows]


def _to_come(series: Iterable[UUID]) -> defaultdict[UUID, tuple[datetime | None, int]]:
    held = (
        select(Contact.series_id, func.min(Contact.at), func.count())
        .where(
            Contact.series_id.in_(list(series)),
            Contact.outcome == Outcome.PLANNED,
            Contact.at > clock.now(),
            stands(),
        )
        .group_by(Contact.series_id)
    )
    found: defaultdict[UUID, tuple[datetime | None, int]] = defaultdict(lambda: (None, 0))
    for key, first, count in db.session.execute(held):
        if key is not None:
            found[key] = first, count
    return found


def get_series(series_id: UUID, actor: Actor) -> tuple[ContactSeries, Person] | None:
    """A series that was not undone, and whom it is with, for somebody who works with them."""
    statement = (
        select(ContactSeries, Person)
        .join(Person, Person.id == ContactSeries.person_id)
        .where(
            ContactSeries.id == series_id,
            ContactSeries.undone_at.is_(None),
            visible_to(actor, SightLevel.WORK),
            readable(ContactSeries, actor),
        )
    )
    row = db.session.execute(statement).one_or_none()
    return (row[0], row[1]) if row else None


def series_planned_with(idempotency: UUID, actor: Actor) -> ContactSeries | None:
    """What a form sent twice had planned the first time."""
    row = db.session.get(ContactSeries, idempotency)
    return row if row is not None and row.author_id == actor.user_id else None


def still_planned(series: ContactSeries, from_day: date) -> list[Contact]:
    """What has neither taken place nor been changed, from a day on; for withdrawing it."""
    return _contacts(
        series,
        Contact.at >= max(clock.at(from_day), clock.now()),
        Contact.outcome == Outcome.PLANNED,
        stands(),
    )


def withdrawn_with(series: ContactSeries) -> list[Contact]:
    """What was withdrawn as the series ended."""
    return _contacts(series, Contact.undone_at == series.ended_at)


def _contacts(series: ContactSeries, *conditions: ColumnElement[bool]) -> list[Contact]:
    statement = select(Contact).where(Contact.series_id == series.id, *conditions)
    return list(db.session.scalars(statement.order_by(Contact.at, Contact.id)))
