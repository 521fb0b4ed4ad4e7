"""A review: the next version, copied forward from the plan in force, asking what moved."""

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.cases.models import SchemeCase
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.plans.models import Objective, Plan, PlanStatus
from popo.plans.queries.plans import every_objective, plan_in
from popo.plans.services.plans import PlanDetails, new_version, usual_review
from popo.plans.services.recording import record_plan

_CARRIED = (
    "person_id",
    "agency_id",
    "compartment",
    "kind",
    "handling",
    "thread_id",
    "position",
    "pathway",
    "target_on",
    "owner_id",
    "owner_agency_id",
    "own_words",
    "words",
    "measure",
    "progress",
)


def review_plan(actor: Actor, case: SchemeCase, plan: Plan) -> Plan:
    """Begins the next version with every objective that has no outcome, none gone through yet."""
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")
    if plan.status is not PlanStatus.AGREED:
        raise RuleBroken("Only a plan in force can be reviewed.")
    if plan_in(case.id, PlanStatus.DRAFT) is not None:
        raise RuleBroken("A review of this plan is already in hand.")
    details = PlanDetails(plan.own_goals, usual_review())
    draft = new_version(actor, case, details)
    for row in every_objective(plan):
        if row.outcome is None:
            db.session.add(_copied(row, draft))
    record_plan(Event.PLAN_REVIEW_BEGUN, actor, draft)
    return draft


def withdraw_plan(actor: Actor, plan: Plan, read_version: int) -> None:
    """The draft comes to nothing; it stays, and what was in force goes on."""
    if plan.version != read_version:
        raise StaleVersion
    if plan.status is not PlanStatus.DRAFT:
        raise RuleBroken("Only a draft can be withdrawn.")
    plan.status = PlanStatus.WITHDRAWN
    record_plan(Event.PLAN_WITHDRAWN, actor, plan)


def _copied(row: Objective, draft: Plan) -> Objective:
    carried = {name: getattr(row, name) for name in _CARRIED}
    return Objective(plan_id=draft.id, before_id=row.id, looked_on=None, **carried)
