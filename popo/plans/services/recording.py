"""What the trail keeps of plans and objectives, sealed as they are."""

from typing import Any

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.plans.models import Objective, Plan


def record_plan(event: Event, actor: Actor, plan: Plan) -> None:
    told = {
        "status": plan.status.value,
        "own_goals": plan.own_goals,
        "review_on": plan.review_on.isoformat(),
        "person_view": plan.person_view.value if plan.person_view else "",
        "person_words": plan.person_words or "",
        "end_words": plan.end_words or "",
    }
    record(
        event,
        actor,
        people=[plan.person_id],
        about=(Plan.__tablename__, plan.id),
        content=[(plan.key_scope(), told)],
        number=plan.number,
    )


def record_objective(
    event: Event,
    actor: Actor,
    objective: Objective,
    before: dict[str, str] | None = None,
    **details: Any,
) -> None:
    content = {"after": told_of(objective), **({"before": before} if before else {})}
    record(
        event,
        actor,
        people=[objective.person_id],
        about=(Objective.__tablename__, objective.id),
        content=[(objective.key_scope(), content)],
        **details,
    )


def told_of(objective: Objective) -> dict[str, str]:
    return {
        "pathway": objective.pathway.value,
        "own_words": objective.own_words,
        "words": objective.words,
        "measure": objective.measure,
        "progress": objective.progress,
        "target_on": objective.target_on.isoformat(),
        "owner": str(objective.owner_id),
        "outcome": objective.outcome.value if objective.outcome else "",
        "what_helped": objective.what_helped or "",
    }
