"""What an accepted transition does on its day: probation leads, and the youth service's sight ends.

It is the decision of two agencies, taken between meetings: the next meeting ratifies or undoes it.
"""

from datetime import date

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import actor_for, users_by_id
from popo.audit.events import Event
from popo.cases.models import (
    Assignment,
    AssignmentRole,
    SchemeCase,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.cases.queries import running
from popo.cases.services import assign_worker
from popo.cases.services.assignments import stop_assignment
from popo.db import db
from popo.jobs.services import queue
from popo.people.models import Person
from popo.people.models.person import ADULT_AGE
from popo.people.queries import conflicts_about
from popo.people.services import end_agency_sight, end_sight, open_parts
from popo.selection.models import PartyView
from popo.selection.services import MoveStrand, Panel, PartyAnswer, move_strand
from popo.transitions.kinds import TransitionStatus
from popo.transitions.models import Transition
from popo.transitions.queries.transitions import parts_of
from popo.transitions.services.recording import record_transition

TASK = "transitions.carry_out"
_OPEN = [status for status in TransitionStatus if status.is_open]
_REASONS = (
    "Handed over at 18: proposed by the youth offending service and accepted by probation, item "
    "by item."
)
_HANDED_OVER = "works with this person no longer"  # the trail tells no more to all who read it


def carry_out_on(transition: Transition) -> None:
    """At once where its day has come, else by a job on that day."""
    if transition.effective_on is None:
        return
    if transition.effective_on <= clock.today():
        carry_out(transition)
    else:
        wait = clock.at(transition.effective_on) - clock.now()
        queue(TASK, after=clock.real_now() + wait)


def carry_out_due() -> list[Transition]:
    """Every accepted one whose day has come; those of closed cases come to nothing.

    One that nobody can carry out any more goes back to the youth offending service, which
    proposes it anew: it must not keep those of other young people waiting.
    """
    statement = select(Transition).where(Transition.status.in_(_OPEN))
    handed = []
    for transition in db.session.scalars(statement.order_by(Transition.id)).all():
        case = db.session.get_one(SchemeCase, transition.case_id)
        if case.closed_on is not None:
            cancel(transition)
        elif not _is_due(transition):
            continue
        elif why := _in_the_way(transition, case):
            give_back(transition, why)
        else:
            carry_out(transition)
            handed.append(transition)
    return handed


def carry_out(transition: Transition) -> None:
    """In the name of whoever accepted it."""
    users = _both(transition)
    if users is None:
        return
    proposer, receiver = users
    actor, day = actor_for(receiver), clock.today()
    case = db.session.get_one(SchemeCase, transition.case_id)
    person = db.session.get_one(Person, transition.person_id)
    if (person.age_on(day) or 0) < ADULT_AGE:
        return
    details = MoveStrand(
        Panel(None, tuple(_agrees(user) for user in (proposer, receiver)), _REASONS, day),
        Strand.REHABILITATE_AND_RESETTLE,
        receiver.agency_id,
    )
    move_strand(actor, person, case, details)
    _change_hands(actor, case, transition, receiver, day)
    parts = parts_of([transition.id])[transition.id]
    open_parts(actor, person, [(row.part, row.owner_agency_id) for row in parts])
    transition.status, transition.ended_on = TransitionStatus.IN_EFFECT, day
    record_transition(Event.TRANSITION_IN_EFFECT, actor, transition, {})


def cancel(transition: Transition) -> None:
    """The young person left the scheme."""
    actor = _end(transition, TransitionStatus.CANCELLED, "the young person left the scheme")
    record_transition(Event.TRANSITION_CANCELLED, actor, transition, {})


def give_back(transition: Transition, why: str) -> None:
    """It was accepted and cannot take effect as it was agreed."""
    transition.end_words = why
    actor = _end(transition, TransitionStatus.HANDED_BACK, "no longer asked to take over")
    record_transition(Event.TRANSITION_HANDED_BACK, actor, transition, {"words": why})


def _end(transition: Transition, status: TransitionStatus, because: str) -> Actor:
    """In the name of whoever began it."""
    transition.status, transition.ended_on = status, clock.today()
    user = users_by_id([transition.begun_by_id])[transition.begun_by_id]
    actor = actor_for(user)
    end_sight(actor, transition.id, because=because)
    return actor


def _in_the_way(transition: Transition, case: SchemeCase) -> str:
    """Why what was accepted cannot be carried out any more; empty where it can."""
    users = _both(transition)
    if users is None or users[1].closed_at is not None:
        return "Whoever accepted has no account any more."
    primary = [row.strand for row in running(StrandEngagement, case) if row.is_primary]
    if primary != [Strand.PREVENT_AND_DETER]:
        return "The case was moved to another strand meanwhile."
    person = db.session.get_one(Person, transition.person_id)
    tied = {row.user_id for row in conflicts_about(person)}
    if tied & {user.id for user in users}:
        return "Somebody who agreed to it declared a conflict of interest since."
    return ""


def _is_due(transition: Transition) -> bool:
    day = transition.effective_on
    accepted = transition.status is TransitionStatus.ACCEPTED
    return accepted and day is not None and day <= clock.today()


def _both(transition: Transition) -> tuple[User, User] | None:
    keys = (transition.proposed_by_id, transition.receiver_id)
    users = users_by_id(key for key in keys if key)
    proposer, receiver = (users.get(key) if key else None for key in keys)
    return (proposer, receiver) if proposer and receiver else None


def _agrees(user: User) -> PartyAnswer:
    return PartyAnswer(user, PartyView.AGREES)


def _change_hands(
    actor: Actor, case: SchemeCase, transition: Transition, receiver: User, day: date
) -> None:
    """The youth offending workers leave, probation's comes, and the colour is set anew."""
    assigned = running(Assignment, case)
    users = users_by_id(row.user_id for row in assigned)
    for row in assigned:
        if users[row.user_id].agency_id == transition.agency_id:
            stop_assignment(actor, row, max(day, row.starts_on))
    end_agency_sight(actor, case.person_id, transition.agency_id, because=_HANDED_OVER)
    end_sight(actor, transition.id, because=_HANDED_OVER)
    if not any(row.user_id == receiver.id and row.role is _PART for row in assigned):
        assign_worker(actor, case, receiver, _PART, day)
    for light in running(TrafficLight, case):
        light.end(max(day, light.starts_on))


_PART = AssignmentRole.OFFENDER_MANAGER
