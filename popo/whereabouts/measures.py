"""Where those on the lists are, by what law they are supervised, and who is due out."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from popo.cases.counting import SchemeList
from popo.cases.measures import Lists, open_on
from popo.cases.models import SchemeCase
from popo.db import db
from popo.figures import Figure, Period, counted, counted_by, named
from popo.intervals import on
from popo.whereabouts.models import Basis, DateKind, KeyDate, Location, Place, SupervisionBasis

VERSION = 1

CUSTODY = "custody"
CUSTODY_KINDS = tuple(place.value for place in Place if place.is_custody)
PLACES = (
    Place.COMMUNITY.value,
    CUSTODY,
    Place.AT_LARGE.value,
    Place.HOSPITAL.value,
    Place.ABROAD.value,
    Place.NOT_KNOWN.value,
)
BASES = tuple(basis.value for basis in Basis)
ANY_BASIS, NO_BASIS = "any", "none"
RELEASE_DAYS = (28, 90)


class Held(NamedTuple):
    """What is known of those on the lists at the end of a day, by key of the person."""

    places: Mapping[UUID, Place]
    bases: Mapping[UUID, set[Basis]]
    releases: Mapping[UUID, date]
    """The next day of release."""


def whereabouts(lists: Lists, period: Period) -> list[Figure]:
    """Places, and whether supervised, count everybody once; several bases may hold at once."""
    held = _held(period.day)
    return [
        figure
        for each in SchemeList
        for figure in count_whereabouts(each, lists.people[each], held, period.day)
    ]


def count_whereabouts(
    scheme_list: SchemeList, people: set[UUID], held: Held, day: date
) -> list[Figure]:
    places: defaultdict[str, list[UUID]] = defaultdict(list)
    bases: defaultdict[str, list[UUID]] = defaultdict(list)
    for person in people:
        place = held.places.get(person, Place.NOT_KNOWN)
        places[place.value].append(person)
        if place.is_custody:
            places[CUSTODY].append(person)
        for basis in held.bases.get(person, ()):
            bases[basis.value].append(person)
        bases[ANY_BASIS if person in held.bases else NO_BASIS].append(person)
    where = named("where", scheme_list)
    return [
        *counted_by(f"{where}/place", places, PLACES),
        *counted_by(f"{where}/custody", places, CUSTODY_KINDS),
        *counted_by(f"{where}/supervised", bases, (ANY_BASIS, NO_BASIS)),
        *counted_by(f"{where}/basis", bases, BASES),
        *(
            counted(f"{where}/releases_{days}", _due_out(people, held, day, days))
            for days in RELEASE_DAYS
        ),
    ]


def _due_out(people: set[UUID], held: Held, day: date, days: int) -> list[UUID]:
    """Those due out after `day`, within so many days."""
    latest = day + timedelta(days=days)
    return [key for key in people if key in held.releases and held.releases[key] <= latest]


def _held(day: date) -> Held:
    return Held(_places(day), _bases(day), _releases(day))


def _places(day: date) -> dict[UUID, Place]:
    rows = db.session.execute(
        select(Location.person_id, Location.place)
        .join(SchemeCase, SchemeCase.person_id == Location.person_id)
        .where(open_on(day), on(Location, day))
        .order_by(Location.starts_on, Location.id)
    )
    return {person: place for person, place in rows}  # noqa: C416 - a row is not a pair to mypy


def _bases(day: date) -> dict[UUID, set[Basis]]:
    rows = db.session.execute(
        select(SupervisionBasis.person_id, SupervisionBasis.basis)
        .join(SchemeCase, SchemeCase.person_id == SupervisionBasis.person_id)
        .where(open_on(day), on(SupervisionBasis, day))
    )
    bases: defaultdict[UUID, set[Basis]] = defaultdict(set)
    for person, basis in rows:
        bases[person].add(basis)
    return dict(bases)


def _releases(day: date) -> dict[UUID, date]:
    rows = db.session.execute(
        select(KeyDate.person_id, KeyDate.falls_on)
        .join(SchemeCase, SchemeCase.person_id == KeyDate.person_id)
        .where(
            open_on(day),
            KeyDate.date_kind.in_([kind for kind in DateKind if kind.is_release]),
            KeyDate.falls_on > day,
            KeyDate.falls_on <= day + timedelta(days=max(RELEASE_DAYS)),
            or_(KeyDate.replaced_on.is_(None), KeyDate.replaced_on > day),
            or_(KeyDate.passed_on.is_(None), KeyDate.passed_on > day),
        )
        .order_by(KeyDate.falls_on.desc(), KeyDate.id)
    )
    return {person: falls_on for person, falls_on in rows}  # noqa: C416 - as above
