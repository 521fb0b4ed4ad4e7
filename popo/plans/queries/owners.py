"""Whose objectives have no owner at work, and who gets them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.cases.models import Assignment
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.plans.models import DefaultOwner, Objective, Plan, PlanStatus

MOST_LISTED = 500


@dataclass(frozen=True)
class Unowned:
    """An objective of an agreed plan whose owner has left or no longer works on the case."""

    objective: Objective
    plan: Plan
    person: Person


def unowned(actor: Actor) -> list[Unowned]:
    """Those this actor is to look after: by default, as the agency's lead, as co-ordinator."""
    statement = (
        select(Objective, Plan, Person)
        .join(Plan, Plan.id == Objective.plan_id)
        .join(Person, Person.id == Objective.person_id)
        .where(
            visible_to(actor, SightLevel.READ),
            readable(Objective, actor),
            Plan.status == PlanStatus.AGREED,
            _has_no_owner(),
            _for(actor),
        )
        .order_by(Objective.target_on, Objective.id)
        .limit(MOST_LISTED)
    )
    return [Unowned(*row) for row in db.session.execute(statement)]


def without_owner(objectives: Iterable[Objective]) -> set[UUID]:
    """Which of these have no owner at work."""
    keys = {row.id for row in objectives}
    statement = (
        select(Objective.id)
        .join(Plan, Plan.id == Objective.plan_id)
        .where(Objective.id.in_(keys), _has_no_owner())
    )
    return set(db.session.scalars(statement))


def _has_no_owner() -> ColumnElement[bool]:
    """Open, and its owner's account is closed, or their last part in the case has ended.

    Somebody who never had a part, such as a housing officer, owns it until the account closes.
    """
    closed = exists().where(User.id == Objective.owner_id, User.closed_at.is_not(None))
    part = exists().where(
        Assignment.case_id == Plan.case_id, Assignment.user_id == Objective.owner_id
    )
    running = part.where(Assignment.ends_on.is_(None))
    return and_(Objective.outcome.is_(None), or_(closed, and_(part, ~running)))


def _for(actor: Actor) -> ColumnElement[bool]:
    default = exists().where(
        DefaultOwner.agency_id == Objective.owner_agency_id,
        DefaultOwner.user_id == actor.user_id,
        DefaultOwner.ends_on.is_(None),
    )
    led = Objective.owner_agency_id == actor.agency_id
    mine = or_(default, led) if actor.holds(Role.STRAND_LEAD) else default
    return true() if actor.holds(Role.COORDINATOR) else mine


def default_owners() -> dict[UUID, DefaultOwner]:
    """The one of each agency that has named one."""
    statement = select(DefaultOwner).where(DefaultOwner.ends_on.is_(None))
    return {row.agency_id: row for row in db.session.scalars(statement)}


def default_owner_of(agency_id: UUID) -> DefaultOwner | None:
    return default_owners().get(agency_id)
