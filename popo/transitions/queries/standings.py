"""How the transition of each young person under Prevent and Deter stands: derived, never stored.

A birth is sealed, so those who may be due are opened to tell; no more than so many of a strand.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.cases.queries import is_open
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightLevel
from popo.people.policy import visible_to
from popo.people.queries.stops import not_stopped
from popo.transitions.models import Transition
from popo.transitions.policy import leads_probation
from popo.transitions.queries.transitions import newest_of
from popo.transitions.standing import Stage, Standing, standing

MOST_YOUNG = 1_000


@dataclass(frozen=True)
class Young:
    """A young person under Prevent and Deter, and how their transition stands."""

    person: Person
    case_id: UUID
    standing: Standing
    transition: Transition | None

    @property
    def due(self) -> date:
        """By whole months; for ordering."""
        return self.standing.adult_on or clock.today()


def standings(actor: Actor) -> list[Young]:
    """Of everybody this actor may read, the oldest first."""
    found = _standings(visible_to(actor, SightLevel.READ))
    return sorted(found, key=lambda one: (one.due, one.person.reference))


def standing_of(person: Person, case: SchemeCase, newest: Transition | None) -> Standing:
    """Of one young person whose pages are open."""
    born = person.date_of_birth
    open_yet = newest if newest is not None and newest.case_id == case.id else None
    return standing(
        born if isinstance(born, date) else None,
        clock.today(),
        open_yet.status if open_yet else None,
    )


def unaccepted_count(actor: Actor) -> int:
    """How many are 18 and wait for somebody in probation; for their lead, who is told no names."""
    if not leads_probation(actor):
        return 0
    return sum(one.standing.stage is Stage.UNACCEPTED for one in _standings())


def _standings(*conditions: ColumnElement[bool]) -> list[Young]:
    today = clock.today()
    rows = db.session.execute(
        select(Person, SchemeCase)
        .join(SchemeCase, SchemeCase.person_id == Person.id)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .where(
            is_open(today),
            StrandEngagement.strand == Strand.PREVENT_AND_DETER,
            StrandEngagement.is_primary,
            on(StrandEngagement, today),
            not_stopped(today),
            *conditions,
        )
        .order_by(Person.reference, SchemeCase.id)
        .limit(MOST_YOUNG)
    ).all()
    newest = newest_of([case.id for _, case in rows])
    return [
        Young(
            person,
            case.id,
            standing_of(person, case, newest.get(case.id)),
            newest.get(case.id),
        )
        for person, case in rows
    ]
