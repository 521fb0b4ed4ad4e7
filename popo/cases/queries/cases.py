"""Cases and what is true of them on a day; each reads many cases in one statement.

`cases` is the keys of cases, or a `select` that gives them. Who may see the people is asked by
the caller, who joins `Person`; which strands, by `cases.policy`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import ROLE_PERMISSIONS, Permission
from popo.accounts.models import RoleGrant, User
from popo.cases.models import (
    Assignment,
    AssignmentRole,
    SchemeCase,
    SchemeStatus,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.cases.policy import strands_open_to
from popo.db import db
from popo.intervals import on
from popo.people.models import Person
from popo.people.policy import readable

MOST_CASES = 20_000
MOST_SPELLS = 50
MOST_ROWS = 200
MOST_WORKERS = 1_000

Cases = Iterable[UUID] | Select[UUID]
Row = TypeVar("Row", SchemeStatus, StrandEngagement, Assignment, TrafficLight)


def is_open(day: date) -> ColumnElement[bool]:
    """The cases open on `day`, as a condition on `SchemeCase`."""
    return and_(
        SchemeCase.opened_on <= day,
        or_(SchemeCase.closed_on.is_(None), SchemeCase.closed_on > day),
    )


def cases_open_on(
    day: date, *conditions: ColumnElement[bool], limit: int = MOST_CASES
) -> list[SchemeCase]:
    """Cases open on a day, oldest first."""
    statement = select(SchemeCase).where(is_open(day), *conditions)
    ordered = statement.order_by(SchemeCase.opened_on, SchemeCase.id)
    return list(db.session.scalars(ordered.limit(limit)))


def open_case_of(person: Person) -> SchemeCase | None:
    """The spell that has not ended."""
    return open_cases_of([person.id]).get(person.id)


def open_cases_of(people: Iterable[UUID]) -> dict[UUID, SchemeCase]:
    """The spell that has not ended, by person."""
    rows = db.session.scalars(
        select(SchemeCase).where(
            SchemeCase.person_id.in_(list(people)), SchemeCase.closed_on.is_(None)
        )
    )
    return {row.person_id: row for row in rows}


def case_history(person: Person) -> list[SchemeCase]:
    """Every spell, newest first."""
    statement = select(SchemeCase).where(SchemeCase.person_id == person.id)
    ordered = statement.order_by(SchemeCase.spell.desc(), SchemeCase.id)
    return list(db.session.scalars(ordered.limit(MOST_SPELLS)))


def spells_open_to(actor: Actor, person: Person) -> list[SchemeCase]:
    """As above, of an adult without those worked under strands this actor may not be told of."""
    spells, strands = case_history(person), strands_open_to(actor)
    if person.is_young or set(strands) == set(Strand):
        return spells
    engaged = select(StrandEngagement.case_id).where(
        StrandEngagement.case_id.in_([spell.id for spell in spells]),
        StrandEngagement.strand.in_(strands),
    )
    shown = set(db.session.scalars(engaged))
    return [spell for spell in spells if spell.id in shown]


def engagements_of(cases: Cases, day: date) -> dict[UUID, list[StrandEngagement]]:
    """The strands each case is worked under, its primary one first."""
    groups = _on_day(StrandEngagement, cases, day)
    for rows in groups.values():
        rows.sort(key=lambda row: (not row.is_primary, row.strand, row.id))
    return groups


def lights_of(cases: Cases, day: date) -> dict[UUID, TrafficLight]:
    return {case: rows[-1] for case, rows in _on_day(TrafficLight, cases, day).items()}


def statuses_of(cases: Cases, day: date) -> dict[UUID, SchemeStatus]:
    return {case: rows[-1] for case, rows in _on_day(SchemeStatus, cases, day).items()}


_PARTS = list(AssignmentRole)
"""Leads first: co-workers are the last of them."""


def assignments_of(cases: Cases, day: date) -> dict[UUID, list[Assignment]]:
    """Who works on each case: leads before co-workers, part by part, the longest there first.

    Every page names the leads of a case in this order.
    """
    found = _on_day(Assignment, cases, day)
    return {
        key: sorted(rows, key=lambda row: _PARTS.index(row.role)) for key, rows in found.items()
    }


def _on_day(model: type[Row], cases: Cases, day: date) -> dict[UUID, list[Row]]:
    groups: defaultdict[UUID, list[Row]] = defaultdict(list)
    statement = select(model).where(model.case_id.in_(_keys(cases)), on(model, day))
    for row in db.session.scalars(statement.order_by(model.starts_on, model.id)):
        groups[row.case_id].append(row)
    return dict(groups)


def _keys(cases: Cases) -> Sequence[UUID] | Select[UUID]:
    return cases if isinstance(cases, Select) else list(cases)


def held_by_prevent_and_deter(day: date) -> set[UUID]:
    """Those worked with under it, alone or beside another strand: they stay inside at any age."""
    held = select(StrandEngagement.person_id).where(
        StrandEngagement.strand == Strand.PREVENT_AND_DETER, on(StrandEngagement, day)
    )
    return set(db.session.scalars(held))


def light_history(case: SchemeCase, actor: Actor) -> list[TrafficLight]:
    """Every colour the case has had and this actor may read of, newest first."""
    return _history(TrafficLight, case, readable(TrafficLight, actor))


def engagement_history(case: SchemeCase) -> list[StrandEngagement]:
    return _history(StrandEngagement, case)


def assignment_history(case: SchemeCase) -> list[Assignment]:
    return _history(Assignment, case)


def status_history(case: SchemeCase) -> list[SchemeStatus]:
    return _history(SchemeStatus, case)


def _history(model: type[Row], case: SchemeCase, *conditions: ColumnElement[bool]) -> list[Row]:
    statement = select(model).where(model.case_id == case.id, *conditions)
    ordered = statement.order_by(model.starts_on.desc(), model.created_at.desc(), model.id)
    return list(db.session.scalars(ordered.limit(MOST_ROWS)))


def lights_set(case: SchemeCase) -> int:
    """How many colours the case has had: the version a form about its colour was opened at."""
    statement = select(func.count()).where(TrafficLight.case_id == case.id)
    return db.session.execute(statement).scalar_one()


def possible_workers(actor: Actor) -> list[User]:
    """Those whose role it is to work with people, the actor's own agency first."""
    working = [role for role, may in ROLE_PERMISSIONS.items() if Permission.CONTACT_LOG in may]
    works = exists().where(
        RoleGrant.user_id == User.id, RoleGrant.role.in_(working), on(RoleGrant, clock.today())
    )
    rows = db.session.scalars(
        select(User)
        .where(User.closed_at.is_(None), works)
        .order_by(User.created_at, User.id)
        .limit(MOST_WORKERS)
    )
    return sorted(
        rows,
        key=lambda user: (user.agency_id != actor.agency_id, user.agency.short_name, user.name),
    )


def running(model: type[Row], case: SchemeCase) -> list[Row]:
    """The rows of a case that have no end, the oldest first; for changing them."""
    statement = select(model).where(model.case_id == case.id, model.ends_on.is_(None))
    return list(db.session.scalars(statement.order_by(model.starts_on, model.id)))


def last_lead_ended(cases: Iterable[UUID]) -> dict[UUID, date]:
    """When the last lead of each ended, for cases that have none today."""
    statement = (
        select(Assignment.case_id, func.max(Assignment.ends_on).label("ended_on"))
        .where(
            Assignment.case_id.in_(list(cases)),
            Assignment.role != AssignmentRole.CO_WORKER,
            Assignment.ends_on.is_not(None),
        )
        .group_by(Assignment.case_id)
    )
    return {row.case_id: row.ended_on for row in db.session.execute(statement)}
