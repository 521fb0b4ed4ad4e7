"""Coming of age: leaving the young people's compartment without giving a birthday away."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.people.models import Person, SightCompartment
from popo.people.models.person import ADULT_AGE


def come_of_age(today: date, held_back: AbstractSet[UUID]) -> list[Person]:
    """Moves to the adults everybody who was 18 by the end of the month before.

    `held_back`: those worked with under Prevent and Deter, who stay inside whatever their age,
    until the youth offending service has handed over and probation has accepted.
    Whole months, so that the day of the move does not tell the birthday. Safe to repeat.
    """
    last_month = today.replace(day=1) - timedelta(days=1)
    young = Person.sight_compartment == SightCompartment.YOUNG_PERSON
    people = db.session.scalars(select(Person).where(young).order_by(Person.id)).all()
    moved = [
        person
        for person in people
        if person.id not in held_back and (person.age_on(last_month) or 0) >= ADULT_AGE
    ]
    for person in moved:
        person.sight_compartment = SightCompartment.ADULT
        record(Event.CAME_OF_AGE, None, people=[person.id])
    return moved
