"""Who may bring which list."""

from sqlalchemy import ColumnElement, and_

from popo.access.actor import Actor
from popo.access.permissions import Clearance, Permission
from popo.errors import RuleBroken
from popo.imports.kinds import ListKind
from popo.imports.models import ImportBatch
from popo.people.models import Person, SightCompartment, SightLevel
from popo.people.policy import CRIMINAL_JUSTICE, visible_to


def kinds_for(actor: Actor) -> list[ListKind]:
    """The scheme's own list is the co-ordinator's; what the law did is told by who keeps it."""
    kinds = []
    if actor.can(Permission.PEOPLE_IMPORT):
        kinds.append(ListKind.PEOPLE)
    if actor.can(Permission.LIST_IMPORT) and actor.agency_kind in CRIMINAL_JUSTICE:
        kinds += [kind for kind in ListKind if not kind.adds_people]
    return kinds


def may_be_compared(actor: Actor) -> ColumnElement[bool]:
    """On `Person`: whom a list of flagged people is held against, for this actor.

    A young person is, only for those cleared for Prevent and Deter: to be named on one case is
    not enough to be told how an agency keeps all of them.
    """
    works = visible_to(actor, SightLevel.WORK)
    if actor.cleared_for(Clearance.PREVENT_AND_DETER):
        return works
    return and_(works, Person.sight_compartment == SightCompartment.ADULT)


def check_may_bring(actor: Actor, kind: ListKind) -> None:
    if kind not in kinds_for(actor):
        raise RuleBroken("This kind of list is brought by another agency.", "kind")
    if not actor.agreement_in_force:
        raise RuleBroken("Your agency has no information sharing agreement in force.")


def check_may_decide(actor: Actor, batch: ImportBatch) -> None:
    check_may_bring(actor, batch.list_kind)
    if actor.agency_id != batch.agency_id:
        raise RuleBroken("Another agency brought this list.")
