from datetime import date

import pytest

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.queries import actor_for
from popo.actions.models import ActionOrigin, ActionStatus
from popo.actions.queries import for_person, owed_by
from popo.cases.models import CaseEnd
from popo.cases.services import close_case
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.people.about import Handling
from popo.people.models import SightLevel
from popo.plans.models import (
    Objective,
    ObjectiveOutcome,
    Pathway,
    PersonView,
    PlanStatus,
)
from popo.plans.queries.plans import (
    actions_of,
    every_objective,
    get_version,
    objectives_of,
    versions_of,
)
from popo.plans.services.objectives import (
    add_objective,
    edit_objective,
    end_objective,
    remove_objective,
)
from popo.plans.services.plans import (
    Agreement,
    PlanDetails,
    agree_plan,
    end_plan,
    write_plan,
)
from tests import make
from tests.actions.make_action import show
from tests.plans.make_plans import (
    WEEK,
    World,
    agreed,
    agreement,
    aims,
    draft,
    drug_worker,
    world,
)

pytestmark = pytest.mark.usefixtures("work")


def _details(weeks: int = 12) -> PlanDetails:
    return PlanDetails("Work", clock.today() + weeks * WEEK)


def _end(made: World, objective: Objective) -> None:
    plan = versions_of(made.person, made.actor).agreed
    assert plan is not None
    aim = made.aim(objective, plan)
    helped = "The landlord rang back"
    end_objective(made.actor, aim, ObjectiveOutcome.ACHIEVED, helped, objective.version)
    db.session.flush()


def test_a_plan_begins_as_a_draft_and_one_only() -> None:
    made = world()
    plan = draft(made)
    versions = versions_of(made.person, made.actor)
    assert (versions.draft, versions.agreed, versions.shown) == (plan, None, plan)
    assert (plan.number, plan.status) == (1, PlanStatus.DRAFT)
    assert plan.own_goals == "To see my daughter again"
    with pytest.raises(StaleVersion):
        write_plan(made.actor, made.case, _details(), None)
    changed = write_plan(made.actor, made.case, _details(), plan.version)
    assert (changed, changed.own_goals) == (plan, "Work")


@pytest.mark.parametrize(("weeks", "message"), [(0, "after today"), (27, "six months")])
def test_the_review_is_within_six_months(weeks: int, message: str) -> None:
    made = world()
    with pytest.raises(RuleBroken, match=message):
        write_plan(made.actor, made.case, _details(weeks), None)


def test_no_plan_for_a_case_that_has_closed() -> None:
    made = world()
    close_case(made.actor, made.case, CaseEnd.DESISTED, clock.today())
    with pytest.raises(RuleBroken, match="has closed"):
        write_plan(made.actor, made.case, _details(), None)


def test_an_objective_is_joint_and_in_health_the_writers() -> None:
    made = world()
    plan = draft(made)
    worker = drug_worker()
    show(made.person, worker, made.actor)
    hidden = add_objective(
        actor_for(worker),
        made.person,
        plan,
        Pathway.DRUGS_AND_ALCOHOL,
        aims(worker, "Methadone every day"),
        health=True,
    )
    db.session.flush()
    (joint,) = objectives_of(plan, made.actor)
    assert joint.agency_id == plan.agency_id != made.agency.id
    assert (hidden.agency_id, hidden.compartment) == (worker.agency_id, Compartment.HEALTH)
    cleared = make.actor(of=made.agency, clearances=(Clearance.HEALTH,))
    assert objectives_of(plan, cleared) == [joint, hidden]
    assert every_objective(plan) == [joint, hidden]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("words", " ", "what is to be reached"),
        ("measure", " ", "know that it is done"),
        ("target_on", date(2024, 4, 29), "today or later"),
    ],
)
def test_add_objective_wants_words_measure_and_a_day_to_come(
    field: str, value: object, message: str
) -> None:
    made = world()
    plan = draft(made, objectives=0)
    details = aims(made.lead)
    object.__setattr__(details, field, value)
    with pytest.raises(RuleBroken, match=message):
        add_objective(made.actor, made.person, plan, Pathway.ACCOMMODATION, details, health=False)


def test_an_objective_is_owned_by_somebody_who_may_open_the_person() -> None:
    made = world()
    plan = draft(made)
    with pytest.raises(RuleBroken, match="cannot own an objective"):
        add_objective(
            made.actor,
            made.person,
            plan,
            Pathway.ACCOMMODATION,
            aims(make.user()),
            health=False,
        )


def test_agree_plan_puts_it_in_force_and_offers_each_objective_to_its_owner() -> None:
    made = world()
    plan = draft(made)
    owner = made.colleague
    add_objective(
        made.actor, made.person, plan, Pathway.ACCOMMODATION, aims(owner, "A job"), health=False
    )
    db.session.flush()
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    db.session.flush()
    assert (plan.status, plan.agreed_on) == (PlanStatus.AGREED, clock.today())
    assert (plan.agreed_by_id, plan.person_view) == (made.lead.id, PersonView.SIGNED)
    (offered,) = owed_by(actor_for(owner))
    assert (offered.words, offered.status) == ("A job", ActionStatus.OFFERED)
    assert offered.origin is ActionOrigin.PLAN
    raised = actions_of(objectives_of(plan, made.actor), made.actor)
    assert sorted(len(actions) for actions in raised.values()) == [1, 1]
    own = [row for row in for_person(made.person, made.actor) if row.owner_id == made.lead.id]
    assert [row.status for row in own] == [ActionStatus.ACCEPTED]


def test_the_action_of_a_health_objective_tells_nothing_of_it() -> None:
    made = world()
    plan = draft(made, objectives=0)
    worker = drug_worker()
    show(made.person, worker, made.actor, SightLevel.WORK)
    add_objective(
        actor_for(worker),
        made.person,
        plan,
        Pathway.DRUGS_AND_ALCOHOL,
        aims(worker, "Methadone every day"),
        health=True,
    )
    db.session.flush()
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    (action,) = owed_by(actor_for(worker))
    assert "Methadone" not in action.words
    assert "rug" not in action.words
    assert action.handling is Handling.OWN_AGENCY


def test_only_a_lead_worker_agrees() -> None:
    made = world()
    plan = draft(made)
    for other in (actor_for(made.colleague), make.coordinator()):
        with pytest.raises(RuleBroken, match="Only a lead worker"):
            agree_plan(other, made.case, made.person, plan, agreement(), plan.version)
    assert plan.status is PlanStatus.DRAFT


def test_agree_plan_wants_an_objective_a_showing_and_what_was_read() -> None:
    made = world()
    plan = draft(made, objectives=0)
    with pytest.raises(RuleBroken, match="at least one objective"):
        agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    read = plan.version
    add_objective(made.actor, made.person, plan, Pathway.HEALTH, aims(made.lead), health=False)
    db.session.flush()
    with pytest.raises(StaleVersion):
        agree_plan(made.actor, made.case, made.person, plan, agreement(), read)
    for shown, message in ((clock.today() + WEEK, "future"), (clock.today() - WEEK, "drafted")):
        told = Agreement(shown, PersonView.SIGNED, "")
        with pytest.raises(RuleBroken, match=message):
            agree_plan(made.actor, made.case, made.person, plan, told, plan.version)
    told = agreement(" ", PersonView.DISAGREED)
    with pytest.raises(RuleBroken, match="do not agree with"):
        agree_plan(made.actor, made.case, made.person, plan, told, plan.version)


def test_what_was_agreed_is_changed_by_no_service() -> None:
    made = world()
    plan = agreed(made)
    (row,) = objectives_of(plan, made.actor)
    aim = made.aim(row, plan)
    with pytest.raises(RuleBroken, match="no longer changes"):
        edit_objective(made.actor, aim, aims(made.lead), row.version)
    with pytest.raises(RuleBroken, match="no longer changes"):
        add_objective(made.actor, made.person, plan, Pathway.HEALTH, aims(made.lead), health=False)
    with pytest.raises(RuleBroken, match="no longer changes"):
        remove_objective(made.actor, aim)
    with pytest.raises(RuleBroken, match="Review it"):
        write_plan(made.actor, made.case, _details(), None)


def test_end_plan_is_refused_until_every_objective_has_its_outcome() -> None:
    made = world()
    plan = agreed(made, objectives=2)
    first, second = objectives_of(plan, made.actor)
    _end(made, first)
    with pytest.raises(RuleBroken, match="every objective its outcome"):
        end_plan(made.actor, made.case, plan, "Left the scheme", plan.version)
    _end(made, second)
    with pytest.raises(RuleBroken, match="why the plan ends"):
        end_plan(made.actor, made.case, plan, " ", plan.version)
    with pytest.raises(RuleBroken, match="Only a lead worker of this case or the co-ordinator"):
        end_plan(actor_for(made.colleague), made.case, plan, "Left", plan.version)
    with pytest.raises(StaleVersion):
        end_plan(made.actor, made.case, plan, "Left", plan.version - 1)
    end_plan(made.actor, made.case, plan, "Left the scheme", plan.version)
    db.session.flush()
    assert (plan.status, plan.end_words) == (PlanStatus.ENDED, "Left the scheme")
    assert versions_of(made.person, made.actor).agreed is plan
    again = write_plan(made.actor, made.case, _details(), None)
    assert again.number == 2


def test_the_coordinator_may_end_it_and_is_told_of_outcomes_they_may_not_read() -> None:
    made = world()
    plan = draft(made, objectives=0)
    worker = drug_worker()
    show(made.person, worker, made.actor, SightLevel.WORK)
    hidden = add_objective(
        actor_for(worker),
        made.person,
        plan,
        Pathway.HEALTH,
        aims(worker, "Methadone"),
        health=True,
    )
    db.session.flush()
    agree_plan(made.actor, made.case, made.person, plan, agreement(), plan.version)
    db.session.flush()
    coordinator = make.actor(Role.COORDINATOR, SCHEME)
    with pytest.raises(RuleBroken, match="you may not read"):
        end_plan(coordinator, made.case, plan, "Moved", plan.version)
    aim = made.aim(hidden, plan)
    end_objective(
        actor_for(worker), aim, ObjectiveOutcome.NOT_ACHIEVED, "Nothing yet", hidden.version
    )
    end_plan(coordinator, made.case, plan, "Moved", plan.version)
    assert plan.status is PlanStatus.ENDED


def test_an_outcome_is_said_once_with_what_helped() -> None:
    made = world()
    plan = agreed(made)
    (row,) = objectives_of(plan, made.actor)
    aim = made.aim(row, plan)
    with pytest.raises(RuleBroken, match="what helped"):
        end_objective(made.actor, aim, ObjectiveOutcome.ACHIEVED, "", row.version)
    with pytest.raises(StaleVersion):
        end_objective(made.actor, aim, ObjectiveOutcome.ACHIEVED, "Luck", row.version - 1)
    end_objective(made.actor, aim, ObjectiveOutcome.PARTLY_ACHIEVED, "Luck", row.version)
    db.session.flush()
    assert (row.outcome, row.what_helped) == (ObjectiveOutcome.PARTLY_ACHIEVED, "Luck")
    with pytest.raises(RuleBroken, match="has its outcome"):
        end_objective(made.actor, aim, ObjectiveOutcome.ACHIEVED, "More", row.version)


def test_remove_objective_takes_it_out_of_the_draft() -> None:
    made = world()
    plan = draft(made, objectives=2)
    first, second = objectives_of(plan, made.actor)
    read = plan.version
    remove_objective(made.actor, made.aim(first, plan))
    db.session.flush()
    assert objectives_of(plan, made.actor) == [second]
    assert plan.version > read


def test_a_version_is_found_by_those_who_may_read_the_person() -> None:
    made = world()
    plan = agreed(made)
    assert get_version(plan.id, made.actor) == (plan, made.person)
    assert get_version(plan.id, make.actor()) is None
