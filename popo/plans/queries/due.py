"""Plans that wait for somebody: to be gone through again, or to be ended with their case."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.cases.models import Assignment, SchemeCase
from popo.cases.queries import is_open
from popo.contacts.policy import RESPONSIBLE
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries.stops import not_stopped
from popo.plans.models import Plan, PlanStatus

SOON = timedelta(days=7)
MOST_DUE = 100


@dataclass(frozen=True)
class DuePlan:
    """`is_over`: its case has closed, and each objective still needs an outcome."""

    plan: Plan
    person: Person
    due: date
    is_over: bool


def plans_due(actor: Actor) -> list[DuePlan]:
    """Of the cases one leads; and for the co-ordinator the plans of cases that have closed."""
    today = clock.today()
    led = select(Assignment.case_id).where(
        Assignment.user_id == actor.user_id,
        Assignment.role.in_(RESPONSIBLE),
        on(Assignment, today),
    )
    found = _due(
        actor,
        Plan.case_id.in_(led),
        is_open(today),
        Plan.review_on <= today + SOON,
        not_stopped(today),
    )
    if actor.holds(Role.COORDINATOR):
        found += _due(actor, SchemeCase.closed_on <= today)
    return found


def _due(actor: Actor, *conditions: ColumnElement[bool]) -> list[DuePlan]:
    rows = db.session.execute(
        select(Plan, Person, SchemeCase.closed_on)
        .join(SchemeCase, SchemeCase.id == Plan.case_id)
        .join(Person, Person.id == Plan.person_id)
        .where(
            Plan.status == PlanStatus.AGREED,
            visible_to(actor, SightLevel.READ),
            readable(Plan, actor),
            *conditions,
        )
        .order_by(Plan.review_on, Plan.id)
        .limit(MOST_DUE)
    )
    return [
        DuePlan(plan, person, closed_on or plan.review_on, closed_on is not None)
        for plan, person, closed_on in rows
    ]
