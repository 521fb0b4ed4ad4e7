"""Requests to the Tasking Group, as each reader may see them."""

from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.checklist.models import ResourceRequest
from popo.checklist.policy import may_read_request
from popo.db import db

MOST_REQUESTS = 200


def list_requests(actor: Actor) -> list[ResourceRequest]:
    """Those without an answer first, the soonest needed first; then the answered."""
    statement = select(ResourceRequest).order_by(
        ResourceRequest.answered_on.is_not(None),
        ResourceRequest.answered_on.desc(),
        ResourceRequest.needed_by,
        ResourceRequest.id,
    )
    if not actor.can(Permission.CHECKLIST_READ):
        statement = statement.where(ResourceRequest.sent_on.is_not(None))
    return list(db.session.scalars(statement.limit(MOST_REQUESTS)))


def get_request(request_id: UUID, actor: Actor) -> ResourceRequest | None:
    found = db.session.get(ResourceRequest, request_id)
    return found if found is not None and may_read_request(actor, found) else None


def waiting_to_be_sent() -> list[ResourceRequest]:
    unsent = select(ResourceRequest).where(ResourceRequest.sent_on.is_(None))
    return list(db.session.scalars(unsent.order_by(ResourceRequest.id).limit(MOST_REQUESTS)))
