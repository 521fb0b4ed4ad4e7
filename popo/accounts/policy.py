"""Whose accounts somebody may look after: an administrator everybody's, others their agency's."""

from sqlalchemy import ColumnElement, true

from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Permission
from popo.accounts.models import Agency, User
from popo.accounts.roles import OFFERED, OFFERED_BY_AGENCIES


def manages_every_agency(actor: Actor) -> bool:
    return actor.can(Permission.AGENCY_MANAGE)


def may_edit_contact(actor: Actor, agency: Agency) -> bool:
    """How an agency is reached: its own contact, or whoever looks after all of them."""
    own = actor.can(Permission.USER_MANAGE) and agency.id == actor.agency_id
    return own or manages_every_agency(actor)


def manageable_by(actor: Actor) -> ColumnElement[bool]:
    """The users whose accounts this actor may look after."""
    return true() if manages_every_agency(actor) else User.agency_id == actor.agency_id


def roles_offered_by(actor: Actor) -> tuple[RoleScope, ...]:
    """What this actor may give: an agency contact nothing that sees beyond the agency."""
    return OFFERED if manages_every_agency(actor) else OFFERED_BY_AGENCIES
