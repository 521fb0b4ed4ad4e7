"""The open cases of a strand as somebody may see them, and who leads each."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import users_by_id
from popo.cases.models import AssignmentRole, SchemeCase, Strand, StrandEngagement
from popo.cases.queries import assignments_of, is_open
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightCompartment, SightLevel
from popo.people.policy import visible_to
from popo.people.queries.stops import not_stopped

MOST_CASES = 20_000


class OnStrand(NamedTuple):
    case_id: UUID
    person_id: UUID
    reference: str
    compartment: SightCompartment

    @property
    def is_young(self) -> bool:
        return self.compartment is SightCompartment.YOUNG_PERSON


def cases_on(actor: Actor, strand: Strand, today: date) -> list[OnStrand]:
    """Those whose people are neither dead nor gone."""
    statement = (
        select(SchemeCase.id, Person.id, Person.reference, Person.sight_compartment)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .join(Person, Person.id == SchemeCase.person_id)
        .where(
            is_open(today),
            StrandEngagement.strand == strand,
            on(StrandEngagement, today),
            not_stopped(today),
            visible_to(actor, SightLevel.READ),
        )
        .order_by(Person.reference, SchemeCase.id)
        .limit(MOST_CASES)
    )
    return [OnStrand(*row) for row in db.session.execute(statement)]


def leads_of(cases: list[OnStrand], people: set[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Who leads the case of each of these people."""
    wanted = {case.case_id for case in cases if case.person_id in people}
    assigned = assignments_of(wanted, clock.today())
    leading = {
        rows[0].person_id: [row for row in rows if row.role is not AssignmentRole.CO_WORKER]
        for rows in assigned.values()
    }
    users = users_by_id({row.user_id for rows in leading.values() for row in rows})
    return {key: tuple(users[row.user_id].name for row in rows) for key, rows in leading.items()}
