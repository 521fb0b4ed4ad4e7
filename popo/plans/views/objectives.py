"""Objectives: written into a draft, raised as actions, handed over, ended with an outcome."""

from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.cases.queries import possible_workers
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightLevel
from popo.plans.forms.objectives import (
    AddObjectiveActionForm,
    AddObjectiveForm,
    EditObjectiveForm,
    EndObjectiveForm,
    HandOverObjectiveForm,
)
from popo.plans.models import Objective, PlanStatus
from popo.plans.queries.plans import Aim, befores_of, open_plan_in
from popo.plans.services import objectives as services
from popo.plans.services import owning
from popo.plans.views.common import (
    Answer,
    aim_of,
    begun,
    case_of,
    conflict,
    overtaken,
    page,
    person_named,
    plan_href,
    plans,
    user_chosen,
)
from popo.plans.views.needs import chosen_pathway
from popo.plans.wording import OUTCOMES
from popo.web.current import actor
from popo.web.notices import done, done_once


@plans.route("/people/<string:reference>/plan/objectives/add", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def add_objective(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    draft = open_plan_in(case_of(person).id, PlanStatus.DRAFT, actor())
    if draft is None:
        raise RuleBroken("Begin the plan first, or its review: objectives go into a draft.")
    form = begun(AddObjectiveForm, reference, {**chosen_pathway(), "owner": str(actor().user_id)})
    form.offer_owners(possible_workers(actor()))
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                details = form.details(user_chosen(form.owner.data))
                pathway, health = form.pathway.data, form.health.data
                services.add_objective(actor(), person, draft, pathway, details, health=health)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done_once(f"Objective added to the draft plan of {reference}.", first=first)
            return redirect(plan_href(person))
    return page("add_objective", person, form=form)


@plans.route("/objectives/<uuid:objective_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def edit_objective(objective_id: UUID) -> Answer:
    """In a draft; at a review, what was agreed last time stands beside it."""
    aim = aim_of(objective_id)
    form = begun(EditObjectiveForm, str(objective_id), _held(aim.objective))
    form.offer_owners(possible_workers(actor()))
    if form.validate_on_submit():
        details = form.details(user_chosen(form.owner.data))
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                services.edit_objective(actor(), aim, details, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(aim, form)
        else:
            done_once(f"Objective of {aim.person.reference} changed.", first=first)
            return redirect(_back(aim))
    before = befores_of([aim.objective]).get(aim.objective.id)
    return page("edit_objective", aim.person, form=form, aim=aim, before=before)


@plans.post("/objectives/<uuid:objective_id>/keep")
@requires(Permission.PLAN_EDIT)
def keep_objective(objective_id: UUID) -> Answer:
    """Nothing moved: one click."""
    aim = aim_of(objective_id)
    services.keep_objective(actor(), aim)
    return redirect(_back(aim))


@plans.post("/objectives/<uuid:objective_id>/remove")
@requires(Permission.PLAN_EDIT)
def remove_objective(objective_id: UUID) -> Answer:
    aim = aim_of(objective_id)
    services.remove_objective(actor(), aim)
    done("Taken out of the draft.")
    return redirect(_back(aim))


@plans.route("/objectives/<uuid:objective_id>/end", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def end_objective(objective_id: UUID) -> Answer:
    aim = aim_of(objective_id)
    form = begun(EndObjectiveForm, str(objective_id), {"version": aim.objective.version})
    if form.validate_on_submit():
        outcome, helped = form.details()
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                services.end_objective(actor(), aim, outcome, helped, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            theirs = aim.objective
            fields = [
                (
                    "How it ended",
                    "Open",
                    theirs.outcome.words if theirs.outcome else "Open",
                    OUTCOMES[outcome],
                ),
                ("What helped", "", theirs.what_helped or "", helped),
            ]
            return conflict(aim.person, fields, _back(aim))
        else:
            done_once(f"Outcome of an objective of {aim.person.reference} recorded.", first=first)
            return redirect(_back(aim))
    return page("end_objective", aim.person, form=form, aim=aim)


@plans.route("/objectives/<uuid:objective_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def hand_over_objective(objective_id: UUID) -> Answer:
    """Whoever may read the person may be the one who hands it over: the rule is the service's."""
    aim = aim_of(objective_id, SightLevel.READ)
    form = HandOverObjectiveForm(data={"version": aim.objective.version})
    form.offer_owners(possible_workers(actor()))
    if form.validate_on_submit():
        owner = user_chosen(form.details())
        try:
            owning.hand_over_objective(actor(), aim, owner, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            theirs = user_chosen(aim.objective.owner_id).name
            return conflict(aim.person, [("Who owns it", "", theirs, owner.name)], _back(aim))
        else:
            done(f"Offered to {owner.name}.")
            return redirect(_back(aim))
    owner = user_chosen(aim.objective.owner_id)
    return page("hand_over_objective", aim.person, form=form, aim=aim, owner=owner)


@plans.route("/objectives/<uuid:objective_id>/actions/add", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def add_objective_action(objective_id: UUID) -> Answer:
    aim = aim_of(objective_id)
    data = {"owner": str(aim.objective.owner_id)}
    form = begun(AddObjectiveActionForm, str(objective_id), data)
    form.offer_owners(possible_workers(actor()))
    if form.validate_on_submit():
        words, due_on = form.details()
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                owning.raise_action(actor(), aim, words, user_chosen(form.owner.data), due_on)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done_once("Action offered. Its owner accepts it or hands it back.", first=first)
            return redirect(_back(aim))
    return page("add_objective_action", aim.person, form=form, aim=aim)


def _held(row: Objective) -> dict[str, object]:
    return {
        "version": row.version,
        "own_words": row.own_words,
        "words": row.words,
        "measure": row.measure,
        "progress": row.progress,
        "target_on": row.target_on,
        "owner": str(row.owner_id),
    }


def _conflict(aim: Aim, form: EditObjectiveForm) -> Answer:
    now = EditObjectiveForm(None, data=_held(aim.objective))
    now.offer_owners(possible_workers(actor()))
    return overtaken(aim.person, form, now, _back(aim))


def _back(aim: Aim) -> str:
    """To the review where it is one, else to the plan."""
    if aim.plan.status is PlanStatus.DRAFT and aim.objective.before_id is not None:
        return url_for("plans.review_plan", reference=aim.person.reference)
    return plan_href(aim.person)
