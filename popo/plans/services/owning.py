"""Who owns an objective: offered as an action, handed over, and looked after by default."""

from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import Agency, User
from popo.accounts.queries import actor_for
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.actions.policy import may_settle
from popo.actions.queries import may_own
from popo.actions.services import end_action, offer_action
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment, KeyScope
from popo.people.about import Handling
from popo.people.models import Person
from popo.plans.models import DefaultOwner, Objective, ObjectiveAction, Plan, PlanStatus
from popo.plans.policy import may_hand_over, may_set_default_owner
from popo.plans.queries.owners import default_owner_of
from popo.plans.queries.plans import Aim, every_action, plan_in
from popo.plans.services.recording import record_objective, told_of


def offer_objective(actor: Actor, person: Person, objective: Objective, owner: User) -> None:
    """The owner accepts or hands back an action. It is no health record, so it tells none."""
    health = objective.compartment is Compartment.HEALTH
    words = "Own an objective of the plan, which tells it" if health else objective.words
    due_on = max(objective.target_on, clock.today())
    raise_action(actor, Aim(objective, _plan_of(objective), person), words, owner, due_on)


def raise_action(actor: Actor, aim: Aim, words: str, owner: User, due_on: date) -> Action:
    """One step towards the objective. Of a health objective, two agencies see it."""
    objective = aim.objective
    if objective.outcome is not None:
        raise RuleBroken("This objective has ended.")
    if aim.plan.status is not PlanStatus.AGREED:
        raise RuleBroken("Agree the plan first: what it asks of people is offered then.")
    health = objective.compartment is Compartment.HEALTH
    action = offer_action(
        actor,
        words,
        owner,
        due_on,
        ActionOrigin.PLAN,
        aim.person,
        handling=Handling.OWN_AGENCY if health else Handling.ACTION_GROUP,
    )
    db.session.add(ObjectiveAction(thread_id=objective.thread_id, action_id=action.id))
    return action


def hand_over_objective(actor: Actor, aim: Aim, owner: User, read_version: int) -> None:
    """Gives an objective of the plan in force to somebody else, who is asked to accept it."""
    objective = aim.objective
    if objective.version != read_version:
        raise StaleVersion
    if not may_hand_over(actor, objective, default_owner_of(objective.owner_agency_id)):
        raise RuleBroken(
            "Only its owner, the lead or the default owner of the owner's agency, or the "
            "co-ordinator can hand it over."
        )
    if aim.plan.status is not PlanStatus.AGREED or objective.outcome is not None:
        raise RuleBroken("Only an open objective of the plan in force can be handed over.")
    check_no_review(aim.plan)
    if owner.id == objective.owner_id:
        raise RuleBroken("This colleague owns it already.", "owner")
    check_owner(owner, aim.person, objective.key_scope())
    before = told_of(objective)
    _release(actor, objective)
    objective.owner_id, objective.owner_agency_id = owner.id, owner.agency_id
    record_objective(Event.OBJECTIVE_HANDED_OVER, actor, objective, before)
    offer_objective(actor, aim.person, objective, owner)


def check_no_review(plan: Plan) -> None:
    """What is said of a version in force would be lost on its copy in a review."""
    if plan.status is PlanStatus.AGREED and plan_in(plan.case_id, PlanStatus.DRAFT) is not None:
        raise RuleBroken("A review of this plan is in hand. Say it there.")


def check_owner(owner: User, person: Person, scope: KeyScope) -> None:
    """The owner may open the person and read the objective, which lies in `scope`.

    Says nothing of why: the reason may itself be confidential.
    """
    if not may_own(owner, person) or not _may_open(owner, scope):
        raise RuleBroken(
            f"{owner.name} cannot own an objective about {person.reference} as things stand. "
            "Choose somebody else, or ask the co-ordinator to arrange it.",
            "owner",
        )


def _may_open(owner: User, scope: KeyScope) -> bool:
    """Health records are for the agency that wrote them and for those who are cleared."""
    if scope.compartment is not Compartment.HEALTH or owner.agency_id == scope.agency:
        return True
    return actor_for(owner).cleared_for(Clearance.HEALTH)


def set_default_owner(actor: Actor, agency: Agency, user: User) -> DefaultOwner:
    """From today; the former one ends."""
    if not may_set_default_owner(actor, agency.id):
        raise RuleBroken("Only the co-ordinator or a lead of that agency can choose this.")
    if user.agency_id != agency.id or user.closed_at is not None:
        raise RuleBroken("Choose a colleague of that agency.", "user")
    former = default_owner_of(agency.id)
    if former is not None:
        if former.user_id == user.id:
            raise RuleBroken("This colleague is the default owner already.", "user")
        former.end(clock.today())
    chosen = DefaultOwner(
        agency_id=agency.id, user_id=user.id, set_by_id=actor.user_id, starts_on=clock.today()
    )
    db.session.add(chosen)
    record(
        Event.DEFAULT_OWNER_SET,
        actor,
        about=(DefaultOwner.__tablename__, chosen.id),
        agency=str(agency.id),
        user=str(user.id),
    )
    return chosen


def _release(actor: Actor, objective: Objective) -> None:
    """Ends what the former owner was asked to do for it, where the actor may."""
    for action in every_action([objective]).get(objective.thread_id, []):
        if (
            action.status.is_open
            and action.owner_id == objective.owner_id
            and may_settle(actor, action)
        ):
            end_action(
                actor,
                action,
                ActionStatus.SUPERSEDED,
                "The objective was handed over.",
                action.version,
            )


def _plan_of(objective: Objective) -> Plan:
    return db.session.get_one(Plan, objective.plan_id)
