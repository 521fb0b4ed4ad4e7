"""Objectives: written in the draft, gone through at review, ended with an outcome."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.audit.events import Event
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import KeyScope
from popo.people.about import AssertionKind
from popo.people.models import Person
from popo.plans.models import Objective, ObjectiveOutcome, Pathway, Plan, PlanStatus
from popo.plans.policy import compartment_of, record_owner
from popo.plans.queries.plans import Aim, every_objective, objectives_of
from popo.plans.services.owning import check_no_review, check_owner
from popo.plans.services.recording import record_objective, told_of


@dataclass(frozen=True)
class ObjectiveDetails:
    """`own_words` are the person's; `measure` says how everybody will know that it is done."""

    own_words: str
    words: str
    measure: str
    target_on: date
    owner: User
    progress: str = ""


def add_objective(
    actor: Actor,
    person: Person,
    plan: Plan,
    pathway: Pathway,
    details: ObjectiveDetails,
    *,
    health: bool,
) -> Objective:
    """Joint, and the partnership's record; in health the writer's agency's."""
    _check_draft(plan)
    compartment = compartment_of(pathway, health=health)
    scope = KeyScope(person.id, record_owner(actor, compartment), compartment)
    _check(details, person, scope)
    key = uuid4()
    objective = Objective(
        id=key,
        person_id=person.id,
        agency_id=scope.agency,
        compartment=compartment,
        kind=AssertionKind.ASSESSMENT,
        plan_id=plan.id,
        thread_id=key,
        position=max([row.position for row in every_objective(plan)], default=0) + 1,
        pathway=pathway,
        looked_on=clock.today(),
        **_values(details),
    )
    db.session.add(objective)
    plan.edits += 1
    record_objective(Event.OBJECTIVE_ADDED, actor, objective)
    return objective


def edit_objective(actor: Actor, aim: Aim, details: ObjectiveDetails, read_version: int) -> None:
    """Changes the draft; at a review, it was gone through."""
    objective = aim.objective
    _check_version(objective, read_version)
    _check_draft(aim.plan)
    _check(details, aim.person, objective.key_scope())
    before = told_of(objective)
    for name, value in _values(details).items():
        setattr(objective, name, value)
    _looked(aim)
    record_objective(Event.OBJECTIVE_EDITED, actor, objective, before)


def keep_objective(actor: Actor, aim: Aim) -> None:
    """Nothing moved since last time; doing so twice changes nothing."""
    _check_draft(aim.plan)
    if aim.objective.looked_on is None:
        _looked(aim)
        record_objective(Event.OBJECTIVE_KEPT, actor, aim.objective)


def keep_others(actor: Actor, person: Person, plan: Plan) -> int:
    """Nothing moved in any of those that were not gone through; says how many."""
    left = [row for row in objectives_of(plan, actor) if row.looked_on is None]
    for row in left:
        keep_objective(actor, Aim(row, plan, person))
    return len(left)


def remove_objective(actor: Actor, aim: Aim) -> None:
    """Takes out what was written into this draft by mistake; the trail keeps it, sealed."""
    _check_draft(aim.plan)
    if aim.objective.before_id is not None:
        raise RuleBroken("This was agreed last time. Say how it ended instead.")
    record_objective(Event.OBJECTIVE_REMOVED, actor, aim.objective)
    db.session.delete(aim.objective)
    aim.plan.edits += 1


def end_objective(
    actor: Actor, aim: Aim, outcome: ObjectiveOutcome, what_helped: str, read_version: int
) -> None:
    """How it ended, and what helped or would have; once only."""
    objective = aim.objective
    _check_version(objective, read_version)
    if aim.plan.status not in {PlanStatus.AGREED, PlanStatus.DRAFT}:
        raise RuleBroken("This version of the plan is no longer in force.")
    if aim.plan.status is PlanStatus.DRAFT and objective.before_id is None:
        raise RuleBroken("This is new in the draft. Take it out instead.")
    check_no_review(aim.plan)
    if objective.outcome is not None:
        raise RuleBroken("This objective has its outcome.")
    if not what_helped.strip():
        raise RuleBroken("Say what helped, or what would have.", "what_helped")
    before = told_of(objective)
    objective.outcome = outcome
    objective.outcome_on = clock.today()
    objective.outcome_by_id = actor.user_id
    objective.what_helped = what_helped.strip()
    if aim.plan.status is PlanStatus.DRAFT:
        _looked(aim)
    record_objective(Event.OBJECTIVE_ENDED, actor, objective, before, outcome=outcome.value)


def _looked(aim: Aim) -> None:
    aim.objective.looked_on = clock.today()
    aim.plan.edits += 1


def _check_version(objective: Objective, read_version: int) -> None:
    if objective.version != read_version:
        raise StaleVersion


def _check_draft(plan: Plan) -> None:
    if plan.status is not PlanStatus.DRAFT:
        raise RuleBroken("What was agreed no longer changes. Review the plan instead.")


def _check(details: ObjectiveDetails, person: Person, scope: KeyScope) -> None:
    if not details.words.strip():
        raise RuleBroken("Say what is to be reached.", "words")
    if not details.measure.strip():
        raise RuleBroken("Say how you will know that it is done.", "measure")
    if details.target_on < clock.today():
        raise RuleBroken("The target must be today or later.", "target_on")
    check_owner(details.owner, person, scope)


def _values(details: ObjectiveDetails) -> dict[str, object]:
    return {
        "own_words": details.own_words.strip(),
        "words": details.words.strip(),
        "measure": details.measure.strip(),
        "progress": details.progress.strip(),
        "target_on": details.target_on,
        "owner_id": details.owner.id,
        "owner_agency_id": details.owner.agency_id,
    }
