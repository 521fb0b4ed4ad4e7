"""What agencies ask of the next meeting about one person."""

from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.action_group.models import AgendaRequest
from popo.action_group.policy import is_open_request
from popo.db import db
from popo.people.models import Person
from popo.people.policy import readable

MOST_REQUESTS = 50


def requests_about(person: Person, actor: Actor) -> list[AgendaRequest]:
    """Those that wait and those that were answered, the newest first."""
    statement = select(AgendaRequest).where(
        AgendaRequest.person_id == person.id, readable(AgendaRequest, actor)
    )
    ordered = statement.order_by(AgendaRequest.created_at.desc(), AgendaRequest.id)
    return list(db.session.scalars(ordered.limit(MOST_REQUESTS)))


def open_request_of(person_id: UUID, agency_id: UUID) -> AgendaRequest | None:
    """The one an agency waits for; there is never a second."""
    return db.session.scalars(
        select(AgendaRequest).where(
            AgendaRequest.person_id == person_id,
            AgendaRequest.agency_id == agency_id,
            is_open_request(),
        )
    ).one_or_none()
