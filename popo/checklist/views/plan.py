"""The group's action plan: in force, in its versions, as a draft, and progress on it."""

from typing import Any
from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.accounts.queries import user_by_id, users_by_id
from popo.cases.queries import possible_workers
from popo.checklist.forms.plan import (
    AgreeGroupPlanForm,
    ProgressForm,
    RemoveTargetForm,
    TargetForm,
)
from popo.checklist.kinds import TargetStanding
from popo.checklist.models import GroupPlan, GroupPlanStatus, GroupTarget
from popo.checklist.policy import keeps, may_work_on
from popo.checklist.queries import plan as queries
from popo.checklist.queries.steers import meetings_held
from popo.checklist.services import plan as services
from popo.checklist.views.blueprint import Answer, blueprint, page
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import MeetingBody
from popo.meetings.queries import get_meeting
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

TARGET_TONES = {
    TargetStanding.LATE: "bad",
    TargetStanding.BEHIND: "waiting",
    TargetStanding.ON_TRACK: "plain",
    TargetStanding.DONE: "good",
}


@blueprint.get("/action-plan")
@requires(Permission.CHECKLIST_READ)
def show_group_plan() -> Answer:
    plans = queries.list_plans()
    found = {plan.status: plan for plan in reversed(plans)}
    agreed = found.get(GroupPlanStatus.AGREED)
    return page(
        "show_group_plan",
        plans=plans,
        draft=found.get(GroupPlanStatus.DRAFT),
        **_drawn(agreed),
    )


@blueprint.get("/action-plan/versions/<uuid:plan_id>")
@requires(Permission.CHECKLIST_READ)
def show_plan_version(plan_id: UUID) -> Answer:
    return page("show_plan_version", **_drawn(_plan(plan_id)))


@blueprint.post("/action-plan/draft")
@requires(Permission.MEETING_RUN)
def draft_group_plan() -> Answer:
    plan = services.draft_plan(actor())
    done(f"Version {plan.number} is a draft. Nothing of it is in force until it is agreed.")
    return _to(plan)


@blueprint.route("/action-plan/versions/<uuid:plan_id>/targets/add", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def add_target(plan_id: UUID) -> Answer:
    plan = _plan(plan_id)
    form = TargetForm(data=TargetForm.held(plan))
    form.offer(possible_workers(actor()))
    if form.validate_on_submit():
        try:
            services.add_target(actor(), plan, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(form, plan, None, possible_workers(actor()))
        else:
            done("The target is in the draft.")
            return _to(plan)
    return page("add_target", form, plan=plan)


@blueprint.route("/action-plan/targets/<uuid:target_id>/edit", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def edit_target(target_id: UUID) -> Answer:
    target, plan = _target(target_id)
    users = _owners(target)
    form = TargetForm(data=TargetForm.held(plan, target))
    form.offer(users)
    if form.validate_on_submit():
        try:
            services.edit_target(actor(), plan, target, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(form, plan, target, users)
        else:
            done("The target is saved.")
            return _to(plan)
    return page("edit_target", form, plan=plan, target=target)


@blueprint.route("/action-plan/targets/<uuid:target_id>/remove", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def remove_target(target_id: UUID) -> Answer:
    target, plan = _target(target_id)
    form = RemoveTargetForm(data={"version": plan.version})
    if form.validate_on_submit():
        try:
            services.remove_target(actor(), plan, target, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = RemoveTargetForm(None, data={"version": plan.version})
            return conflict_page(form, now, url_for(".show_plan_version", plan_id=plan.id))
        else:
            done("The target is taken out of the draft.")
            return _to(plan)
    return page("remove_target", form, plan=plan, target=target)


@blueprint.route("/action-plan/versions/<uuid:plan_id>/agree", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def agree_group_plan(plan_id: UUID) -> Answer:
    plan = _plan(plan_id)
    meetings = meetings_held(MeetingBody.ACTION_GROUP)
    form = AgreeGroupPlanForm(data={"version": plan.version})
    form.offer(meetings)
    if form.validate_on_submit():
        try:
            services.agree_plan(actor(), plan, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = AgreeGroupPlanForm(None, data={"version": plan.version})
            now.offer(meetings)
            return conflict_page(form, now, url_for(".show_plan_version", plan_id=plan.id))
        else:
            done(f"Version {plan.number} is in force and no longer changes.")
            return redirect(url_for(".show_group_plan"))
    return page("agree_group_plan", form, plan=plan, targets=queries.targets_of(plan))


@blueprint.route("/action-plan/targets/<uuid:target_id>", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_READ)
def show_target(target_id: UUID) -> Answer:
    """The target, what was said of it, and, for its owner, the form that adds to it."""
    target, plan = _target(target_id)
    form = ProgressForm()
    if form.validate_on_submit():
        try:
            services.note_progress(actor(), plan, target, *form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The progress is noted.")
            return redirect(url_for(".show_target", target_id=target.id))
    history = queries.progress_of(target)
    in_force = plan.status is GroupPlanStatus.AGREED
    return page(
        "show_target",
        form,
        plan=plan,
        target=target,
        owner=user_by_id(target.owner_id),
        history=history,
        users=users_by_id({row.said_by_id for row in history}),
        may_say=in_force and may_work_on(actor(), target),
    )


def _drawn(plan: GroupPlan | None) -> dict[str, Any]:
    lines = queries.lines_of(plan) if plan else []
    return {
        "plan": plan,
        "lines": lines,
        "counts": queries.by_standing(lines),
        "tones": TARGET_TONES,
        "meeting": get_meeting(plan.meeting_id) if plan and plan.meeting_id else None,
        "keeps": keeps(actor()),
    }


def _plan(plan_id: UUID) -> GroupPlan:
    found = queries.get_plan(plan_id)
    if found is None:
        refuse_sight("action plan")
    return found


def _target(target_id: UUID) -> tuple[GroupTarget, GroupPlan]:
    found = queries.get_target(target_id)
    if found is None:
        refuse_sight("target")
    return found


def _owners(target: GroupTarget) -> list[User]:
    users = possible_workers(actor())
    owner = user_by_id(target.owner_id)
    return users if owner is None or owner in users else [*users, owner]


def _overtaken(
    form: TargetForm, plan: GroupPlan, target: GroupTarget | None, users: list[User]
) -> Answer:
    now = TargetForm(None, data=TargetForm.held(plan, target))
    now.offer(users)
    return conflict_page(form, now, url_for(".show_plan_version", plan_id=plan.id))


def _to(plan: GroupPlan) -> Response:
    return redirect(url_for(".show_plan_version", plan_id=plan.id))
