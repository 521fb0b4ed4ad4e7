"""What a worker could hand over, and what was handed over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Assignment, HandOver, SchemeCase
from popo.cases.policy import may_see_role
from popo.cases.queries.cases import is_open
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to

MOST_TOGETHER = 200
LATELY_DAYS = 28


@dataclass(frozen=True)
class Held:
    """A worker's part in a case."""

    assignment: Assignment
    case: SchemeCase
    person: Person


def parts_held(user_id: UUID, actor: Actor) -> list[Held]:
    """A worker's parts in open cases that the actor works with as well, by reference."""
    today = clock.today()
    statement = (
        select(Assignment, SchemeCase, Person)
        .join(SchemeCase, SchemeCase.id == Assignment.case_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            Assignment.user_id == user_id,
            on(Assignment, today),
            is_open(today),
            visible_to(actor, SightLevel.WORK),
        )
        .order_by(Person.reference, Assignment.id)
        .limit(MOST_TOGETHER)
    )
    rows = [Held(*row) for row in db.session.execute(statement)]
    return [one for one in rows if one.person.is_young or may_see_role(actor, one.assignment.role)]


def loads_of(users: Iterable[UUID]) -> dict[UUID, int]:
    """In how many open cases each has a part today."""
    today = clock.today()
    statement = (
        select(Assignment.user_id, func.count(Assignment.case_id.distinct()).label("cases"))
        .join(SchemeCase, SchemeCase.id == Assignment.case_id)
        .where(Assignment.user_id.in_(list(users)), on(Assignment, today), is_open(today))
        .group_by(Assignment.user_id)
    )
    return {row.user_id: row.cases for row in db.session.execute(statement)}


def handed_over_as(batch_id: UUID) -> list[HandOver]:
    """What was handed over together, for undoing it."""
    statement = select(HandOver).where(HandOver.batch_id == batch_id)
    return list(db.session.scalars(statement.order_by(HandOver.id)))


def handed_to(actor: Actor, since_days: int = LATELY_DAYS) -> list[tuple[HandOver, Person]]:
    """What was handed to this actor lately, newest first."""
    since = clock.at(clock.today() - timedelta(days=since_days))
    mine = select(Assignment.id).where(Assignment.user_id == actor.user_id)
    statement = (
        select(HandOver, Person)
        .join(Person, Person.id == HandOver.person_id)
        .where(
            HandOver.assignment_id.in_(mine),
            HandOver.undone_at.is_(None),
            HandOver.created_at >= since,
            visible_to(actor, SightLevel.READ),
            readable(HandOver, actor),
        )
        .order_by(HandOver.created_at.desc(), HandOver.id)
        .limit(MOST_TOGETHER)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]
