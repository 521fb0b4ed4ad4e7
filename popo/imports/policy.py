"""Who may bring which list."""

from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.imports.kinds import ListKind
from popo.imports.models import ImportBatch
from popo.people.policy import CRIMINAL_JUSTICE


def kinds_for(actor: Actor) -> list[ListKind]:
    """The scheme's own list is the co-ordinator's; what the law did is told by who keeps it."""
    kinds = []
    if actor.can(Permission.PEOPLE_IMPORT):
        kinds.append(ListKind.PEOPLE)
    if actor.can(Permission.LIST_IMPORT) and actor.agency_kind in CRIMINAL_JUSTICE:
        kinds += [kind for kind in ListKind if not kind.adds_people]
    return kinds


def check_may_bring(actor: Actor, kind: ListKind) -> None:
    if kind not in kinds_for(actor):
        raise RuleBroken("This kind of list is brought by another agency.", "kind")
    if not actor.agreement_in_force:
        raise RuleBroken("Your agency has no information sharing agreement in force.")


def check_may_decide(actor: Actor, batch: ImportBatch) -> None:
    check_may_bring(actor, batch.list_kind)
    if actor.agency_id != batch.agency_id:
        raise RuleBroken("Another agency brought this list.")
