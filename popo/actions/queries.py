"""Reading actions. Every list is bounded and carries the rule of who may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission, Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.actions.escalation import (
    CHAIR_AFTER_WORKING_DAYS,
    LEAD_AFTER_WORKING_DAYS,
    overdue_longer_than,
)
from popo.actions.models import Action, ActionStatus
from popo.actions.policy import readable
from popo.actions.standing import SOON, Standing, last_day_unanswered
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.queries.person import list_people, person_by_id

MOST_LISTED = 200
_OPEN = [status for status in ActionStatus if status.is_open]
_WAITING = [ActionStatus.OFFERED, ActionStatus.ACCEPTED]


class Escalated(NamedTuple):
    """Overdue actions of others that are with somebody now."""

    actions: int
    oldest: date


@dataclass(frozen=True)
class Counts:
    """How many somebody owes, and how many of those are overdue."""

    owed: int
    overdue: int


def get_action(action_id: UUID, actor: Actor) -> Action | None:
    return db.session.scalars(
        select(Action).where(Action.id == action_id, readable(actor))
    ).one_or_none()


def owed_by(actor: Actor, limit: int = MOST_LISTED) -> list[Action]:
    """What this actor must do, answer or settle; most costly if left first."""
    statement = (
        select(Action)
        .where(_owed(actor), readable(actor))
        .order_by(_standing(clock.today()), Action.due_on, Action.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def count_owed(actor: Actor) -> Counts:
    late = _standing(clock.today()) == Standing.OVERDUE
    statement = select(func.count(), func.count().filter(late)).select_from(Action)
    owed, overdue = db.session.execute(statement.where(_owed(actor), readable(actor))).one()
    return Counts(owed, overdue)


def asked_by(actor: Actor, limit: int = MOST_LISTED) -> list[Action]:
    """What this actor waits for from others."""
    statement = (
        select(Action)
        .where(
            Action.asked_by_id == actor.user_id,
            Action.owner_id != actor.user_id,
            Action.status.in_(_WAITING),
            readable(actor),
        )
        .order_by(Action.due_on, Action.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def escalated_to(actor: Actor, limit: int = MOST_LISTED) -> list[Action]:
    """Overdue for too long: with the lead of the owner's agency, then with the chair as well."""
    statement = (
        select(Action)
        .where(_escalated(actor), Action.owner_id != actor.user_id, readable(actor))
        .order_by(Action.due_on, Action.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def count_escalated(actor: Actor) -> Escalated:
    """How many, and the day the oldest was due."""
    statement = select(func.count(), func.min(Action.due_on)).select_from(Action)
    mine = _escalated(actor), Action.owner_id != actor.user_id, readable(actor)
    count, due = db.session.execute(statement.where(*mine)).one()
    return Escalated(count, due or clock.today())


def _escalated(actor: Actor) -> ColumnElement[bool]:
    today = clock.today()
    to_lead = Action.due_on < overdue_longer_than(LEAD_AFTER_WORKING_DAYS, today)
    to_chair = Action.due_on < overdue_longer_than(CHAIR_AFTER_WORKING_DAYS, today)
    leads = Action.owner_agency_id == actor.agency_id
    chairs = actor.holds(Role.CHAIR) or actor.holds(Role.COORDINATOR)
    told = [
        and_(to_lead, leads) if actor.holds(Role.STRAND_LEAD) else false(),
        to_chair if chairs else false(),
    ]
    return and_(Action.status.in_(_WAITING), or_(*told))


def for_person(person: Person, actor: Actor, limit: int = MOST_LISTED) -> list[Action]:
    """Open ones first, by due date; then those that ended, newest first."""
    statement = (
        select(Action)
        .where(Action.person_id == person.id, readable(actor))
        .order_by(Action.ended_on.is_not(None), Action.ended_on.desc(), Action.due_on, Action.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def open_counts(people: Iterable[UUID], actor: Actor) -> dict[UUID, int]:
    """How many open actions there are about each; those without any are left out."""
    statement = (
        select(Action.person_id, func.count())
        .where(Action.person_id.in_(list(people)), Action.status.in_(_OPEN), readable(actor))
        .group_by(Action.person_id)
    )
    return {key: count for key, count in db.session.execute(statement) if key is not None}


def people_of(actions: Iterable[Action], actor: Actor) -> dict[UUID, Person]:
    """The people these actions are about."""
    keys = {action.person_id for action in actions if action.person_id}
    return {person.id: person for person in list_people(actor, Person.id.in_(keys))}


def may_own(user: User, person: Person | None) -> bool:
    """Whether this user agrees actions at all and may open the person it is about."""
    owner = actor_for(user)
    if user.closed_at is not None or not owner.can(Permission.ACTION_AGREE):
        return False
    return person is None or person_by_id(person.id, owner, SightLevel.READ) is not None


def _owed(actor: Actor) -> ColumnElement[bool]:
    mine = and_(Action.owner_id == actor.user_id, Action.status.in_(_WAITING))
    back = and_(Action.asked_by_id == actor.user_id, Action.status == ActionStatus.HANDED_BACK)
    return or_(mine, back, _unaccepted(actor))


def _unaccepted(actor: Actor) -> ColumnElement[bool]:
    """With whoever asked and the leads of the owner's agency again, as nobody accepted it."""
    told = Action.asked_by_id == actor.user_id
    if actor.holds(Role.STRAND_LEAD):
        told = or_(told, Action.owner_agency_id == actor.agency_id)
    asked_long_ago = Action.asked_on < last_day_unanswered(clock.today())
    return and_(Action.status == ActionStatus.OFFERED, asked_long_ago, told)


def _standing(today: date) -> ColumnElement[int]:
    """`standing.standing` as SQL, for open actions; a test holds the two together."""
    return case(
        (Action.status == ActionStatus.HANDED_BACK, int(Standing.HANDED_BACK)),
        (Action.due_on < today, int(Standing.OVERDUE)),
        (Action.status == ActionStatus.OFFERED, int(Standing.UNANSWERED)),
        (Action.due_on <= today + SOON, int(Standing.DUE_SOON)),
        else_=int(Standing.LATER),
    )
