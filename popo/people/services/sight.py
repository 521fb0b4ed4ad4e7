"""Giving and ending sight: the only way into, and out of, the table that decides it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from popo import clock
from popo.access.actor import Actor, RoleScope
from popo.accounts.models import User
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.people.models import SightGrant, SightLevel


def grant_sight(
    actor: Actor,
    person_id: UUID,
    level: SightLevel,
    because: str,
    because_id: UUID,
    *,
    user_id: UUID | None = None,
    agency_id: UUID | None = None,
    role: RoleScope | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> SightGrant:
    """Gives one user, agency or role sight of a person, because of the record `because_id`."""
    grant = SightGrant(
        person_id=person_id,
        user_id=user_id,
        grantee_agency_id=agency_id,
        role=role.key if role else None,
        level=int(level),
        because=because,
        because_id=because_id,
        starts_at=since or clock.now(),
        ends_at=until,
    )
    db.session.add(grant)
    record(
        Event.SIGHT_GRANTED,
        actor,
        people=[person_id],
        about=(SightGrant.__tablename__, grant.id),
        level=level.name.lower(),
        because=because,
    )
    return grant


def end_sight(actor: Actor, because_id: UUID, *, because: str, user_id: UUID | None = None) -> None:
    """Ends every grant that the record `because_id` gave, or only those it gave one user."""
    now = clock.now()
    wanted = [
        SightGrant.because_id == because_id,
        or_(SightGrant.ends_at.is_(None), SightGrant.ends_at > now),
    ]
    if user_id is not None:
        wanted.append(SightGrant.user_id == user_id)
    grants = db.session.scalars(select(SightGrant).where(*wanted).order_by(SightGrant.id))
    for grant in grants:
        _end(actor, grant, now, because)


def end_agency_sight(actor: Actor, person_id: UUID, agency_id: UUID, *, because: str) -> None:
    """Ends every grant that an agency or one of its users holds, whatever gave it."""
    now = clock.now()
    users = select(User.id).where(User.agency_id == agency_id)
    grants = db.session.scalars(
        select(SightGrant)
        .where(
            SightGrant.person_id == person_id,
            or_(SightGrant.grantee_agency_id == agency_id, SightGrant.user_id.in_(users)),
            or_(SightGrant.ends_at.is_(None), SightGrant.ends_at > now),
        )
        .order_by(SightGrant.id)
    )
    for grant in grants:
        _end(actor, grant, now, because)


def _end(actor: Actor, grant: SightGrant, now: datetime, because: str) -> None:
    grant.ends_at = max(now, grant.starts_at)
    record(
        Event.SIGHT_ENDED,
        actor,
        people=[grant.person_id],
        about=(SightGrant.__tablename__, grant.id),
        because=because,
    )
