"""Users, agencies and sessions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from popo import clock, crypto
from popo.access.actor import Actor, RoleScope
from popo.accounts.models import (
    Agency,
    AgencyKind,
    ClearanceGrant,
    RoleGrant,
    SignInAttempt,
    SignInSession,
    User,
)
from popo.db import db
from popo.intervals import on
from popo.keys import keyfile

SOURCE_LIMIT = 40
PAIR_LIMIT = 5
WINDOW = timedelta(minutes=15)


def name_digest(sign_in_name: str) -> int:
    return crypto.digest(keyfile.in_use().search, "sign-in name", sign_in_name.strip().casefold())


def source_digest(address: str) -> int:
    return crypto.digest(keyfile.in_use().search, "source", address)


def user_named(sign_in_name: str) -> User | None:
    statement = select(User).where(User.sign_in_digest == name_digest(sign_in_name))
    return db.session.scalars(statement).one_or_none()


def actor_for(user: User, operator: str = "") -> Actor:
    """What this user may do today."""
    today = clock.today()
    roles = db.session.scalars(
        select(RoleGrant).where(RoleGrant.user_id == user.id, on(RoleGrant, today))
    )
    clearances = db.session.scalars(
        select(ClearanceGrant.clearance).where(
            ClearanceGrant.user_id == user.id, on(ClearanceGrant, today)
        )
    )
    return Actor(
        user_id=user.id,
        name=user.name,
        agency_id=user.agency_id,
        agency_name=user.agency.short_name,
        agency_kind=user.agency.kind.value,
        roles=frozenset(RoleScope(grant.role, grant.scope) for grant in roles),
        clearances=frozenset(clearances),
        agreement_in_force=user.agency.agreement_in_force(today),
        operator=operator,
    )


def session_with(token: str) -> SignInSession | None:
    """The open session a token names, whether or not it has run out."""
    statement = select(SignInSession).where(
        SignInSession.token_digest == crypto.token_digest(token), SignInSession.ended_at.is_(None)
    )
    return db.session.scalars(statement).one_or_none()


def is_throttled(names: int, source: int, now: datetime) -> bool:
    """Too many failures lately: by this source for this name, or by this source for any.

    Failures from elsewhere never count against a name, so nobody can lock a colleague out.
    """
    failed = (
        select(func.count(), func.count().filter(SignInAttempt.name_digest == names))
        .where(
            SignInAttempt.source_digest == source,
            SignInAttempt.at > now - WINDOW,
            SignInAttempt.succeeded.is_(False),
        )
        .select_from(SignInAttempt)
    )
    from_source, for_name = db.session.execute(failed).one()
    return bool(from_source >= SOURCE_LIMIT or for_name >= PAIR_LIMIT)


def users_by_id(keys: Iterable[UUID]) -> dict[UUID, User]:
    """The users with these keys, their agencies loaded; for lists."""
    rows = db.session.scalars(select(User).where(User.id.in_(set(keys))))
    return {row.id: row for row in rows}


def list_users(agency_id: UUID | None = None, limit: int = 500) -> list[User]:
    """Users who may still sign in, of one agency or of all."""
    statement = select(User).where(User.closed_at.is_(None)).order_by(User.created_at, User.id)
    if agency_id is not None:
        statement = statement.where(User.agency_id == agency_id)
    return list(db.session.scalars(statement.limit(limit)))


def list_agencies() -> list[Agency]:
    return list(db.session.scalars(select(Agency).order_by(Agency.name, Agency.id).limit(500)))


def partnership() -> Agency:
    """The partnership itself, which owns what the agencies hold jointly."""
    return db.session.scalars(
        select(Agency)
        .where(Agency.kind == AgencyKind.PARTNERSHIP)
        .order_by(Agency.created_at)
        .limit(1)
    ).one()
