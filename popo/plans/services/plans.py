"""The life of a plan: written, agreed and shown to the person, ended when all has an outcome."""

from dataclasses import dataclass
from datetime import date, timedelta

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership, users_by_id
from popo.audit.events import Event
from popo.cases.models import SchemeCase
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import AssertionKind
from popo.people.models import Person
from popo.people.policy import may_read
from popo.plans.models import (
    Objective,
    PersonView,
    Plan,
    PlanStatus,
)
from popo.plans.policy import may_end_plan, may_sign_off
from popo.plans.queries.plans import (
    every_action,
    every_objective,
    open_plan_in,
    plan_in,
    plans_in,
)
from popo.plans.services.owning import offer_objective
from popo.plans.services.recording import record_plan

REVIEW_WITHIN = timedelta(weeks=26)
USUAL_REVIEW = timedelta(weeks=12)


@dataclass(frozen=True)
class PlanDetails:
    """`own_goals` are the person's, in their words."""

    own_goals: str
    review_on: date


@dataclass(frozen=True)
class Agreement:
    """How the plan was shown to the person."""

    shown_on: date
    view: PersonView
    words: str


def usual_review() -> date:
    """When a plan is looked at again unless somebody says otherwise."""
    return clock.today() + USUAL_REVIEW


def write_plan(
    actor: Actor, case: SchemeCase, details: PlanDetails, read_version: int | None
) -> Plan:
    """Begins a draft, for which `read_version` is None, or changes the one in hand."""
    _check_open(case)
    _check_review(details.review_on)
    draft = open_plan_in(case.id, PlanStatus.DRAFT, actor)
    if (draft.version if draft else None) != read_version:
        raise StaleVersion
    if draft is None:
        _leave_childhood_behind(actor, case)
        if plan_in(case.id, PlanStatus.AGREED) is not None:
            raise RuleBroken("A plan is in force. Review it to change it.")
        draft = new_version(actor, case, details)
    draft.own_goals = details.own_goals.strip()
    draft.review_on = details.review_on
    record_plan(Event.PLAN_WRITTEN, actor, draft)
    return draft


def _leave_childhood_behind(actor: Actor, case: SchemeCase) -> None:
    """The plan of a childhood that is over was not handed over: those who go on begin anew."""
    for status in (PlanStatus.DRAFT, PlanStatus.AGREED):
        plan = plan_in(case.id, status)
        if plan is None or open_plan_in(case.id, status, actor) is plan:
            continue
        if status is PlanStatus.DRAFT:
            plan.status, told = PlanStatus.WITHDRAWN, Event.PLAN_WITHDRAWN
        else:
            plan.status, told = PlanStatus.ENDED, Event.PLAN_ENDED
            plan.ended_on, plan.ended_by_id = clock.today(), actor.user_id
            plan.end_words = "Not handed over: another plan was begun."
        record_plan(told, actor, plan)
        db.session.flush()  # only one version of a case may be in hand


def new_version(actor: Actor, case: SchemeCase, details: PlanDetails) -> Plan:
    """An empty draft, the next number of its case."""
    plan = Plan(
        person_id=case.person_id,
        agency_id=partnership().id,
        kind=AssertionKind.ASSESSMENT,
        case_id=case.id,
        number=len(plans_in(case)) + 1,
        review_on=details.review_on,
        drafted_on=clock.today(),
        drafted_by_id=actor.user_id,
        status=PlanStatus.DRAFT,
        edits=0,
        own_goals=details.own_goals.strip(),
    )
    db.session.add(plan)
    return plan


def agree_plan(
    actor: Actor,
    case: SchemeCase,
    person: Person,
    plan: Plan,
    agreement: Agreement,
    read_version: int,
) -> None:
    """The lead worker signs what was shown to the person; the version before becomes history.

    Each owner is offered their objective as an action, which they accept or hand back.
    """
    if plan.version != read_version:
        raise StaleVersion
    if not may_sign_off(actor, case):
        raise RuleBroken(
            "Only a lead worker of this case can agree its plan: the lead officer, the probation "
            "lead or the youth offending worker."
        )
    _check_open(case)
    _check_draft(plan)
    _check_shown(plan, agreement)
    objectives = every_objective(plan)
    _check_complete(actor, objectives)
    former = plan_in(case.id, PlanStatus.AGREED)
    if former is not None:
        former.status = PlanStatus.REVIEWED
        db.session.flush()  # only one version of a case may be in force
    plan.status = PlanStatus.AGREED
    plan.agreed_on, plan.agreed_by_id = clock.today(), actor.user_id
    plan.shown_on, plan.person_view = agreement.shown_on, agreement.view
    plan.person_words = agreement.words.strip() or None
    record_plan(Event.PLAN_AGREED, actor, plan)
    _offer(actor, person, objectives)


def end_plan(actor: Actor, case: SchemeCase, plan: Plan, words: str, read_version: int) -> None:
    """Refused until every objective says how it ended and what helped."""
    if plan.version != read_version:
        raise StaleVersion
    if not may_end_plan(actor, case):
        raise RuleBroken("Only a lead worker of this case or the co-ordinator can end its plan.")
    if plan.status is not PlanStatus.AGREED:
        raise RuleBroken("Only a plan in force can be ended.")
    if plan_in(case.id, PlanStatus.DRAFT) is not None:
        raise RuleBroken("A review of this plan is in hand. Agree it or withdraw it first.")
    if not words.strip():
        raise RuleBroken("Say why the plan ends.", "words")
    _check_outcomes(actor, every_objective(plan))
    plan.status = PlanStatus.ENDED
    plan.ended_on, plan.ended_by_id = clock.today(), actor.user_id
    plan.end_words = words.strip()
    record_plan(Event.PLAN_ENDED, actor, plan)


def _check_open(case: SchemeCase) -> None:
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")


def _check_review(review_on: date) -> None:
    if review_on <= clock.today():
        raise RuleBroken("The review must come after today.", "review_on")
    if review_on > clock.today() + REVIEW_WITHIN:
        raise RuleBroken("A plan is reviewed within six months.", "review_on")


def _check_draft(plan: Plan) -> None:
    if plan.status is not PlanStatus.DRAFT:
        raise RuleBroken("This version of the plan is not a draft.")


def _check_shown(plan: Plan, agreement: Agreement) -> None:
    if agreement.shown_on > clock.today():
        raise RuleBroken("The day cannot be in the future.", "shown_on")
    if agreement.shown_on < plan.drafted_on:
        raise RuleBroken("The plan was drafted after that day.", "shown_on")
    if agreement.view is PersonView.DISAGREED and not agreement.words.strip():
        raise RuleBroken("Say what they do not agree with.", "words")
    if plan.review_on <= clock.today():
        raise RuleBroken("The review date has passed. Change it in the draft first.")


def _check_complete(actor: Actor, objectives: list[Objective]) -> None:
    """What the actor may not read is the business of the agency that may."""
    if not objectives:
        raise RuleBroken("Add at least one objective first.")
    left = [row for row in objectives if row.looked_on is None and may_read(row, actor)]
    if left:
        raise RuleBroken("Go through every objective first: say what moved, or that nothing did.")


def _check_outcomes(actor: Actor, objectives: list[Objective]) -> None:
    left = [row for row in objectives if row.outcome is None]
    if any(may_read(row, actor) for row in left):
        raise RuleBroken("Give every objective its outcome first, and say what helped.")
    if left:
        raise RuleBroken(
            "An objective that you may not read has no outcome yet. Ask the agency that wrote it."
        )


def _offer(actor: Actor, person: Person, objectives: list[Objective]) -> None:
    """One action for each objective that has none open yet."""
    raised = every_action(objectives)
    owners = users_by_id(row.owner_id for row in objectives)
    for row in objectives:
        is_open = any(action.status.is_open for action in raised.get(row.thread_id, []))
        if row.outcome is None and not is_open:
            offer_objective(actor, person, row, owners[row.owner_id])
