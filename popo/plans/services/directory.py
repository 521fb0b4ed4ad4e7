"""The directory of local services, kept by the co-ordinator and the resettlement lead."""

from dataclasses import dataclass

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.plans.models import LocalService, Pathway
from popo.plans.policy import may_keep_directory
from popo.plans.queries.support import service_named


@dataclass(frozen=True)
class ServiceDetails:
    """`is_open` is false once it takes nobody any more; it stays for those who were sent there."""

    pathway: Pathway
    name: str
    run_by: str
    contact: str
    route: str
    is_open: bool = True


def add_service(actor: Actor, details: ServiceDetails) -> LocalService:
    check_may_keep(actor)
    _check_name(details, None)
    row = LocalService(
        pathway=details.pathway,
        name=details.name,
        run_by=details.run_by,
        contact=details.contact,
        route=details.route,
    )
    db.session.add(row)
    record(Event.SERVICE_ADDED, actor, about=(LocalService.__tablename__, row.id))
    return row


def edit_service(
    actor: Actor, row: LocalService, details: ServiceDetails, read_version: int
) -> None:
    """Its pathway stays, so that what was counted under it stays."""
    check_may_keep(actor)
    if row.version != read_version:
        raise StaleVersion
    _check_name(details, row)
    row.name, row.run_by = details.name, details.run_by
    row.contact, row.route = details.contact, details.route
    row.closed_on = None if details.is_open else row.closed_on or clock.today()
    record(Event.SERVICE_EDITED, actor, about=(LocalService.__tablename__, row.id))


def check_may_keep(actor: Actor) -> None:
    if not may_keep_directory(actor):
        raise RuleBroken(
            "The co-ordinator and the lead of Rehabilitate and Resettle keep this directory. "
            "Ask them to change it."
        )


def _check_name(details: ServiceDetails, row: LocalService | None) -> None:
    held = service_named(row.pathway if row else details.pathway, details.name)
    if held is not None and held is not row:
        raise RuleBroken("A service of this name is in the directory for this pathway.", "name")
