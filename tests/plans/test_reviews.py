import pytest

from popo import clock
from popo.accounts.queries import actor_for
from popo.actions.queries import for_person
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightLevel
from popo.plans.comparing import moved
from popo.plans.models import Objective, ObjectiveOutcome, Pathway, Plan, PlanStatus
from popo.plans.queries.plans import befores_of, every_objective, objectives_of, versions_of
from popo.plans.services.objectives import (
    ObjectiveDetails,
    add_objective,
    edit_objective,
    end_objective,
    keep_objective,
    keep_others,
    remove_objective,
)
from popo.plans.services.plans import agree_plan, end_plan
from popo.plans.services.reviews import review_plan, withdraw_plan
from tests.actions.make_action import show
from tests.plans.make_plans import WEEK, World, agreed, agreement, aims, draft, drug_worker, world

pytestmark = pytest.mark.usefixtures("work")


def _review(made: World, plan: Plan) -> tuple[Plan, list[Objective]]:
    later = review_plan(made.actor, made.case, plan)
    db.session.flush()
    return later, objectives_of(later, made.actor)


def test_a_review_copies_forward_and_the_plan_stays_in_force() -> None:
    made = world()
    plan = agreed(made)
    (before,) = objectives_of(plan, made.actor)
    later, (row,) = _review(made, plan)
    versions = versions_of(made.person, made.actor)
    assert (versions.agreed, versions.draft) == (plan, later)
    assert (later.number, later.own_goals) == (2, plan.own_goals)
    assert (row.thread_id, row.before_id, row.looked_on) == (before.id, before.id, None)
    assert moved(before, row) == frozenset()
    assert befores_of([row]) == {row.id: before}


def test_a_review_is_agreed_once_all_was_gone_through_and_nothing_is_offered_twice() -> None:
    made = world()
    plan = agreed(made, objectives=3)
    later, (first, second, third) = _review(made, plan)
    with pytest.raises(RuleBroken, match="Go through every objective"):
        agree_plan(made.actor, made.case, made.person, later, agreement(), later.version)
    keep_objective(made.actor, made.aim(first, later))
    details = ObjectiveDetails(
        second.own_words,
        "A room in shared housing",
        second.measure,
        second.target_on + WEEK,
        made.lead,
        "On the list since May",
    )
    edit_objective(made.actor, made.aim(second, later), details, second.version)
    aim = made.aim(third, later)
    end_objective(made.actor, aim, ObjectiveOutcome.ACHIEVED, "The deposit scheme", third.version)
    db.session.flush()
    agree_plan(made.actor, made.case, made.person, later, agreement(), later.version)
    db.session.flush()
    assert (plan.status, later.status) == (PlanStatus.REVIEWED, PlanStatus.AGREED)
    before = befores_of([second])[second.id]
    assert moved(before, second) == {"words", "target_on", "progress"}
    assert before.words == "A tenancy of his own 1"
    assert len(for_person(made.person, made.actor)) == 3
    next_time, rows = _review(made, later)
    assert {row.thread_id for row in rows} == {first.thread_id, second.thread_id}
    assert next_time.number == 3


def test_keep_others_leaves_what_was_gone_through() -> None:
    made = world()
    later, (first, second) = _review(made, agreed(made, objectives=2))
    edit_objective(made.actor, made.aim(first, later), aims(made.lead), first.version)
    assert keep_others(made.actor, made.person, later) == 1
    assert second.looked_on == clock.today()
    assert keep_others(made.actor, made.person, later) == 0


def test_there_is_one_review_of_a_plan_in_force() -> None:
    made = world()
    plan = draft(made)
    with pytest.raises(RuleBroken, match="in force can be reviewed"):
        review_plan(made.actor, made.case, plan)
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    _review(made, plan)
    with pytest.raises(RuleBroken, match="already in hand"):
        review_plan(made.actor, made.case, plan)


def test_while_a_review_is_in_hand_outcomes_are_said_there() -> None:
    made = world()
    plan = agreed(made)
    (row,) = objectives_of(plan, made.actor)
    later, (copy,) = _review(made, plan)
    for which, version in ((row, plan), (copy, later)):
        aim = made.aim(which, version)
        if version is plan:
            with pytest.raises(RuleBroken, match="Say it there"):
                end_objective(made.actor, aim, ObjectiveOutcome.ACHIEVED, "Luck", which.version)
        else:
            end_objective(made.actor, aim, ObjectiveOutcome.ACHIEVED, "Luck", which.version)
    with pytest.raises(RuleBroken, match="Agree it or withdraw it"):
        end_plan(made.actor, made.case, plan, "Over", plan.version)
    assert copy.outcome is ObjectiveOutcome.ACHIEVED


def test_withdraw_plan_leaves_the_plan_in_force_and_the_draft_on_record() -> None:
    made = world()
    plan = agreed(made)
    later, (copy,) = _review(made, plan)
    with pytest.raises(StaleVersion):
        withdraw_plan(made.actor, later, later.version - 1)
    with pytest.raises(RuleBroken, match="Only a draft"):
        withdraw_plan(made.actor, plan, plan.version)
    with pytest.raises(RuleBroken, match="Say how it ended"):
        remove_objective(made.actor, made.aim(copy, later))
    withdraw_plan(made.actor, later, later.version)
    db.session.flush()
    versions = versions_of(made.person, made.actor)
    assert (versions.agreed, versions.draft, versions.earlier) == (plan, None, [later])
    another, _ = _review(made, plan)
    assert another.number == 3


def test_what_the_signing_worker_may_not_read_is_copied_and_holds_nothing_up() -> None:
    made = world()
    plan = draft(made)
    worker = drug_worker()
    show(made.person, worker, made.actor, SightLevel.WORK)
    add_objective(
        actor_for(worker), made.person, plan, Pathway.HEALTH, aims(worker, "Methadone"), health=True
    )
    db.session.flush()
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    later, rows = _review(made, plan)
    assert len(rows) == 1
    assert len(every_objective(later)) == 2
    keep_others(made.actor, made.person, later)
    db.session.flush()
    agree_plan(made.actor, made.case, made.person, later, agreement(), later.version)
    (hidden,) = [row for row in objectives_of(later, actor_for(worker)) if row not in rows]
    assert (hidden.words, hidden.looked_on) == ("Methadone", None)
