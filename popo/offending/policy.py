"""Which lines about two people somebody may read, and which may be told in a score."""

from sqlalchemy import ColumnElement, and_, exists, not_, true

from popo import clock
from popo.access.actor import Actor
from popo.intervals import on
from popo.offending.models import CoOffending
from popo.people.models import Person, Restriction, SightCompartment, SightLevel
from popo.people.policy import readable, visible_to


def link_open_to(actor: Actor) -> ColumnElement[bool]:
    """On `CoOffending`, among people already seen: the other's record must be open as well.

    Otherwise the line would tell of somebody hidden, were it only that there is one.
    """
    other_seen = (
        exists()
        .where(Person.id == CoOffending.with_person_id, visible_to(actor, SightLevel.READ))
        .correlate(CoOffending)
    )
    return and_(readable(CoOffending, actor), other_seen)


def told_in_a_score_of(person: Person) -> ColumnElement[bool]:
    """On `Person`, the other of the two: a score is read by whoever reads the person scored.

    So an adult's never tells of a child, and nobody's of a restricted record.
    """
    adult = Person.sight_compartment == SightCompartment.ADULT
    restricted = exists().where(Restriction.person_id == Person.id, on(Restriction, clock.today()))
    return and_(true() if person.is_young else adult, not_(restricted))
