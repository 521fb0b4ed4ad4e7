"""The directory of services, and the support people were signposted to."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.plans.models import Intervention, LocalService, Pathway

MOST_SERVICES = 500
MOST_ROWS = 200


def list_services(pathway: Pathway | None = None, *, closed: bool = False) -> list[LocalService]:
    """The directory, by pathway and name; those that closed only where asked for."""
    statement = select(LocalService)
    if pathway is not None:
        statement = statement.where(LocalService.pathway == pathway)
    if not closed:
        statement = statement.where(LocalService.closed_on.is_(None))
    ordered = statement.order_by(LocalService.name, LocalService.id).limit(MOST_SERVICES)
    order = list(Pathway)
    return sorted(db.session.scalars(ordered), key=lambda row: order.index(row.pathway))


def get_service(service_id: UUID) -> LocalService | None:
    return db.session.get(LocalService, service_id)


def service_named(pathway: Pathway, name: str) -> LocalService | None:
    statement = select(LocalService).where(
        LocalService.pathway == pathway, LocalService.name == name
    )
    return db.session.scalars(statement).one_or_none()


def services_by_id(keys: Iterable[UUID | None]) -> dict[UUID, LocalService]:
    wanted = {key for key in keys if key}
    rows = db.session.scalars(select(LocalService).where(LocalService.id.in_(wanted)))
    return {row.id: row for row in rows}


def support_of(person: Person, actor: Actor) -> list[Intervention]:
    """Every piece of support, what runs first, then the newest."""
    statement = (
        select(Intervention)
        .where(Intervention.person_id == person.id, readable(Intervention, actor))
        .order_by(Intervention.referred_on.desc(), Intervention.created_at.desc(), Intervention.id)
        .limit(MOST_ROWS)
    )
    found = list(db.session.scalars(statement))
    return sorted(found, key=lambda row: not row.status.is_running)


def get_intervention(
    intervention_id: UUID, actor: Actor, level: SightLevel = SightLevel.READ
) -> tuple[Intervention, Person] | None:
    statement = (
        select(Intervention, Person)
        .join(Person, Person.id == Intervention.person_id)
        .where(
            Intervention.id == intervention_id,
            readable(Intervention, actor),
            visible_to(actor, level),
        )
    )
    row = db.session.execute(statement).one_or_none()
    return (row[0], row[1]) if row else None
