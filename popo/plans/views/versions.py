"""The plan of one person: needs, objectives and support on one page, and its versions."""

from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies
from popo.cases.models import SchemeCase
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.plans.forms.plans import AgreePlanForm, EndPlanForm, WritePlanForm
from popo.plans.models import Plan, PlanStatus
from popo.plans.policy import may_change_need, may_end_plan, may_sign_off
from popo.plans.queries.needs import ended_needs_of, needs_of
from popo.plans.queries.plans import get_version, open_plan_in
from popo.plans.queries.support import services_by_id, support_of
from popo.plans.queries.unmet import unmet_of
from popo.plans.services import plans as services
from popo.plans.services.plans import Agreement
from popo.plans.views.common import (
    Answer,
    begun,
    case_of,
    conflict,
    overtaken,
    page,
    person_named,
    plan_href,
    plans,
    versions_for,
)
from popo.plans.views.drawing import drawn
from popo.plans.wording import STATUS_WORDS, VIEWS
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done_once

_NO_PLAN = "There is no plan in force to end."


@plans.get("/people/<string:reference>/plan")
@requires(Permission.PERSON_READ)
def show_plan(reference: str) -> Answer:
    person = person_named(reference)
    versions = versions_for(person)
    support = support_of(person, actor())
    return page(
        "show_plan",
        person,
        versions=versions,
        needs=needs_of(person, actor()),
        ended_needs=ended_needs_of(person, actor()),
        unmet=unmet_of(person, actor()),
        support=support,
        services=services_by_id(row.service_id for row in support),
        agencies={agency.id: agency for agency in list_agencies()},
        may_work=get_person(reference, actor(), SightLevel.WORK) is not None,
        may_change=lambda need: may_change_need(actor(), need),
        **drawn(versions.shown),
        **_rights(versions.case),
    )


def _rights(case: SchemeCase | None) -> dict[str, bool]:
    is_open = case is not None and case.closed_on is None
    return {
        "case_open": is_open,
        "may_sign_off": case is not None and is_open and may_sign_off(actor(), case),
        "may_end": case is not None and may_end_plan(actor(), case),
    }


@plans.get("/plans/<uuid:plan_id>")
@requires(Permission.PERSON_READ)
def show_version(plan_id: UUID) -> Answer:
    found = get_version(plan_id, actor())
    if found is None:
        refuse_sight("plan")
    plan, person = found
    return page("show_version", person, **drawn(plan))


@plans.route("/people/<string:reference>/plan/write", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def write_plan(reference: str) -> Answer:
    """Begins the first draft, or changes what the draft says of the person's goals."""
    person = person_named(reference, SightLevel.WORK)
    case = case_of(person)
    draft = open_plan_in(case.id, PlanStatus.DRAFT, actor())
    form = begun(WritePlanForm, reference, _held(draft))
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                services.write_plan(actor(), case, form.details(), form.version.data or None)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            stands = draft or versions_for(person).shown
            now = WritePlanForm(None, data=_held(stands))
            return overtaken(person, form, now, plan_href(person))
        else:
            done_once(
                f"The draft plan of {reference} is saved. Add what is to be reached.", first=first
            )
            return redirect(plan_href(person))
    return page("write_plan", person, form=form, draft=draft)


def _held(draft: Plan | None) -> dict[str, object]:
    if draft is None:
        return {"version": 0, "review_on": services.usual_review()}
    return {
        "version": draft.version,
        "own_goals": draft.own_goals,
        "review_on": draft.review_on,
    }


@plans.route("/people/<string:reference>/plan/agree", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def agree_plan(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    case = case_of(person)
    draft = open_plan_in(case.id, PlanStatus.DRAFT, actor())
    if draft is None:
        raise RuleBroken("There is no draft to agree. Write the plan, or review it.")
    form = begun(AgreePlanForm, reference, {"version": draft.version})
    if form.validate_on_submit():
        mine = form.details()
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                services.agree_plan(actor(), case, person, draft, mine, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _agree_conflict(person, draft, mine)
        else:
            done_once(
                f"Version {draft.number} of the plan of {reference} is in force.",
                next_href=url_for("plans.print_plan", reference=reference),
                next_text="Print their copy",
                first=first,
            )
            return redirect(plan_href(person))
    return page(
        "agree_plan", person, form=form, may_sign_off=may_sign_off(actor(), case), **drawn(draft)
    )


def _agree_conflict(person: Person, draft: Plan, mine: Agreement) -> Answer:
    now = f"{STATUS_WORDS[draft.status][0]}, changed since: read it again before you agree it"
    fields = [
        ("The plan", "Draft", now, "In force"),
        ("What they did", "", "", VIEWS[mine.view]),
        ("What they said", "", "", mine.words),
    ]
    return conflict(person, fields, plan_href(person))


@plans.route("/people/<string:reference>/plan/end", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def end_plan(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    versions = versions_for(person)
    plan, case = versions.agreed, versions.case
    if plan is None or case is None or plan.status is not PlanStatus.AGREED:
        raise RuleBroken(_NO_PLAN)
    form = begun(EndPlanForm, reference, {"version": plan.version})
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                services.end_plan(actor(), case, plan, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _end_conflict(person, plan, form.details())
        else:
            done_once(f"The plan of {reference} has ended.", first=first)
            return redirect(plan_href(person))
    return page("end_plan", person, form=form, may_end=may_end_plan(actor(), case), **drawn(plan))


def _end_conflict(person: Person, plan: Plan, words: str) -> Answer:
    now = STATUS_WORDS[plan.status][0]
    fields = [("The plan", "In force", now, "Ended"), ("Why the plan ends", "", "", words)]
    return conflict(person, fields, plan_href(person))
