from datetime import date

import pytest

from popo import clock
from popo.access.permissions import Clearance, Role
from popo.accounts.queries import actor_for
from popo.accounts.services import close_user
from popo.actions.models import ActionStatus
from popo.actions.queries import for_person, owed_by
from popo.cases.models import AssignmentRole
from popo.cases.services import assign_worker, end_assignment
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import Handling
from popo.plans.models import DefaultOwner, ObjectiveOutcome, Pathway
from popo.plans.queries.owners import default_owner_of, unowned, without_owner
from popo.plans.queries.plans import Aim, actions_of, objectives_of
from popo.plans.services.objectives import add_objective, end_objective
from popo.plans.services.owning import hand_over_objective, raise_action, set_default_owner
from popo.plans.services.plans import agree_plan
from popo.plans.services.reviews import review_plan
from tests import make
from tests.actions.make_action import show
from tests.cases.make import assert_refused
from tests.plans.make_plans import WEEK, World, agreed, agreement, aims, draft, drug_worker, world

pytestmark = pytest.mark.usefixtures("work")
SOON = date(2024, 5, 9)


def _aim(made: World) -> Aim:
    plan = agreed(made)
    (row,) = objectives_of(plan, made.actor)
    return made.aim(row, plan)


def _owned_by_colleague(made: World) -> Aim:
    plan = draft(made, objectives=0)
    row = add_objective(
        made.actor,
        made.person,
        plan,
        Pathway.ACCOMMODATION,
        aims(made.colleague),
        health=False,
    )
    db.session.flush()
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    db.session.flush()
    return made.aim(row, plan)


def test_an_objective_raises_actions_that_their_owners_accept() -> None:
    made = world()
    aim = _aim(made)
    action = raise_action(made.actor, aim, "Ring the hostel", made.colleague, SOON)
    db.session.flush()
    assert (action.status, action.due_on) == (ActionStatus.OFFERED, SOON)
    assert action in actions_of([aim.objective], made.actor)[aim.objective.thread_id]
    assert owed_by(actor_for(made.colleague)) == [action]


def test_no_action_is_raised_from_a_draft_or_an_objective_that_ended() -> None:
    made = world()
    plan = draft(made)
    (row,) = objectives_of(plan, made.actor)
    aim = made.aim(row, plan)
    with pytest.raises(RuleBroken, match="Agree the plan first"):
        raise_action(made.actor, aim, "Ring", made.colleague, SOON)
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    end_objective(made.actor, aim, ObjectiveOutcome.ACHIEVED, "Luck", row.version)
    with pytest.raises(RuleBroken, match="has ended"):
        raise_action(made.actor, aim, "Ring", made.colleague, SOON)


def test_an_action_of_a_health_objective_is_read_by_two_agencies() -> None:
    made = world()
    worker = drug_worker()
    show(made.person, worker, made.actor)
    plan = draft(made, objectives=0)
    row = add_objective(
        actor_for(worker), made.person, plan, Pathway.HEALTH, aims(worker), health=True
    )
    db.session.flush()
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    action = raise_action(actor_for(worker), made.aim(row, plan), "Ring", worker, SOON)
    assert action.handling is Handling.OWN_AGENCY


def test_a_health_objective_is_owned_by_somebody_who_may_read_it() -> None:
    made = world()
    worker = drug_worker()
    show(made.person, worker, made.actor)
    plan = draft(made, objectives=0)
    details = aims(made.colleague)
    with pytest.raises(RuleBroken, match="cannot own"):
        add_objective(actor_for(worker), made.person, plan, Pathway.HEALTH, details, health=True)
    cleared = make.user(of=made.agency, clearances=(Clearance.HEALTH,))
    row = add_objective(
        actor_for(worker), made.person, plan, Pathway.HEALTH, aims(cleared), health=True
    )
    db.session.flush()
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    db.session.flush()
    with pytest.raises(RuleBroken, match="cannot own"):
        hand_over_objective(actor_for(cleared), made.aim(row, plan), made.lead, row.version)


def test_hand_over_objective_asks_the_new_owner_and_releases_the_former() -> None:
    made = world()
    aim = _aim(made)
    (former,) = for_person(made.person, made.actor)
    with pytest.raises(RuleBroken, match="owns it already"):
        hand_over_objective(made.actor, aim, made.lead, aim.objective.version)
    with pytest.raises(StaleVersion):
        hand_over_objective(made.actor, aim, made.colleague, aim.objective.version - 1)
    with pytest.raises(RuleBroken, match="cannot own"):
        hand_over_objective(made.actor, aim, make.user(), aim.objective.version)
    hand_over_objective(made.actor, aim, made.colleague, aim.objective.version)
    db.session.flush()
    assert aim.objective.owner_id == made.colleague.id
    assert former.status is ActionStatus.SUPERSEDED
    (offered,) = owed_by(actor_for(made.colleague))
    assert (offered.words, offered.status) == (aim.objective.words, ActionStatus.OFFERED)


def test_who_may_hand_over() -> None:
    made = world()
    aim = _aim(made)
    bystander = make.user(of=made.agency)
    with pytest.raises(RuleBroken, match="Only its owner"):
        hand_over_objective(actor_for(bystander), aim, made.colleague, aim.objective.version)
    elsewhere = make.actor(Role.STRAND_LEAD, "catch_and_convict")
    with pytest.raises(RuleBroken, match="Only its owner"):
        hand_over_objective(elsewhere, aim, made.colleague, aim.objective.version)
    set_default_owner(make.coordinator(), made.agency, bystander)
    hand_over_objective(actor_for(bystander), aim, made.colleague, aim.objective.version)
    db.session.flush()
    own_lead = make.actor(Role.STRAND_LEAD, "catch_and_convict", of=made.agency)
    hand_over_objective(own_lead, aim, made.lead, aim.objective.version)
    assert aim.objective.owner_id == made.lead.id


def test_what_is_handed_over_is_open_in_force_and_not_under_review() -> None:
    made = world()
    aim = _aim(made)
    review_plan(made.actor, made.case, aim.plan)
    db.session.flush()
    with pytest.raises(RuleBroken, match="Say it there"):
        hand_over_objective(made.actor, aim, made.colleague, aim.objective.version)


def test_an_objective_is_unowned_once_its_owner_has_left() -> None:
    made = world()
    aim = _owned_by_colleague(made)
    coordinator = make.coordinator()
    assert unowned(coordinator) == []
    assert without_owner([aim.objective]) == set()
    close_user(made.colleague, make.coordinator())
    db.session.flush()
    assert [row.objective for row in unowned(coordinator)] == [aim.objective]
    assert without_owner([aim.objective]) == {aim.objective.id}


def test_an_objective_is_unowned_once_its_owner_has_no_part_in_the_case_any_more() -> None:
    made = world()
    aim = _owned_by_colleague(made)
    start = clock.today() - WEEK
    part = assign_worker(made.actor, made.case, made.colleague, AssignmentRole.CO_WORKER, start)
    db.session.flush()
    assert without_owner([aim.objective]) == set()
    end_assignment(made.actor, part, clock.today())
    db.session.flush()
    assert without_owner([aim.objective]) == {aim.objective.id}
    assign_worker(made.actor, made.case, made.colleague, AssignmentRole.CO_WORKER, clock.today())
    db.session.flush()
    assert without_owner([aim.objective]) == set()


def test_the_default_owner_the_agencys_lead_and_the_coordinator_see_what_is_unowned() -> None:
    made = world()
    _owned_by_colleague(made)
    close_user(made.colleague, make.coordinator())
    default, bystander = make.user(of=made.agency), make.user(of=made.agency)
    set_default_owner(make.coordinator(), made.agency, default)
    lead = make.actor(Role.STRAND_LEAD, "catch_and_convict", of=made.agency)
    other_lead = make.actor(Role.STRAND_LEAD, "catch_and_convict")
    db.session.flush()
    seen = [
        (actor_for(default), 1),
        (lead, 1),
        (make.coordinator(), 1),
        (actor_for(bystander), 0),
        (other_lead, 0),
    ]
    assert [len(unowned(actor)) for actor, _ in seen] == [count for _, count in seen]


def test_what_ended_wants_no_owner() -> None:
    made = world()
    aim = _owned_by_colleague(made)
    close_user(made.colleague, make.coordinator())
    end_objective(made.actor, aim, ObjectiveOutcome.ACHIEVED, "Luck", aim.objective.version)
    db.session.flush()
    assert unowned(make.coordinator()) == []


def test_set_default_owner_ends_the_former_one() -> None:
    made = world()
    coordinator = make.coordinator()
    first = set_default_owner(coordinator, made.agency, made.lead)
    db.session.flush()
    with pytest.raises(RuleBroken, match="already"):
        set_default_owner(coordinator, made.agency, made.lead)
    second = set_default_owner(coordinator, made.agency, made.colleague)
    db.session.flush()
    assert default_owner_of(made.agency.id) is second
    assert first.ends_on == clock.today()
    row = DefaultOwner(
        agency_id=made.agency.id,
        user_id=made.lead.id,
        set_by_id=made.lead.id,
        starts_on=clock.today(),
    )
    assert_refused(row)


def test_a_default_owner_is_a_colleague_chosen_by_the_coordinator_or_their_lead() -> None:
    made = world()
    with pytest.raises(RuleBroken, match="colleague of that agency"):
        set_default_owner(make.coordinator(), made.agency, make.user())
    with pytest.raises(RuleBroken, match="Only the co-ordinator"):
        set_default_owner(made.actor, made.agency, made.lead)
    lead = make.actor(Role.STRAND_LEAD, "catch_and_convict", of=made.agency)
    assert set_default_owner(lead, made.agency, made.lead).user_id == made.lead.id
