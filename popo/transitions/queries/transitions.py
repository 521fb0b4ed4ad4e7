"""Transitions as the young people's side, and the probation worker who is asked, may read them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo.access.actor import Actor
from popo.accounts.models import AgencyKind, User
from popo.cases.models import SchemeCase
from popo.cases.queries import possible_workers
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.transitions.kinds import TransitionStatus
from popo.transitions.models import Transition, TransitionMeeting, TransitionPart
from popo.transitions.policy import transition_open_to

MOST_TRANSITIONS = 200
_OPEN = [status for status in TransitionStatus if status.is_open]


@dataclass(frozen=True)
class Found:
    """A transition with its person, its case, what goes over and who met."""

    transition: Transition
    person: Person
    case: SchemeCase
    parts: list[TransitionPart]
    meetings: list[TransitionMeeting]

    @property
    def is_overtaken(self) -> bool:
        """The young person left the scheme before it took effect."""
        return self.transition.status.is_open and self.case.closed_on is not None

    @property
    def is_open(self) -> bool:
        return self.transition.status.is_open and self.case.closed_on is None


def transitions_of(person: Person, actor: Actor) -> list[Found]:
    """Newest first, for whoever may read the person."""
    return _found(
        Transition.person_id == person.id,
        visible_to(actor, SightLevel.READ),
        readable(Transition, actor),
        transition_open_to(actor),
    )


def asked_of(actor: Actor) -> list[Found]:
    """Proposals that this probation worker is to accept or hand back, the oldest first."""
    found = _found(
        Transition.receiver_id == actor.user_id,
        Transition.status == TransitionStatus.PROPOSED,
        SchemeCase.closed_on.is_(None),
        visible_to(actor, SightLevel.LIMITED),
    )
    return found[::-1]


def get_asked(transition_id: UUID, actor: Actor) -> Found | None:
    """One that this worker was asked to accept, answered or not, as long as they see whom."""
    found = _found(
        Transition.id == transition_id,
        Transition.receiver_id == actor.user_id,
        Transition.proposed_on.is_not(None),
        visible_to(actor, SightLevel.LIMITED),
    )
    return found[0] if found else None


def open_transition(case: SchemeCase) -> Transition | None:
    """The one of a case that has not ended; for changing it."""
    return db.session.scalars(
        select(Transition).where(Transition.case_id == case.id, Transition.status.in_(_OPEN))
    ).one_or_none()


def newest_of(cases: Iterable[UUID]) -> dict[UUID, Transition]:
    """The last one of each case."""
    rows = db.session.scalars(
        select(Transition)
        .where(Transition.case_id.in_(list(cases)))
        .order_by(Transition.created_at, Transition.id)
    )
    return {row.case_id: row for row in rows}


def parts_of(transitions: Iterable[UUID]) -> dict[UUID, list[TransitionPart]]:
    groups: defaultdict[UUID, list[TransitionPart]] = defaultdict(list)
    statement = select(TransitionPart).where(TransitionPart.transition_id.in_(list(transitions)))
    for row in db.session.scalars(statement.order_by(TransitionPart.part, TransitionPart.id)):
        groups[row.transition_id].append(row)
    return groups


def meetings_of(transitions: Iterable[UUID]) -> dict[UUID, list[TransitionMeeting]]:
    groups: defaultdict[UUID, list[TransitionMeeting]] = defaultdict(list)
    statement = select(TransitionMeeting).where(
        TransitionMeeting.transition_id.in_(list(transitions))
    )
    ordered = statement.order_by(TransitionMeeting.held_on, TransitionMeeting.id)
    for row in db.session.scalars(ordered):
        groups[row.transition_id].append(row)
    return groups


def possible_receivers(actor: Actor) -> list[User]:
    """Probation workers, by name."""
    workers = [user for user in possible_workers(actor) if user.agency.kind is AgencyKind.PROBATION]
    return sorted(workers, key=lambda user: (user.name, user.id))


def _found(*conditions: ColumnElement[bool]) -> list[Found]:
    rows = db.session.execute(
        select(Transition, Person, SchemeCase)
        .join(Person, Person.id == Transition.person_id)
        .join(SchemeCase, SchemeCase.id == Transition.case_id)
        .where(*conditions)
        .order_by(Transition.created_at.desc(), Transition.id)
        .limit(MOST_TRANSITIONS)
    ).all()
    keys = [transition.id for transition, _, _ in rows]
    parts, meetings = parts_of(keys), meetings_of(keys)
    return [
        Found(row, person, case, parts.get(row.id, []), meetings.get(row.id, []))
        for row, person, case in rows
    ]
