"""Who looks at how a case is worked."""

from collections.abc import Iterable

from popo.access.actor import Actor
from popo.access.permissions import Permission, Role
from popo.cases.models import Strand
from popo.cases.policy import may_see_strand


def may_oversee(actor: Actor, strands: Iterable[Strand]) -> bool:
    """Whoever leads one of its strands, the co-ordinator and the chair."""
    if not actor.can(Permission.OVERSIGHT_WRITE):
        return False
    return any(oversees(actor, strand) for strand in strands)


def oversees(actor: Actor, strand: Strand) -> bool:
    """A whole strand; of Prevent and Deter, those cleared for it."""
    leads = any(
        grant.role is Role.STRAND_LEAD and grant.scope == strand.value for grant in actor.roles
    )
    wider = actor.holds(Role.COORDINATOR) or actor.holds(Role.CHAIR)
    return (leads or wider) and may_see_strand(actor, strand)


def strands_overseen(actor: Actor) -> list[Strand]:
    return [strand for strand in Strand if oversees(actor, strand)]
