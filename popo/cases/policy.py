"""Which strands of a case somebody may see: Prevent and Deter stays inside its compartment."""

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.cases.models import AssignmentRole, Strand


def may_see_strand(actor: Actor, strand: Strand) -> bool:
    """Whether this actor may be told that somebody is, or was, worked with under the strand."""
    return strand is not Strand.PREVENT_AND_DETER or actor.cleared_for(Clearance.PREVENT_AND_DETER)


def may_see_role(actor: Actor, role: AssignmentRole) -> bool:
    """A youth offending worker on a case tells the strand."""
    return role is not AssignmentRole.YOS_WORKER or may_see_strand(actor, Strand.PREVENT_AND_DETER)


def strands_open_to(actor: Actor) -> list[Strand]:
    return [strand for strand in Strand if may_see_strand(actor, strand)]
