"""The side-by-side review: last time and now, asking only what moved."""

from flask import abort, redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.people.models import SightLevel
from popo.plans.comparing import moved
from popo.plans.forms.plans import PressForm
from popo.plans.models import Plan, PlanStatus
from popo.plans.policy import may_sign_off
from popo.plans.queries.plans import befores_of, open_plan_in
from popo.plans.services import objectives as objective_services
from popo.plans.services import reviews as services
from popo.plans.views.common import (
    Answer,
    case_of,
    page,
    person_named,
    plan_href,
    plans,
    users_of,
    versions_for,
)
from popo.plans.views.drawing import drawn
from popo.web.current import actor
from popo.web.notices import done


@plans.route("/people/<string:reference>/plan/review", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def review_plan(reference: str) -> Answer:
    """Begun by a press; then each objective beside what was agreed last time."""
    person = person_named(reference, SightLevel.WORK)
    case = case_of(person)
    versions = versions_for(person)
    former, draft = versions.agreed, versions.draft
    if former is None or former.status is not PlanStatus.AGREED:
        raise RuleBroken("There is no plan in force to review.")
    form = PressForm(data={"version": former.version})
    if form.validate_on_submit():
        services.review_plan(actor(), case, former)
        done("The review has begun. Say what moved; what did not takes one click.")
        return redirect(url_for("plans.review_plan", reference=reference))
    parts = drawn(draft)
    befores = befores_of(parts["objectives"])
    parts["users"] |= users_of(row.owner_id for row in befores.values())
    return page(
        "review_plan",
        person,
        form=form,
        former=former,
        befores=befores,
        moved=moved,
        may_sign_off=may_sign_off(actor(), case),
        **parts,
    )


@plans.post("/people/<string:reference>/plan/review/keep")
@requires(Permission.PLAN_EDIT)
def keep_others(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    objective_services.keep_others(actor(), person, _draft(reference))
    return redirect(url_for("plans.review_plan", reference=reference))


@plans.post("/people/<string:reference>/plan/withdraw")
@requires(Permission.PLAN_EDIT)
def withdraw_plan(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    draft, form = _draft(reference), PressForm()
    if not form.validate():
        abort(400)
    services.withdraw_plan(actor(), draft, form.details())
    done("The draft was withdrawn. It stays on record.")
    return redirect(plan_href(person))


def _draft(reference: str) -> Plan:
    case = case_of(person_named(reference, SightLevel.WORK))
    draft = open_plan_in(case.id, PlanStatus.DRAFT, actor())
    if draft is None:
        raise RuleBroken("There is no draft of the plan.")
    return draft
