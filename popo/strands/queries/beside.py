"""What stands beside each case of one page: last contact, next date, the colour before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Colour, TrafficLight
from popo.contacts.models import Contact, Outcome
from popo.db import db
from popo.intervals import on
from popo.people.models import Person
from popo.people.policy import readable
from popo.strands.queries.facts import standing_contact, standing_date
from popo.whereabouts.models import KeyDate

_SAID = (Outcome.KEPT, *(outcome for outcome in Outcome if outcome.is_missed))


@dataclass(frozen=True)
class LastContact:
    at: datetime
    outcome: Outcome


@dataclass(frozen=True)
class NextDate:
    words: str
    falls_on: date


@dataclass(frozen=True)
class Beside:
    """`was` is the colour before this one, None where it is the first."""

    last_contact: LastContact | None
    next_date: NextDate | None
    was: Colour | None


def beside(cases: Mapping[UUID, UUID], actor: Actor) -> dict[UUID, Beside]:
    """By case; `cases` gives the person of each case of one page."""
    people = set(cases.values())
    contacts, dates = _last_contacts(people, actor), _next_dates(people, actor)
    colours, reviews = _colours_before(set(cases), actor), _reviews(set(cases))
    return {
        case: Beside(
            contacts.get(person),
            _earlier(dates.get(person), reviews.get(case)),
            colours.get(case),
        )
        for case, person in cases.items()
    }


def _last_contacts(people: set[UUID], actor: Actor) -> dict[UUID, LastContact]:
    """The newest contact of which it was said whether it was kept."""
    newest = (
        select(Contact.id)
        .where(
            Contact.person_id == Person.id,
            Contact.outcome.in_(_SAID),
            standing_contact(),
            readable(Contact, actor),
        )
        .order_by(Contact.at.desc(), Contact.id)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    keys = [key for key in db.session.scalars(select(newest).where(Person.id.in_(people))) if key]
    held = select(Contact.person_id, Contact.at, Contact.outcome).where(Contact.id.in_(keys))
    return {row[0]: LastContact(*row[1:]) for row in db.session.execute(held)}


def _next_dates(people: set[UUID], actor: Actor) -> dict[UUID, NextDate]:
    """The nearest of the key dates that stand and the contacts that are planned."""
    nearest: dict[UUID, NextDate] = {}
    dates = select(KeyDate.person_id, KeyDate.date_kind, KeyDate.falls_on).where(
        KeyDate.person_id.in_(people),
        KeyDate.falls_on >= clock.today(),
        standing_date(),
        readable(KeyDate, actor),
    )
    for person, kind, day in db.session.execute(dates.order_by(KeyDate.falls_on, KeyDate.id)):
        nearest.setdefault(person, NextDate(kind.words, day))
    planned = select(Contact.person_id, Contact.contact_type, Contact.at).where(
        Contact.person_id.in_(people),
        Contact.at >= clock.now(),
        Contact.outcome == Outcome.PLANNED,
        standing_contact(),
        readable(Contact, actor),
    )
    for person, how, at in db.session.execute(planned.order_by(Contact.at.desc(), Contact.id)):
        words = how.value.replace("_", " ").capitalize()
        contact = NextDate(words, clock.local(at).date())
        nearest[person] = _earlier(contact, nearest.get(person)) or contact
    return nearest


def _reviews(cases: set[UUID]) -> dict[UUID, NextDate]:
    held = select(TrafficLight.case_id, TrafficLight.review_on).where(
        TrafficLight.case_id.in_(cases), on(TrafficLight, clock.today())
    )
    return {case: NextDate("Review of the colour", day) for case, day in db.session.execute(held)}


def _earlier(one: NextDate | None, other: NextDate | None) -> NextDate | None:
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda found: found.falls_on)


def _colours_before(cases: set[UUID], actor: Actor) -> dict[UUID, Colour]:
    """The last colour that lasted at least a day and has ended."""
    held = (
        select(TrafficLight.case_id, TrafficLight.colour)
        .where(
            TrafficLight.case_id.in_(cases),
            TrafficLight.ends_on <= clock.today(),
            TrafficLight.ends_on > TrafficLight.starts_on,
            readable(TrafficLight, actor),
        )
        .order_by(TrafficLight.starts_on, TrafficLight.id)
    )
    return dict(db.session.execute(held).all())
