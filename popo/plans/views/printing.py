"""The plan in plain words, to go through together, sign and take away."""

from flask import render_template, request

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import partnership
from popo.circumstances.services.letters import check_letter
from popo.errors import RuleBroken
from popo.people.models import MarkerKind, SightLevel
from popo.people.models.person import ADULT_AGE
from popo.people.queries import markers_of, names_of
from popo.plans.models import PlanStatus
from popo.plans.services.printing import printed
from popo.plans.views.common import Answer, person_named, plans, said, versions_for
from popo.plans.views.drawing import drawn
from popo.web.current import actor

_TO_HEED = (MarkerKind.COMMUNICATION, MarkerKind.VULNERABILITY)


@plans.get("/people/<string:reference>/plan/print")
@requires(Permission.PLAN_EDIT)
def print_plan(reference: str) -> Answer:
    """The draft in hand, to be gone through together; else what is in force.

    Health objectives are on it only where whoever prints it may read them.
    """
    person = person_named(reference, SightLevel.WORK)
    versions = versions_for(person)
    plan = versions.draft or versions.agreed
    if plan is None:
        raise RuleBroken("There is no plan to print yet.")
    letter = check_letter(actor(), person, by_hand="by_hand" in request.args)
    printed(actor(), plan)
    age = person.age_on(clock.today())
    return render_template(
        "plans/print_plan.html",
        person=person,
        name=names_of([person.id], actor()).get(person.id),
        young=person.is_young,
        child=age is not None and age < ADULT_AGE,
        letter=letter,
        is_draft=plan.status is PlanStatus.DRAFT,
        to_heed=[row for row in markers_of(person.id, actor()) if row.marker_kind in _TO_HEED],
        body=partnership(),
        **said(),
        **drawn(plan),
    )
