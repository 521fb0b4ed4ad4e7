"""Needs of one person."""

from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.plans.models import Need, Pathway

MOST_ROWS = 200


def needs_of(person: Person, actor: Actor) -> dict[Pathway, list[Need]]:
    """What is said today of each pathway, in the order of the pathways, the newest first."""
    statement = (
        select(Need)
        .where(Need.person_id == person.id, readable(Need, actor), on(Need, clock.today()))
        .order_by(Need.starts_on.desc(), Need.id)
        .limit(MOST_ROWS)
    )
    found: dict[Pathway, list[Need]] = {pathway: [] for pathway in Pathway}
    for need in db.session.scalars(statement):
        found[need.pathway].append(need)
    return found


def ended_needs_of(person: Person, actor: Actor) -> list[Need]:
    """What was said before, the newest first."""
    statement = (
        select(Need)
        .where(Need.person_id == person.id, readable(Need, actor), Need.ends_on.is_not(None))
        .order_by(Need.ends_on.desc(), Need.created_at.desc(), Need.id)
        .limit(MOST_ROWS)
    )
    return list(db.session.scalars(statement))


def get_need(
    need_id: UUID, actor: Actor, level: SightLevel = SightLevel.READ
) -> tuple[Need, Person] | None:
    statement = (
        select(Need, Person)
        .join(Person, Person.id == Need.person_id)
        .where(Need.id == need_id, readable(Need, actor), visible_to(actor, level))
    )
    row = db.session.execute(statement).one_or_none()
    return (row[0], row[1]) if row else None


def running_like(person_id: UUID, pathway: Pathway, like: tuple[UUID, object]) -> Need | None:
    """What runs for one pathway in the hands of `like`: an agency and a compartment."""
    agency_id, compartment = like
    statement = select(Need).where(
        Need.person_id == person_id,
        Need.pathway == pathway,
        Need.agency_id == agency_id,
        Need.compartment == compartment,
        Need.ends_on.is_(None),
    )
    return db.session.scalars(statement).one_or_none()
