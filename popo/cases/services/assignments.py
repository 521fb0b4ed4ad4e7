"""Who works on a case: they see the person by name, the named case team of a young person too."""

from datetime import date

from popo.access.actor import Actor
from popo.accounts.models import User
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Assignment, AssignmentRole, SchemeCase
from popo.cases.queries import running
from popo.cases.services.acting import cover_new_assignment
from popo.cases.services.owning import check_leads
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import SightLevel
from popo.people.services import end_sight, grant_sight

_BECAUSE = "assigned to the case"


def assign_worker(
    actor: Actor, case: SchemeCase, user: User, role: AssignmentRole, effective_on: date
) -> Assignment:
    """Gives somebody a part in the case. Of each lead there is one: the former one ends."""
    _check(case, user, effective_on)
    check_leads(actor, case)
    for row in running(Assignment, case):
        if row.role is not role:
            continue
        if row.user_id == user.id:
            raise RuleBroken("This colleague already has that part in the case.", "user")
        if role is not AssignmentRole.CO_WORKER:
            stop_assignment(actor, row, effective_on)
    row = Assignment(
        person_id=case.person_id,
        agency_id=case.agency_id,
        case_id=case.id,
        user_id=user.id,
        role=role,
        starts_on=effective_on,
    )
    db.session.add(row)
    _record(Event.WORKER_ASSIGNED, actor, row)
    grant_sight(actor, case.person_id, SightLevel.WORK, _BECAUSE, row.id, user_id=user.id)
    cover_new_assignment(actor, row)
    return row


def end_assignment(actor: Actor, assignment: Assignment, effective_on: date) -> None:
    check_leads(actor, db.session.get_one(SchemeCase, assignment.case_id))
    stop_assignment(actor, assignment, effective_on)


def stop_assignment(actor: Actor, assignment: Assignment, effective_on: date) -> None:
    """As above, where something else that was decided ends it."""
    assignment.end(effective_on)
    _record(Event.ASSIGNMENT_ENDED, actor, assignment)
    end_sight(actor, assignment.id, because=_BECAUSE)


def _check(case: SchemeCase, user: User, day: date) -> None:
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")
    if day < case.opened_on:
        raise RuleBroken("This cannot start before the case opened.", "effective_on")
    if user.closed_at is not None:
        raise RuleBroken("This colleague's account is closed.", "user")


def _record(event: Event, actor: Actor, row: Assignment) -> None:
    record(
        event,
        actor,
        people=[row.person_id],
        about=(Assignment.__tablename__, row.id),
        user=str(row.user_id),
        role=row.role.value,
    )
