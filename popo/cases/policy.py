"""Which strands of a case somebody may see: Prevent and Deter stays inside its compartment."""

from collections.abc import Iterable, Mapping

from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind
from popo.cases.models import AssignmentRole, Strand, StrandEngagement
from popo.people.models import Person

_WORKS_ON: Mapping[str, Strand] = {
    AgencyKind.YOUTH_OFFENDING_SERVICE: Strand.PREVENT_AND_DETER,
    AgencyKind.PROBATION: Strand.REHABILITATE_AND_RESETTLE,
    AgencyKind.HOUSING: Strand.REHABILITATE_AND_RESETTLE,
    AgencyKind.DRUG_SERVICE: Strand.REHABILITATE_AND_RESETTLE,
    AgencyKind.HEALTH: Strand.REHABILITATE_AND_RESETTLE,
    AgencyKind.VOLUNTARY: Strand.REHABILITATE_AND_RESETTLE,
}
_LEADS_YOUNG = RoleScope(Role.STRAND_LEAD, Strand.PREVENT_AND_DETER)


def may_see_strand(actor: Actor, strand: Strand) -> bool:
    """Whether this actor may be told that somebody is, or was, worked with under the strand."""
    return strand is not Strand.PREVENT_AND_DETER or actor.cleared_for(Clearance.PREVENT_AND_DETER)


def may_see_role(actor: Actor, role: AssignmentRole) -> bool:
    """A youth offending worker on a case tells the strand."""
    return role is not AssignmentRole.YOS_WORKER or may_see_strand(actor, Strand.PREVENT_AND_DETER)


def roles_in(person: Person) -> list[AssignmentRole]:
    """The parts there are: probation leads the work with a young person once it took over."""
    adults = {AssignmentRole.OFFENDER_MANAGER} if person.is_young else set()
    return [role for role in AssignmentRole if role not in adults]


def strands_open_to(actor: Actor) -> list[Strand]:
    return [strand for strand in Strand if may_see_strand(actor, strand)]


def own_strand(actor: Actor) -> Strand:
    """The strand one leads; else the one one's agency works on first. Always one one may see."""
    seen = strands_open_to(actor)
    led = {grant.scope for grant in actor.roles if grant.role is Role.STRAND_LEAD}
    works_on = _WORKS_ON.get(actor.agency_kind, Strand.CATCH_AND_CONVICT)
    own = [strand for strand in seen if strand in led]
    return (*own, *(strand for strand in seen if strand is works_on), Strand.CATCH_AND_CONVICT)[0]


def may_lead(actor: Actor, engagements: Iterable[StrandEngagement]) -> bool:
    """Whether somebody decides on a case: of a child's the agency that leads it, and its leads.

    A young person also on Catch and Convict stays with Prevent and Deter, which stays primary.
    """
    young = [
        row for row in engagements if row.is_primary and row.strand is Strand.PREVENT_AND_DETER
    ]
    own = any(row.lead_agency_id == actor.agency_id for row in young)
    return not young or own or actor.sees_whole_scheme or _LEADS_YOUNG in actor.roles


def may_keep_tiers(actor: Actor) -> bool:
    """The co-ordinator and whoever leads Prevent and Deter."""
    keeps = actor.holds(Role.COORDINATOR) or _LEADS_YOUNG in actor.roles
    return keeps and may_see_strand(actor, Strand.PREVENT_AND_DETER)
