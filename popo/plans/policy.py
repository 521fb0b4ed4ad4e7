"""Which compartment a row goes into, and who may sign, hand over and keep the directory."""

from uuid import UUID

from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Role
from popo.accounts.queries import partnership
from popo.cases.models import Assignment, SchemeCase, Strand
from popo.cases.queries import running
from popo.contacts.policy import RESPONSIBLE, treats
from popo.errors import RuleBroken
from popo.keys.models import Compartment
from popo.plans.models import DefaultOwner, Need, Objective, Pathway


def compartment_of(pathway: Pathway, *, health: bool) -> Compartment:
    """The health compartment where the writer says so; only two pathways have rows there."""
    if not health:
        return Compartment.CORE
    if not pathway.may_hold_health:
        raise RuleBroken(
            f"{pathway.words} holds no health information. Take it out, or write it under "
            "health, or drugs and alcohol.",
            "health",
        )
    return Compartment.HEALTH


def usually_health(actor: Actor) -> bool:
    """What a treatment agency writes is health information unless it says otherwise."""
    return treats(actor)


def record_owner(actor: Actor, compartment: Compartment) -> UUID:
    """The partnership for what is joint; in health the writer's agency."""
    return actor.agency_id if compartment is Compartment.HEALTH else partnership().id


def may_change_need(actor: Actor, need: Need) -> bool:
    """The agency that says so."""
    return need.agency_id == actor.agency_id and need.ends_on is None


def leads(actor: Actor, case: SchemeCase) -> bool:
    """Whether the actor is the case's lead officer, probation lead or youth offending worker."""
    return any(
        row.user_id == actor.user_id and row.role in RESPONSIBLE
        for row in running(Assignment, case)
    )


def may_sign_off(actor: Actor, case: SchemeCase) -> bool:
    return leads(actor, case)


def may_end_plan(actor: Actor, case: SchemeCase) -> bool:
    return leads(actor, case) or actor.holds(Role.COORDINATOR)


def may_hand_over(actor: Actor, objective: Objective, default: DefaultOwner | None) -> bool:
    """Its owner, the lead or the default owner of that agency, the co-ordinator."""
    own_lead = actor.holds(Role.STRAND_LEAD) and actor.agency_id == objective.owner_agency_id
    by_default = default is not None and default.user_id == actor.user_id
    return (
        actor.user_id == objective.owner_id
        or own_lead
        or by_default
        or actor.holds(Role.COORDINATOR)
    )


def may_keep_directory(actor: Actor) -> bool:
    """The co-ordinator and whoever leads Rehabilitate and Resettle."""
    led = RoleScope(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE)
    return actor.holds(Role.COORDINATOR) or led in actor.roles


def may_set_default_owner(actor: Actor, agency_id: UUID) -> bool:
    """The co-ordinator for every agency, a strand lead for their own."""
    own = actor.holds(Role.STRAND_LEAD) and actor.agency_id == agency_id
    return own or actor.holds(Role.COORDINATOR)
