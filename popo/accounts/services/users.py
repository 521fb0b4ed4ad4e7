"""Adding users, giving them a new start, and closing their accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from popo import clock
from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Clearance, Role
from popo.accounts import passwords
from popo.accounts.models import Agency, ClearanceGrant, RoleGrant, SessionEnd, User
from popo.accounts.policy import manages_every_agency, roles_offered_by
from popo.accounts.queries import current_grants, name_digest, user_named
from popo.accounts.services.sign_in import end_sessions
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
    """Adds a user who must choose a new password, unless the account is a demonstration's.

    `actor` is None for the operator at a terminal, who may give any role.
    """
    roles = list(details.roles)
    _check_roles(roles)
    if actor is not None:
        _check_may_add(actor, details, roles)
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
        second_factor_secret=None if details.loopback_only else passwords.new_secret(),
        last_code_step=0,
        loopback_only=details.loopback_only,
    )
    db.session.add(user)
    for grant in roles:
        _give_role(user, actor, grant)
    for clearance in details.clearances:
        _give_clearance(user, actor, clearance)
    return user


def _check_roles(roles: list[RoleScope]) -> None:
    if len(roles) > 1 and any(grant.role is Role.ADMINISTRATOR for grant in roles):
        raise RuleBroken(
            "An administrator sees no case content. Give the other work to another account.",
            "roles",
        )


def _check_may_add(actor: Actor, details: NewUser, roles: list[RoleScope]) -> None:
    if manages_every_agency(actor):
        return
    if details.agency.id != actor.agency_id:
        raise RuleBroken("You may add people of your own agency only.")
    if not set(roles) <= set(roles_offered_by(actor)) or any(details.clearances):
        raise RuleBroken("Ask the administrator to give that role or clearance.", "roles")


def _give_role(user: User, actor: Actor | None, grant: RoleScope) -> None:
    db.session.add(
        RoleGrant(user_id=user.id, role=grant.role, scope=grant.scope, starts_on=clock.today())
    )
    record(Event.USER_ADDED, actor, user=str(user.id), role=grant.key)


def _give_clearance(user: User, actor: Actor | None, clearance: Clearance) -> None:
    db.session.add(ClearanceGrant(user_id=user.id, clearance=clearance, starts_on=clock.today()))
    record(Event.CLEARANCE_GIVEN, actor, user=str(user.id), clearance=clearance.value)


def reset_user(user: User, actor: Actor) -> str:
    """For somebody who lost password or telephone: gives a one-time password, ends their sessions.

    The second factor is set up anew, so only an administrator may do it: it is a way in.
    """
    if not manages_every_agency(actor):
        raise RuleBroken("Ask the administrator to do this.")
    if user.closed_at is not None:
        raise RuleBroken("This account is closed.")
    password = passwords.new_password()
    user.password_hash = passwords.hash_password(password)
    user.must_change_password = True
    user.second_factor_secret = None if user.loopback_only else passwords.new_secret()
    user.last_code_step = 0
    record(Event.USER_RESET, actor, user=str(user.id))
    end_sessions(user, actor, SessionEnd.ENDED_BY_ADMINISTRATOR)
    return password


def close_user(user: User, actor: Actor) -> None:
    """Ends the account, what it may do and its sessions, at once. The row stays."""
    if user.id == actor.user_id:
        raise RuleBroken("You cannot close your own account. Ask another administrator.")
    if user.closed_at is not None:
        raise RuleBroken("This account is already closed.")
    user.closed_at = clock.now()
    for grant in current_grants(user):
        grant.end(clock.today())
    record(Event.USER_CLOSED, actor, user=str(user.id))
    end_sessions(user, actor, SessionEnd.ENDED_BY_ADMINISTRATOR)
