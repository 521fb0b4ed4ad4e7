"""On which list somebody may be, and whether there is a place on it."""

from popo.cases.models import Strand
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.selection.models import CriteriaSet
from popo.selection.queries.criteria import criteria_in_force, kind_for
from popo.selection.queries.places import places_for


def strand_for(person: Person) -> Strand:
    """The strand somebody comes on under: age decides, and nothing else."""
    return Strand.PREVENT_AND_DETER if person.is_young else Strand.CATCH_AND_CONVICT


def criteria_adopted_for(strand: Strand, field: str = "") -> CriteriaSet:
    """The version in force for the list of this strand. Raises RuleBroken while there is none."""
    in_force = criteria_in_force(kind_for(strand))
    if in_force is None:
        raise RuleBroken(f"No criteria are adopted for {strand.words} yet.", field)
    return in_force


def check_places(strand: Strand, *, over_number: bool) -> None:
    """Beyond the agreed number somebody says that they know: `over_number`."""
    places = places_for(strand)
    if places and places.is_full and not over_number:
        raise RuleBroken("Acknowledge that the agreed number is reached.", "over_number")
