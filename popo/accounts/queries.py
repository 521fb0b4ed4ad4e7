"""Users, agencies and sessions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from popo import clock, crypto
from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Clearance
from popo.accounts.models import (
    Agency,
    AgencyKind,
    ClearanceGrant,
    RoleGrant,
    SignInAttempt,
    SignInSession,
    User,
)
from popo.accounts.policy import manageable_by
from popo.db import db
from popo.intervals import on
from popo.keys import keyfile

SOURCE_LIMIT = 40
PAIR_LIMIT = 5
WINDOW = timedelta(minutes=15)
_MOST = 500
_LAST_FEW = 10


@dataclass
class Account:
    """A user as an administrator sees one."""

    user: User
    roles: list[RoleScope] = field(default_factory=list)
    clearances: list[Clearance] = field(default_factory=list)
    last_seen_at: datetime | None = None


def name_digest(sign_in_name: str) -> int:
    return crypto.digest(keyfile.in_use().search, "sign-in name", sign_in_name.strip().casefold())


def source_digest(address: str) -> int:
    return crypto.digest(keyfile.in_use().search, "source", address)


def user_named(sign_in_name: str) -> User | None:
    statement = select(User).where(User.sign_in_digest == name_digest(sign_in_name))
    return db.session.scalars(statement).one_or_none()


def user_by_id(key: UUID) -> User | None:
    return db.session.get(User, key)


def users_by_id(keys: Iterable[UUID]) -> dict[UUID, User]:
    """The users with these keys, their agencies loaded; for lists."""
    rows = db.session.scalars(select(User).where(User.id.in_(set(keys))))
    return {row.id: row for row in rows}


def actor_for(user: User, operator: str = "") -> Actor:
    """What this user may do today."""
    return _actor(_accounts([user])[0], operator)


def actors_for(users: Iterable[User]) -> list[Actor]:
    """The same for several, in two queries, in their order."""
    return [_actor(account) for account in _accounts(list(users))]


def _actor(account: Account, operator: str = "") -> Actor:
    user = account.user
    return Actor(
        user_id=user.id,
        name=user.name,
        agency_id=user.agency_id,
        agency_name=user.agency.short_name,
        agency_kind=user.agency.kind.value,
        roles=frozenset(account.roles),
        clearances=frozenset(account.clearances),
        agreement_in_force=user.agency.agreement_in_force(clock.today()),
        operator=operator,
    )


def _accounts(users: list[User]) -> list[Account]:
    """What each may do today; two queries, however many there are."""
    found = {user.id: Account(user) for user in users}
    today = clock.today()
    for grant in db.session.scalars(
        select(RoleGrant)
        .where(RoleGrant.user_id.in_(found), on(RoleGrant, today))
        .order_by(RoleGrant.starts_on, RoleGrant.id)
    ):
        found[grant.user_id].roles.append(RoleScope(grant.role, grant.scope))
    for clearance in db.session.scalars(
        select(ClearanceGrant)
        .where(ClearanceGrant.user_id.in_(found), on(ClearanceGrant, today))
        .order_by(ClearanceGrant.starts_on, ClearanceGrant.id)
    ):
        found[clearance.user_id].clearances.append(clearance.clearance)
    return list(found.values())


def list_users(agency_id: UUID | None = None, limit: int = _MOST) -> list[User]:
    """Users who may still sign in, of one agency or of all."""
    statement = select(User).where(User.closed_at.is_(None)).order_by(User.created_at, User.id)
    if agency_id is not None:
        statement = statement.where(User.agency_id == agency_id)
    return list(db.session.scalars(statement.limit(limit)))


def accounts_managed_by(actor: Actor) -> list[Account]:
    """The open accounts this actor looks after, by agency and name, with when they were used."""
    users = select(User).where(manageable_by(actor), User.closed_at.is_(None))
    found = _accounts(list(db.session.scalars(users.order_by(User.id).limit(_MOST))))
    seen = _last_seen(account.user.id for account in found)
    for account in found:
        account.last_seen_at = seen.get(account.user.id)
    return sorted(found, key=lambda account: (account.user.agency.name, account.user.name))


def account_managed_by(actor: Actor, key: UUID) -> Account | None:
    """One such account, open or closed."""
    user = db.session.scalars(
        select(User).where(manageable_by(actor), User.id == key)
    ).one_or_none()
    if user is None:
        return None
    (account,) = _accounts([user])
    account.last_seen_at = _last_seen([key]).get(key)
    return account


def _last_seen(keys: Iterable[UUID]) -> dict[UUID, datetime]:
    seen = (
        select(SignInSession.user_id, func.max(SignInSession.last_seen_at))
        .where(SignInSession.user_id.in_(list(keys)))
        .group_by(SignInSession.user_id)
    )
    return dict(db.session.execute(seen).all())


def current_grants(user: User) -> list[RoleGrant | ClearanceGrant]:
    """The rows that give this user roles and clearances, still running."""
    roles = select(RoleGrant).where(RoleGrant.user_id == user.id, RoleGrant.ends_on.is_(None))
    clearances = select(ClearanceGrant).where(
        ClearanceGrant.user_id == user.id, ClearanceGrant.ends_on.is_(None)
    )
    return [*db.session.scalars(roles), *db.session.scalars(clearances)]


def session_with(token: str) -> SignInSession | None:
    """The open session a token names, whether or not it has run out."""
    held = any_session_with(token)
    return held if held is not None and held.ended_at is None else None


def any_session_with(token: str) -> SignInSession | None:
    """The session a token names, open or ended."""
    statement = select(SignInSession).where(
        SignInSession.token_digest == crypto.token_digest(token)
    )
    return db.session.scalars(statement).one_or_none()


def open_sessions(user: User) -> list[SignInSession]:
    """Sessions nobody ended and whose day is not over, newest first."""
    return _sessions(
        user, SignInSession.ended_at.is_(None), SignInSession.expires_at > clock.real_now()
    )


def last_sessions(user: User) -> list[SignInSession]:
    """The newest few, open or ended."""
    return _sessions(user)[:_LAST_FEW]


def _sessions(user: User, *conditions: ColumnElement[bool]) -> list[SignInSession]:
    found = select(SignInSession).where(SignInSession.user_id == user.id, *conditions)
    newest = found.order_by(SignInSession.started_at.desc(), SignInSession.id)
    return list(db.session.scalars(newest.limit(_MOST)))


def throttled_until(names: int, source: int, now: datetime) -> datetime | None:
    """When this source may try this name again; None if it may now.

    Too many failures lately count: by this source for this name, or by this source for any.
    Failures from elsewhere never count against a name, so nobody can lock a colleague out.
    """
    failed = (
        select(SignInAttempt.at, SignInAttempt.name_digest)
        .where(
            SignInAttempt.source_digest == source,
            SignInAttempt.at > now - WINDOW,
            SignInAttempt.succeeded.is_(False),
        )
        .order_by(SignInAttempt.at.desc(), SignInAttempt.id)
        .limit(SOURCE_LIMIT)
    )
    rows = db.session.execute(failed).all()
    for_name = [at for at, digest in rows if digest == names]
    from_source = [at for at, _digest in rows]
    until = [
        moments[limit - 1] + WINDOW
        for moments, limit in ((for_name, PAIR_LIMIT), (from_source, SOURCE_LIMIT))
        if len(moments) >= limit
    ]
    return max(until, default=None)


def failures_since_last_sign_in(names: int) -> int:
    """How often somebody failed under this name, from anywhere, since it last worked."""
    name = SignInAttempt.name_digest == names
    last = select(func.max(SignInAttempt.at)).where(name, SignInAttempt.succeeded.is_(True))
    since = db.session.execute(last).scalar()
    failed = select(func.count()).where(name, SignInAttempt.succeeded.is_(False))
    if since is not None:
        failed = failed.where(SignInAttempt.at > since)
    return db.session.execute(failed).scalar_one()


def list_agencies() -> list[Agency]:
    return list(db.session.scalars(select(Agency).order_by(Agency.name, Agency.id).limit(_MOST)))


def agency_by_id(key: UUID) -> Agency | None:
    return db.session.get(Agency, key)


def agency_named(name: str) -> Agency | None:
    """By its name or short name, whatever the capitals; None where several bear it."""
    wanted = name.strip().casefold()
    found = [
        agency
        for agency in list_agencies()
        if wanted in {agency.name.casefold(), agency.short_name.casefold()}
    ]
    return found[0] if len(found) == 1 else None


def partnership() -> Agency:
    """The partnership itself, which owns what the agencies hold jointly."""
    return db.session.scalars(
        select(Agency)
        .where(Agency.kind == AgencyKind.PARTNERSHIP)
        .order_by(Agency.created_at)
        .limit(1)
    ).one()
