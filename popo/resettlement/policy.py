"""Who is told of which area, and in which compartment each is kept."""

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.keys.models import Compartment
from popo.resettlement.kinds import Area
from popo.resettlement.models import ResettlementState


def compartment_of(area: Area) -> Compartment:
    return Compartment.HEALTH if area is Area.TREATMENT else Compartment.CORE


def areas_open_to(actor: Actor) -> list[Area]:
    """Treatment is read and said by those cleared for health records."""
    cleared = actor.cleared_for(Clearance.HEALTH)
    return [area for area in Area if cleared or compartment_of(area) is not Compartment.HEALTH]


def may_strike(actor: Actor, row: ResettlementState) -> bool:
    """The agency that said it, once."""
    return row.agency_id == actor.agency_id and row.struck_at is None
