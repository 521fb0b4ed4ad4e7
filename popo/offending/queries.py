"""Reading the offending record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.cases.queries import is_open
from popo.db import db
from popo.offending.liberty import Days, Freedom, Stay, days_of
from popo.offending.models import CoOffending, OffenceEvent, OffenceEventKind
from popo.offending.policy import link_open_to, told_in_a_score_of
from popo.people.models import Person
from popo.people.policy import readable
from popo.whereabouts.models import Location, Place

EVENTS_A_PAGE = 50
MOST_LINKS = 200
LINKS_COUNT_FOR = timedelta(days=365)
_FREE = {Place.COMMUNITY, Place.AT_LARGE}


def events_of(person: Person, actor: Actor, page: int = 1) -> list[OffenceEvent]:
    """The newest first, `EVENTS_A_PAGE` at a time."""
    statement = (
        select(OffenceEvent)
        .where(OffenceEvent.person_id == person.id, readable(OffenceEvent, actor))
        .order_by(OffenceEvent.happened_on.desc(), OffenceEvent.created_at.desc(), OffenceEvent.id)
        .limit(EVENTS_A_PAGE)
        .offset((page - 1) * EVENTS_A_PAGE)
    )
    return list(db.session.scalars(statement))


def count_events(person: Person, actor: Actor) -> int:
    statement = select(func.count()).where(
        OffenceEvent.person_id == person.id, readable(OffenceEvent, actor)
    )
    return db.session.execute(statement).scalar_one()


def get_event(event_id: UUID, person: Person, actor: Actor) -> OffenceEvent | None:
    return db.session.scalars(
        select(OffenceEvent).where(
            OffenceEvent.id == event_id,
            OffenceEvent.person_id == person.id,
            readable(OffenceEvent, actor),
        )
    ).one_or_none()


def outstanding_warrants_of(people: Iterable[UUID], actor: Actor) -> dict[UUID, list[OffenceEvent]]:
    """Warrants not yet executed or withdrawn, the oldest first, by person."""
    groups: dict[UUID, list[OffenceEvent]] = {}
    rows = db.session.scalars(
        select(OffenceEvent)
        .where(
            OffenceEvent.person_id.in_(list(people)),
            OffenceEvent.event_kind == OffenceEventKind.WARRANT,
            OffenceEvent.concluded_on.is_(None),
            readable(OffenceEvent, actor),
        )
        .order_by(OffenceEvent.happened_on, OffenceEvent.id)
    )
    for row in rows:
        groups.setdefault(row.person_id, []).append(row)
    return groups


def days_at_liberty(person_id: UUID, first: date, last: date) -> Days:
    """Of the days from `first` to `last`: at liberty, in custody, and neither."""
    return days_at_liberty_of([person_id], first, last)[person_id]


def days_at_liberty_of(people: Iterable[UUID], first: date, last: date) -> dict[UUID, Days]:
    """The same for many, in one statement; a figure, so every agency's rows count."""
    stays: dict[UUID, list[Stay]] = {person: [] for person in people}
    rows = db.session.execute(
        select(Location.person_id, Location.place, Location.starts_on, Location.ends_on).where(
            Location.person_id.in_(list(stays)),
            Location.starts_on <= last,
            Location.ends_on.is_(None) | (Location.ends_on > first),
        )
    )
    for person_id, place, starts_on, ends_on in rows:
        stays[person_id].append(Stay(_freedom(place), starts_on, ends_on))
    return {person: days_of(held, first, last) for person, held in stays.items()}


def _freedom(place: Place) -> Freedom:
    if place.is_custody:
        return Freedom.CUSTODY
    return Freedom.AT_LIBERTY if place in _FREE else Freedom.NOT_COUNTED


def was_at_liberty(person_id: UUID, day: date) -> bool:
    """Whether nothing says that the person was in custody on that day."""
    return days_at_liberty(person_id, day, day).in_custody == 0


@dataclass(frozen=True)
class Together:
    """A line about two people, and the other of them."""

    row: CoOffending
    other: Person


def together_of(person: Person, actor: Actor) -> list[Together]:
    """With whom the person offended, newest first, those marked wrong too."""
    rows = db.session.execute(
        select(CoOffending, Person)
        .join(Person, Person.id == CoOffending.with_person_id)
        .where(CoOffending.person_id == person.id, link_open_to(actor))
        .order_by(CoOffending.offended_on.desc(), CoOffending.created_at.desc(), CoOffending.id)
        .limit(MOST_LINKS)
    )
    return [Together(row, other) for row, other in rows]


def get_together(link_id: UUID, person: Person, actor: Actor) -> Together | None:
    row = db.session.execute(
        select(CoOffending, Person)
        .join(Person, Person.id == CoOffending.with_person_id)
        .where(
            CoOffending.link_id == link_id,
            CoOffending.person_id == person.id,
            link_open_to(actor),
        )
    ).one_or_none()
    return Together(*row) if row else None


@dataclass(frozen=True)
class ListedLink:
    """Somebody on the scheme with whom the person offended, and the newest line that says so."""

    reference: str
    offended_on: date
    row_id: UUID


def co_offending_with_listed(person: Person, actor: Actor, today: date) -> list[ListedLink]:
    """Everybody with an open case linked within a year, each once, the newest first.

    Only those this actor may see, and whom a score may tell of: a link to somebody hidden is
    neither named nor counted.
    """
    rows = db.session.execute(
        select(Person.reference, CoOffending.offended_on, CoOffending.id)
        .join(CoOffending, CoOffending.with_person_id == Person.id)
        .join(SchemeCase, SchemeCase.person_id == Person.id)
        .where(
            CoOffending.person_id == person.id,
            CoOffending.wrong_on.is_(None),
            CoOffending.offended_on.between(today - LINKS_COUNT_FOR, today),
            is_open(today),
            link_open_to(actor),
            told_in_a_score_of(person),
        )
        .order_by(CoOffending.offended_on.desc(), CoOffending.id)
        .limit(MOST_LINKS)
    )
    newest: dict[str, ListedLink] = {}
    for row in rows:
        newest.setdefault(row.reference, ListedLink(*row))
    return list(newest.values())
