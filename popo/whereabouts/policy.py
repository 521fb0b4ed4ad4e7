"""Who may answer for a step of a release checklist."""

from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.whereabouts.models import ReleaseStep


def may_answer(actor: Actor, step: ReleaseStep) -> bool:
    """Those of its owner's agency, a strand's lead and the co-ordinator."""
    leads = actor.holds(Role.STRAND_LEAD) or actor.holds(Role.COORDINATOR)
    return leads or actor.agency_id == step.owner_agency_id
