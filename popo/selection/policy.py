"""Which nominations and decisions somebody may see, among people they may see."""

from sqlalchemy import ColumnElement, or_, true

from popo.access.actor import Actor
from popo.cases.models import Strand
from popo.cases.policy import may_see_strand
from popo.people.models import Person, SightCompartment
from popo.selection.models import Nomination


def nomination_open_to(actor: Actor) -> ColumnElement[bool]:
    """On `Nomination` joined with `Person`: nothing tells an adult's readers of Prevent and Deter.

    While the person is young, whoever sees them at all sees why.
    """
    if may_see_strand(actor, Strand.PREVENT_AND_DETER):
        return true()
    return or_(
        Nomination.strand != Strand.PREVENT_AND_DETER,
        Person.sight_compartment == SightCompartment.YOUNG_PERSON,
    )
