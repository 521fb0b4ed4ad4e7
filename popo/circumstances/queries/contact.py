"""What to heed before speaking, ringing or writing to somebody."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.circumstances.kinds import ArrangementKind
from popo.circumstances.models import Adjustment, Arrangement, ContactRule
from popo.circumstances.policy import kinds_open_to
from popo.db import db
from popo.intervals import on
from popo.people.models import Person
from popo.people.policy import readable

MOST_ROWS = 100

Row = TypeVar("Row", Adjustment, ContactRule, Arrangement)


def adjustments_of(person: Person, actor: Actor) -> list[Adjustment]:
    return _in_force(Adjustment, person, actor)


def contact_rules_of(person: Person, actor: Actor) -> list[ContactRule]:
    return _in_force(ContactRule, person, actor)


def arrangements_of(person: Person, actor: Actor) -> list[Arrangement]:
    """Those the actor needs to know of."""
    opened = kinds_open_to(actor)
    rows = _in_force(Arrangement, person, actor)
    return [row for row in rows if row.arrangement_kind in opened]


def mappa_of(people: Iterable[UUID], actor: Actor) -> list[Arrangement]:
    """Where MAPPA is in force, for whoever needs to know of it."""
    if ArrangementKind.MAPPA not in kinds_open_to(actor):
        return []
    statement = select(Arrangement).where(
        Arrangement.person_id.in_(list(people)),
        Arrangement.arrangement_kind == ArrangementKind.MAPPA,
        on(Arrangement, clock.today()),
        readable(Arrangement, actor),
    )
    return list(db.session.scalars(statement.order_by(Arrangement.starts_on, Arrangement.id)))


def _in_force(model: type[Row], person: Person, actor: Actor) -> list[Row]:
    statement = select(model).where(
        model.person_id == person.id, on(model, clock.today()), readable(model, actor)
    )
    ordered = statement.order_by(model.starts_on, model.id).limit(MOST_ROWS)
    return list(db.session.scalars(ordered))
