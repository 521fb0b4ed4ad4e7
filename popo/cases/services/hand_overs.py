"""Handing cases from one worker to another, together, with what the next has to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance, Permission, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for, partnership, users_by_id
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Assignment, AssignmentRole, HandOver, SchemeCase
from popo.cases.queries import handed_over_as
from popo.cases.queries.hand_overs import Held
from popo.cases.services.assignments import assign_worker, end_assignment
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.people.queries.person import conflicts_about

UNDO_WITHIN = timedelta(minutes=10)
AGENCY_OF = {
    AssignmentRole.LEAD_OFFICER: AgencyKind.POLICE,
    AssignmentRole.OFFENDER_MANAGER: AgencyKind.PROBATION,
    AssignmentRole.YOS_WORKER: AgencyKind.YOUTH_OFFENDING_SERVICE,
}
"""Of which sort of agency each lead worker is."""


@dataclass(frozen=True)
class Handed:
    """A part that is to change hands, as whoever hands it over saw it, with a note."""

    held: Held
    note: str = ""


@dataclass(frozen=True)
class Done:
    """`left` are references of cases that somebody else changed meanwhile, left as they are."""

    batch_id: UUID
    references: tuple[str, ...]
    left: tuple[str, ...]


def why_not(held: Held, to: User) -> str:
    """A sentence where this case cannot go to this worker, else empty."""
    person, role = held.person, held.assignment.role
    wanted = AGENCY_OF.get(role)
    if to.closed_at is not None or not actor_for(to).can(Permission.CONTACT_LOG):
        return "Their account does not work with people any more."
    if wanted is not None and to.agency.kind is not wanted:
        return f"{role.words} is somebody of another agency."
    if person.is_young and not actor_for(to).cleared_for(Clearance.PREVENT_AND_DETER):
        return "They are not cleared for young people's records."
    if to.id in {row.user_id for row in conflicts_about(person)}:
        return "They cannot be given this case as things stand. Ask the co-ordinator."
    return ""


def hand_over(actor: Actor, handed: Sequence[Handed], to: User) -> Done:
    """All that still stand as they were seen, in one go; nothing where one may not change hands."""
    _check_may(actor, {one.held.assignment.user_id for one in handed})
    if not handed:
        raise RuleBroken("Tick the cases to hand over.", "to")
    for one in handed:
        if one.held.assignment.user_id == to.id:
            raise RuleBroken("Choose somebody else to hand over to.", "to")
        if why := why_not(one.held, to):
            raise RuleBroken(f"{one.held.person.reference}: {why}", "to")
    batch = uuid4()
    still = [one for one in handed if one.held.assignment.ends_on is None]
    for one in still:
        _hand_over(actor, one, to, batch)
    moved = {one.held.person.reference for one in still}
    left = {one.held.person.reference for one in handed} - moved
    return Done(batch, tuple(sorted(moved)), tuple(sorted(left)))


def undo_hand_over(actor: Actor, batch_id: UUID) -> Done:
    """Gives the cases back, within ten minutes; what changed hands again is left."""
    rows = [row for row in handed_over_as(batch_id) if row.undone_at is None]
    if not rows or any(row.by_id != actor.user_id for row in rows):
        raise RuleBroken("Only whoever handed these over can undo it, once.")
    if clock.now() - rows[0].created_at > UNDO_WITHIN:
        raise RuleBroken("Handing over is undone within ten minutes. Hand the cases back instead.")
    back, left = [], []
    for row in rows:
        person = db.session.get_one(Person, row.person_id)
        if _give_back(actor, row):
            back.append(person.reference)
        else:
            left.append(person.reference)
    return Done(batch_id, tuple(back), tuple(left))


def _hand_over(actor: Actor, one: Handed, to: User, batch: UUID) -> None:
    former, today = one.held.assignment, clock.today()
    if former.role is AssignmentRole.CO_WORKER:
        end_assignment(actor, former, today)
    row = assign_worker(actor, one.held.case, to, former.role, today)
    handing = HandOver(
        person_id=former.person_id,
        agency_id=partnership().id,
        batch_id=batch,
        former_id=former.id,
        assignment_id=row.id,
        by_id=actor.user_id,
        note=one.note.strip() or None,
    )
    db.session.add(handing)
    record(
        Event.CASE_HANDED_OVER,
        actor,
        people=[former.person_id],
        about=(HandOver.__tablename__, handing.id),
        content=[(handing.key_scope(), {"note": one.note.strip()})],
        former=str(former.user_id),
        next=str(to.id),
    )


def _give_back(actor: Actor, row: HandOver) -> bool:
    given = db.session.get_one(Assignment, row.assignment_id)
    former = db.session.get_one(Assignment, row.former_id)
    case = db.session.get_one(SchemeCase, given.case_id)
    if given.ends_on is not None or case.closed_on is not None:
        return False
    if given.role is AssignmentRole.CO_WORKER:
        end_assignment(actor, given, clock.today())
    user = users_by_id([former.user_id])[former.user_id]
    assign_worker(actor, case, user, former.role, clock.today())
    row.undone_at = clock.now()
    return True


def _check_may(actor: Actor, workers: set[UUID]) -> None:
    own = workers <= {actor.user_id}
    if not (own or actor.holds(Role.STRAND_LEAD) or actor.holds(Role.COORDINATOR)):
        raise RuleBroken("A strand lead or the co-ordinator hands over the cases of others.")
