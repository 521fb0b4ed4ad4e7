"""After a case has closed: who was told, the exit plan, and the record of the decision."""

from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.models import ExitPlan
from popo.cases.queries import possible_workers
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import meetings_of
from popo.people.models import Person, SightLevel
from popo.people.queries.person import person_by_id
from popo.people.services import looked_at
from popo.selection import services
from popo.selection.forms.decisions import ENDS
from popo.selection.forms.exits import HandOverExitPlanForm, ReviewExitPlanForm, support_field
from popo.selection.forms.panel import VIEWS
from popo.selection.leaving import SUPPORTS
from popo.selection.queries.after_watch import watches_behind
from popo.selection.queries.decisions import get_decision
from popo.selection.queries.exits import closing_of, get_exit_plan, get_notice
from popo.selection.services.exits import check_may_look_after
from popo.selection.views.common import (
    DECISION_WORDS,
    Answer,
    person_page,
    selection,
)
from popo.selection.views.panel import is_new, open_drafted
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn


@selection.get("/decisions/<uuid:decision_id>/record")
@requires(Permission.NOMINATION_MAKE)
def show_decision_record(decision_id: UUID) -> Answer:
    """One decision to read and print: who was asked, what they said and why."""
    decided = get_decision(decision_id, actor())
    person = person_by_id(decided.decision.person_id, actor(), SightLevel.READ) if decided else None
    if decided is None or person is None:
        refuse_sight("decision")
    decision = decided.decision
    named = {decision.recorded_by_id, *(row.user_id for row in decided.parties)}
    items = [decision.agenda_item_id, decision.ratified_item_id, decision.undone_item_id]
    return person_page(
        "show_decision_record",
        person,
        decided=decided,
        decision=decision,
        users=users_by_id(named | {key for key in [decision.proposed_by_id] if key}),
        agencies={agency.id: agency.name for agency in list_agencies()},
        meetings=meetings_of(key for key in items if key),
        decision_words=DECISION_WORDS,
        view_words=VIEWS,
        end_words=ENDS,
    )


@selection.post("/exit-notices/<uuid:notice_id>/told")
@requires(Permission.CASE_EDIT)
def note_told(notice_id: UUID) -> Answer:
    notice = get_notice(notice_id, actor())
    if notice is None:
        refuse_sight("exit notice")
    closing = closing_of(notice.case_id, actor())
    if closing is None:
        refuse_sight("exit notice")
    try:
        services.note_told(actor(), notice)
    except RuleBroken as broken:
        warn(broken.message)
    else:
        done("The agency is ticked off as told.")
    return redirect(url_for(".show_de_selection", decision_id=closing.id))


@selection.route("/exit-plans/<uuid:plan_id>/review", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def review_exit_plan(plan_id: UUID) -> Answer:
    plan, person = _found(plan_id)
    form = open_drafted(ReviewExitPlanForm, str(plan_id), _held(plan))
    if form.validate_on_submit():
        if not is_new(form):
            return _after(plan, person)
        try:
            details = form.details(plan.owner_id)
            services.review_exit_plan(actor(), plan, details, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(plan, person, form)
        else:
            done(f"The exit plan of {person.reference} was gone through today.")
            return _after(plan, person)
    return person_page(
        "review_exit_plan",
        person,
        form=form,
        plan=plan,
        parts={part: support_field(part) for part in SUPPORTS},
        back=_after_href(plan, person),
        owner=users_by_id([plan.owner_id])[plan.owner_id],
    )


@selection.route("/exit-plans/<uuid:plan_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def hand_over_exit_plan(plan_id: UUID) -> Answer:
    plan, person = _found(plan_id)
    form = HandOverExitPlanForm()
    form.offer(possible_workers(actor()))
    if form.validate_on_submit():
        try:
            watches = watches_behind(plan.case_id)
            services.hand_over_exit_plan(actor(), plan, form.details(), watches)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The exit plan of {person.reference} is handed over.")
            return redirect(url_for(".list_watches"))
    back = _after_href(plan, person)
    return person_page("hand_over_exit_plan", person, form=form, back=back)


def _found(plan_id: UUID) -> tuple[ExitPlan, Person]:
    plan = get_exit_plan(plan_id, actor())
    person = person_by_id(plan.person_id, actor(), SightLevel.READ) if plan else None
    if plan is None or person is None:
        refuse_sight("exit plan")
    check_may_look_after(actor(), plan)
    return plan, person


def _held(plan: ExitPlan) -> dict[str, object]:
    supports = plan.supports if isinstance(plan.supports, dict) else {}
    fields = {support_field(part): supports.get(part, "") for part in SUPPORTS}
    return {"version": plan.version, "words": plan.words, "ends_on": plan.ends_on, **fields}


def _after_href(plan: ExitPlan, person: Person) -> str:
    closing = closing_of(plan.case_id, actor())
    if closing is None:
        return url_for(".person_selection", reference=person.reference)
    return url_for(".show_de_selection", decision_id=closing.id)


def _after(plan: ExitPlan, person: Person) -> Answer:
    return redirect(_after_href(plan, person))


def _overtaken(plan: ExitPlan, person: Person, form: ReviewExitPlanForm) -> tuple[str, int]:
    """What the plan says now, beside what was typed."""
    looked_at(actor(), person, "selection")
    now = ReviewExitPlanForm(None, data=_held(plan))
    return conflict_page(form, now, url_for(".review_exit_plan", plan_id=plan.id))
