"""Who may bring which list."""

from sqlalchemy import ColumnElement, and_, or_

from popo.access.actor import Actor
from popo.access.permissions import Clearance, Permission
from popo.errors import RuleBroken
from popo.imports.kinds import ListKind
from popo.imports.models import ImportBatch, ListSource
from popo.people.models import Person, SightCompartment, SightLevel
from popo.people.policy import CRIMINAL_JUSTICE, visible_to


def kinds_for(actor: Actor) -> list[ListKind]:
    """The scheme's list is the co-ordinator's; what the law did is told by who keeps it.

    Whoever works on cases may bring back the lines of their own list that they took away.
    """
    kinds = []
    if actor.can(Permission.PEOPLE_IMPORT) or actor.can(Permission.CASE_EDIT):
        kinds.append(ListKind.PEOPLE)
    if actor.can(Permission.LIST_IMPORT) and actor.agency_kind in CRIMINAL_JUSTICE:
        kinds += [kind for kind in ListKind if not kind.adds_people]
    return kinds


def kind_words(actor: Actor, kind: ListKind) -> str:
    """What a kind of list is called for those who may bring it."""
    if kind.adds_people and not may_add_people(actor):
        return "People of your own list, taken away and edited"
    return kind.words


def may_add_people(actor: Actor) -> bool:
    return actor.can(Permission.PEOPLE_IMPORT)


def check_may_add_people(actor: Actor) -> None:
    if not may_add_people(actor):
        raise RuleBroken("Somebody new is added by a nomination, or by the co-ordinator's list.")


def may_see_batch(actor: Actor, batch: ImportBatch) -> bool:
    """A list of people may name some whom colleagues may not see: it is for who brought it."""
    if actor.agency_id != batch.agency_id:
        return False
    own = batch.operator_id == actor.user_id
    return own or may_add_people(actor) or not batch.list_kind.adds_people


def seen_batches(actor: Actor) -> ColumnElement[bool]:
    """The same rule as a condition on `ImportBatch`."""
    others = ImportBatch.list_kind != ListKind.PEOPLE
    who = [] if may_add_people(actor) else [or_(others, ImportBatch.operator_id == actor.user_id)]
    return and_(ImportBatch.agency_id == actor.agency_id, *who)


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


def may_use(actor: Actor, source: ListSource) -> bool:
    """Own lists come from sources of their own: the scheme's list is the co-ordinator's to read."""
    own = source.own_list or may_add_people(actor) or not source.list_kind.adds_people
    return own and source.list_kind in kinds_for(actor)


def check_may_use(actor: Actor, source: ListSource) -> None:
    check_may_bring(actor, source.list_kind)
    if not may_use(actor, source):
        raise RuleBroken("The co-ordinator brings this list.", "source_id")


def check_may_decide(actor: Actor, batch: ImportBatch) -> None:
    check_may_bring(actor, batch.list_kind)
    if not may_see_batch(actor, batch):
        raise RuleBroken("Somebody else brought this list.")
