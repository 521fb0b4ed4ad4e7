"""A copy of the plan leaves the system."""

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.plans.models import Plan


def printed(actor: Actor, plan: Plan) -> None:
    """Somebody opened the copy that the person takes away."""
    record(
        Event.PLAN_PRINTED,
        actor,
        people=[plan.person_id],
        about=(Plan.__tablename__, plan.id),
        number=plan.number,
    )
