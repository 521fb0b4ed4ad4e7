"""Who may change what of the checklist and of the group's other papers."""

from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.checklist.models import ChecklistRound, GroupTarget, ResourceRequest, Steer


def keeps(actor: Actor) -> bool:
    """Whoever runs meetings keeps the papers of the group."""
    return actor.can(Permission.MEETING_RUN)


def may_edit(actor: Actor, held: ChecklistRound) -> bool:
    return keeps(actor) or held.owner_id == actor.user_id


def may_work_on(actor: Actor, owned: Steer | GroupTarget) -> bool:
    return keeps(actor) or owned.owner_id == actor.user_id


def may_read_request(actor: Actor, asked: ResourceRequest) -> bool:
    """Boards read what was sent to them, the group its own from the first word."""
    return asked.sent_on is not None or actor.can(Permission.CHECKLIST_READ)
