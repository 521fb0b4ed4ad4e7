"""Who is told of which area, and in which compartment each is kept."""

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.keys.models import Compartment
from popo.resettlement.kinds import Area


def compartment_of(area: Area) -> Compartment:
    return Compartment.HEALTH if area is Area.TREATMENT else Compartment.CORE


def areas_open_to(actor: Actor) -> list[Area]:
    """Treatment is read and said by those cleared for health records."""
    cleared = actor.cleared_for(Clearance.HEALTH)
    return [area for area in Area if cleared or compartment_of(area) is not Compartment.HEALTH]
