"""What was agreed cannot change, whoever asks."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from popo.db import Model, db
from popo.plans.models import Objective, ObjectiveOutcome, Plan
from popo.plans.queries.plans import objectives_of
from popo.plans.services.objectives import end_objective
from popo.plans.services.plans import end_plan
from tests.plans.make_plans import World, agreed, draft, world

pytestmark = pytest.mark.usefixtures("work")
PLANS, OBJECTIVES = Model.metadata.tables["plans"], Model.metadata.tables["objectives"]
SEALED = b"\x01" + bytes(60)


def _refused(statement: Any) -> None:
    with pytest.raises(DBAPIError, match="no longer change"), db.session.begin_nested():
        db.session.execute(statement)


def _made() -> tuple[World, Plan, Objective]:
    made = world()
    plan = agreed(made)
    (row,) = objectives_of(plan, made.actor)
    return made, plan, row


@pytest.mark.parametrize(
    "values",
    [
        {"own_goals": SEALED},
        {"person_words": None},
        {"person_words": SEALED},
        {"review_on": date(2024, 5, 9)},
        {"number": 7},
        {"shown_on": date(2024, 4, 29)},
        {"agreed_on": date(2024, 4, 29)},
        {"agreed_by_id": uuid4()},
        {"person_view": "disagreed"},
        {"case_id": uuid4()},
    ],
)
def test_an_agreed_plan_is_fixed(values: dict[str, Any]) -> None:
    _, plan, _ = _made()
    _refused(update(PLANS).where(PLANS.c.id == plan.id).values(values))


@pytest.mark.parametrize(
    "values",
    [
        {"words": SEALED},
        {"own_words": SEALED},
        {"measure": SEALED},
        {"progress": SEALED},
        {"target_on": date(2030, 1, 1)},
        {"pathway": "health"},
        {"looked_on": None},
        {"position": 9},
        {"looked_on": date(2030, 1, 1)},
        {"thread_id": uuid4()},
        {"plan_id": uuid4()},
    ],
)
def test_an_objective_of_an_agreed_plan_is_fixed(values: dict[str, Any]) -> None:
    _, _, row = _made()
    _refused(update(OBJECTIVES).where(OBJECTIVES.c.id == row.id).values(values))


def test_nothing_is_added_to_or_taken_from_an_agreed_plan() -> None:
    _, plan, row = _made()
    _refused(delete(OBJECTIVES).where(OBJECTIVES.c.id == row.id))
    _refused(delete(PLANS).where(PLANS.c.id == plan.id))
    held = db.session.execute(select(OBJECTIVES).where(OBJECTIVES.c.id == row.id)).mappings().one()
    another = uuid4()
    _refused(insert(OBJECTIVES).values({**held, "id": another, "thread_id": another}))


def test_the_outcome_is_said_later_and_once() -> None:
    made, plan, row = _made()
    helped = "A deposit"
    end_objective(made.actor, made.aim(row, plan), ObjectiveOutcome.ACHIEVED, helped, row.version)
    db.session.flush()
    for values in (
        {"outcome": "not_achieved"},
        {"what_helped": SEALED},
        {"outcome": None, "outcome_on": None, "outcome_by_id": None, "what_helped": None},
    ):
        _refused(update(OBJECTIVES).where(OBJECTIVES.c.id == row.id).values(values))
    end_plan(made.actor, made.case, plan, "Done", plan.version)
    db.session.flush()
    for values in ({"status": "agreed", "ended_on": None}, {"end_words": SEALED}):
        _refused(update(PLANS).where(PLANS.c.id == plan.id).values(values))


def test_a_draft_may_change_in_everything() -> None:
    made = world()
    plan = draft(made)
    (row,) = objectives_of(plan, made.actor)
    values = {"target_on": date(2030, 1, 1)}
    db.session.execute(update(OBJECTIVES).where(OBJECTIVES.c.id == row.id).values(values))
    db.session.execute(update(PLANS).where(PLANS.c.id == plan.id).values(number=7))
    db.session.execute(delete(OBJECTIVES).where(OBJECTIVES.c.id == row.id))
