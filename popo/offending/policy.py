"""Who may record, change and read what is held about a person and the law."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, not_, or_, true

from popo import clock
from popo.access.actor import Actor
from popo.intervals import on
from popo.offending.kinds import OffenceEventKind
from popo.offending.models import CoOffending, OffenceEvent
from popo.people.about import AboutPerson
from popo.people.models import Person, Restriction, SightCompartment, SightLevel
from popo.people.policy import CRIMINAL_JUSTICE, readable, visible_to

UNDO_WITHIN = timedelta(minutes=10)
_OF_A_CHILD = frozenset({"youth_offending_service", "police"})
_TREATS = frozenset({"health", "drug_service"})


def may_record(actor: Actor, person: Person) -> bool:
    """The police, probation, prisons and youth offending; of a child, the youth service or police.

    Whoever records something owns it; a child's record is led by the youth offending service.
    """
    return actor.agency_kind in (_OF_A_CHILD if person.is_young else CRIMINAL_JUSTICE)


def may_undo(actor: Actor, event: OffenceEvent, now: datetime) -> bool:
    """Its author, for ten minutes, while nothing has been done with it."""
    fresh = event.version == 1 and now - event.created_at <= UNDO_WITHIN
    return fresh and event.author_id == actor.user_id and _stands_alone(event)


def may_correct(actor: Actor, event: OffenceEvent) -> bool:
    """The agency that recorded it."""
    return event.agency_id == actor.agency_id and _stands_alone(event)


def _stands_alone(event: OffenceEvent) -> bool:
    """A licence or order is kept with whereabouts, and put right there."""
    return event.event_kind is not OffenceEventKind.ORDER


def may_read_detail(actor: Actor, event: AboutPerson) -> bool:
    """Drug and health services see what happened and what came of it, not the words beside it."""
    return event.agency_id == actor.agency_id or actor.agency_kind not in _TREATS


def detail_for(actor: Actor, event: OffenceEvent) -> str:
    return (event.detail or "") if may_read_detail(actor, event) else ""


def is_followed() -> ColumnElement[bool]:
    """On `OffenceEvent`: recorded step by step, so that what is missing is known to be missing.

    Older rows have no author: nobody was asked what became of them.
    """
    return OffenceEvent.author_id.is_not(None)


def outstanding() -> ColumnElement[bool]:
    """On `OffenceEvent`: a warrant neither executed nor withdrawn, from whichever time."""
    return and_(
        OffenceEvent.event_kind == OffenceEventKind.WARRANT, OffenceEvent.concluded_on.is_(None)
    )


def is_open_enforcement() -> ColumnElement[bool]:
    """On `OffenceEvent`: a warrant outstanding; a breach or recall that nobody has concluded."""
    undecided = and_(
        OffenceEvent.event_kind.in_([OffenceEventKind.BREACH, OffenceEventKind.RECALL]),
        OffenceEvent.concluded_on.is_(None),
        is_followed(),
    )
    return or_(outstanding(), undecided)


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
