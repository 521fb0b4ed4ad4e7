"""Licences and orders with their conditions; the order itself is kept with whereabouts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.db import db
from popo.offending.models import OrderCondition
from popo.people.models import Person
from popo.people.policy import readable
from popo.whereabouts.models import SupervisionBasis
from popo.whereabouts.queries import basis_history

MOST_CONDITIONS = 500


@dataclass(frozen=True)
class Order:
    """A licence, order or bail, and its conditions: those in force first, then the ended."""

    basis: SupervisionBasis
    conditions: list[OrderCondition]


def orders_of(person: Person, actor: Actor, today: date) -> list[Order]:
    """The newest first."""
    held: defaultdict[UUID, list[OrderCondition]] = defaultdict(list)
    rows = db.session.scalars(
        select(OrderCondition)
        .where(OrderCondition.person_id == person.id, readable(OrderCondition, actor))
        .order_by(OrderCondition.starts_on, OrderCondition.created_at, OrderCondition.id)
        .limit(MOST_CONDITIONS)
    )
    for row in rows:
        held[row.basis_id].append(row)
    return [
        Order(basis, sorted(held[basis.id], key=lambda row: not row.is_on(today)))
        for basis in basis_history(person, actor)
    ]


def get_condition(key: UUID, person: Person, actor: Actor) -> OrderCondition | None:
    return db.session.scalars(
        select(OrderCondition).where(
            OrderCondition.id == key,
            OrderCondition.person_id == person.id,
            readable(OrderCondition, actor),
        )
    ).one_or_none()
