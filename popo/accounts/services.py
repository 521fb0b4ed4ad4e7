"""Signing in and out, and adding and closing users."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from popo import clock, crypto
from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Clearance
from popo.accounts import passwords
from popo.accounts.models import (
    Agency,
    ClearanceGrant,
    RoleGrant,
    SessionEnd,
    SignInAttempt,
    SignInSession,
    User,
)
from popo.accounts.queries import name_digest, user_named
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken


@dataclass(frozen=True)
class NewUser:
    sign_in_name: str
    name: str
    email: str
    agency: Agency
    roles: Iterable[RoleScope]
    clearances: Iterable[Clearance] = ()
    phone: str = ""
    loopback_only: bool = False


def add_user(actor: Actor | None, details: NewUser, password: str) -> User:
    """Adds a user who must choose a new password, unless the account is a demonstration's."""
    if user_named(details.sign_in_name) is not None:
        raise RuleBroken("Somebody already signs in under that name.", "sign_in_name")
    user = User(
        agency_id=details.agency.id,
        agency=details.agency,
        sign_in_digest=name_digest(details.sign_in_name),
        sign_in_name=details.sign_in_name,
        name=details.name,
        email=details.email,
        phone=details.phone,
        password_hash=passwords.hash_password(password),
        must_change_password=not details.loopback_only,
        loopback_only=details.loopback_only,
    )
    db.session.add(user)
    for grant in details.roles:
        db.session.add(
            RoleGrant(user_id=user.id, role=grant.role, scope=grant.scope, starts_on=clock.today())
        )
        record(Event.USER_ADDED, actor, user=str(user.id), role=grant.key)
    for clearance in details.clearances:
        db.session.add(
            ClearanceGrant(user_id=user.id, clearance=clearance, starts_on=clock.today())
        )
    return user


def attempt(names: int, source: int, *, succeeded: bool) -> None:
    """Keeps an attempt to sign in, for throttling."""
    db.session.add(
        SignInAttempt(
            name_digest=names, source_digest=source, at=clock.real_now(), succeeded=succeeded
        )
    )


def open_session(user: User, actor: Actor, hours: int, *, second_factor_passed: bool) -> str:
    """Opens a session and gives the token that names it; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    now = clock.real_now()
    db.session.add(
        SignInSession(
            user_id=user.id,
            token_digest=crypto.token_digest(token),
            started_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=hours),
            second_factor_passed=second_factor_passed,
        )
    )
    record(Event.SIGNED_IN, actor)
    return token


def end_session(session: SignInSession, actor: Actor | None, reason: SessionEnd) -> None:
    session.ended_at = clock.real_now()
    session.end_reason = reason
    if reason is SessionEnd.SIGNED_OUT:
        record(Event.SIGNED_OUT, actor)
    else:
        record(Event.SESSION_ENDED, actor, reason=reason.value)


def change_password(user: User, actor: Actor, password: str) -> None:
    if problem := passwords.problem_with(password):
        raise RuleBroken(problem, "new_password")
    user.password_hash = passwords.hash_password(password)
    user.must_change_password = False
    record(Event.PASSWORD_CHANGED, actor)


def set_second_factor(user: User, actor: Actor, secret: str, code: str) -> None:
    """Takes the secret into use once a code made with it has been shown."""
    step = passwords.step_of(secret, code, clock.real_now(), 0)
    if step is None:
        raise RuleBroken("That code is not right. Enter the code the app shows now.", "code")
    user.second_factor_secret = secret
    user.last_code_step = step
    record(Event.SECOND_FACTOR_SET, actor)


def check_code(user: User, code: str) -> bool:
    """Whether a time code is right and has not been used before; using it spends it."""
    if user.second_factor_secret is None:
        return False
    step = passwords.step_of(user.second_factor_secret, code, clock.real_now(), user.last_code_step)
    if step is None:
        return False
    user.last_code_step = step
    return True
