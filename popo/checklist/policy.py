"""Who may change what of the checklist and of the group's other papers."""

from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.checklist.models import ChecklistRound


def keeps(actor: Actor) -> bool:
    """Whoever runs meetings keeps the papers of the group."""
    return actor.can(Permission.MEETING_RUN)


def may_edit(actor: Actor, held: ChecklistRound) -> bool:
    return keeps(actor) or held.owner_id == actor.user_id
