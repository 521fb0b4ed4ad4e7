"""Who writes a transition, who answers it, and who may read what was agreed."""

from sqlalchemy import ColumnElement, and_, exists, or_, true

from popo.access.actor import Actor
from popo.access.permissions import Clearance, Permission, Role
from popo.accounts.models import AgencyKind, User
from popo.cases.models import Strand
from popo.transitions.models import Transition


def may_answer(actor: Actor, transition: Transition) -> bool:
    """Only the worker who is asked: nobody takes a young person over for somebody else."""
    return actor.user_id == transition.receiver_id


def may_receive(user: User) -> bool:
    """A transition goes to a worker in probation."""
    return user.closed_at is None and user.agency.kind is AgencyKind.PROBATION


def transition_open_to(actor: Actor) -> ColumnElement[bool]:
    """On `Transition`, of people the actor may read: for the young people's side and receivers.

    The receiver's agency learns of it once it is proposed, and never before.
    """
    if actor.cleared_for(Clearance.PREVENT_AND_DETER):
        return true()
    colleague = exists().where(User.id == Transition.receiver_id, User.agency_id == actor.agency_id)
    asked = and_(Transition.proposed_on.is_not(None), colleague)
    return or_(Transition.agency_id == actor.agency_id, asked)


def leads_probation(actor: Actor) -> bool:
    """Whose workers are to accept: told that somebody waits, and never who."""
    return (
        actor.can(Permission.CASELOAD_READ)
        and actor.agency_kind == AgencyKind.PROBATION.value
        and any(
            grant.role is Role.STRAND_LEAD and grant.scope == Strand.REHABILITATE_AND_RESETTLE
            for grant in actor.roles
        )
    )
