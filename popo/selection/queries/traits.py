"""What people are compared by, of everybody nominated or on the scheme, whoever asks.

Nobody's sight limits this, because a rate among those whom one user happens to see is no rate of
the scheme. In return nothing leaves `queries.fairness` but counts, and they name nobody. Columns
and not rows are read, each with its key: a handful of statements, however many people there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, and_, select, union

from popo import clock
from popo.cases.counting import SchemeList
from popo.cases.measures import AGE_BANDS, NOT_KNOWN, age_band
from popo.cases.models import SchemeCase
from popo.db import db
from popo.intervals import on
from popo.keys.models import Compartment, DataKey, KeyScope
from popo.keys.ring import ring_of
from popo.people.models import (
    Address,
    AddressKind,
    EqualityRecord,
    Person,
    Sex,
    SightCompartment,
)
from popo.people.models.person import ADULT_AGE
from popo.reference import ethnicity, places
from popo.selection.fairness.tables import Characteristic, Groups, Traits
from popo.selection.models import Nomination

_OTHER = "Chinese or other"
_NOT_STATED = "Not stated"
_NOTHING_OBSERVED = "IC9"
_SEXES = {Sex.FEMALE: "Female", Sex.MALE: "Male"}


@dataclass
class Described:
    """What is known of one person, each part None where it is not recorded or was destroyed."""

    born: date | None
    is_young: bool
    sex: str | None
    self_defined: str | None = None
    observed: str | None = None
    ward: str | None = None

    def list_on(self, day: date, *, as_young: bool) -> SchemeList:
        """A child is counted apart from adults, whichever list they were put forward for."""
        if as_young or (self.born and clock.age_on(self.born, day) < ADULT_AGE):
            return SchemeList.PREVENT_AND_DETER
        return SchemeList.ADULTS

    def traits_on(self, day: date, scheme_list: SchemeList) -> Traits:
        age = clock.age_on(self.born, day) if self.born else None
        band = age_band(scheme_list, age)
        return {
            Characteristic.SELF_DEFINED: self.self_defined,
            Characteristic.OBSERVED: self.observed,
            Characteristic.SEX: self.sex,
            Characteristic.AGE: None if band == NOT_KNOWN else _in_words(band),
            Characteristic.WARD: self.ward,
        }


def groups_of(scheme_list: SchemeList) -> Groups:
    """Every group under each characteristic, in the order they are shown."""
    broad = [row.broad_group for row in ethnicity.self_defined().values()]
    observed = [row.description for row in ethnicity.officer_defined().values()]
    return {
        Characteristic.SELF_DEFINED: list(
            dict.fromkeys(name for group in broad if (name := _broad(group)))
        ),
        Characteristic.OBSERVED: observed[:-1],
        Characteristic.SEX: list(_SEXES.values()),
        Characteristic.AGE: [_in_words(name) for _, name in AGE_BANDS[scheme_list]],
        Characteristic.WARD: [ward.name for ward in places.wards()],
    }


def described(day: date) -> dict[UUID, Described]:
    """Everybody who was ever nominated or on the scheme, by key."""
    people = dict(_people())
    for person, held in _equality():
        codes = ethnicity.self_defined().get(held.get("self_defined", ""))
        seen = ethnicity.officer_defined().get(held.get("officer_observed", ""))
        if codes is not None:
            people[person].self_defined = _broad(codes.broad_group)
        if seen is not None and seen.code != _NOTHING_OBSERVED:
            people[person].observed = seen.description
    for person, ward in _wards(day):
        people[person].ward = ward
    return people


def _pool() -> CompoundSelect[Any]:
    return union(select(Nomination.person_id), select(SchemeCase.person_id))


def _people() -> Iterator[tuple[UUID, Described]]:
    table = Person.__table__.c
    rows = db.session.execute(
        select(
            table.id,
            table.agency_id,
            table.sex,
            table.sight_compartment,
            table.date_of_birth,
            *_KEY,
        )
        .select_from(Person)
        .outerjoin(
            DataKey,
            and_(
                DataKey.subject_id == Person.id,
                DataKey.agency_id == Person.agency_id,
                DataKey.compartment == Compartment.CORE,
            ),
        )
        .where(Person.id.in_(_pool()))
    )
    ring = ring_of(db.session())
    held = {}
    for person, agency, sex, sight, born, *key in rows:
        scope = KeyScope(person, agency, Compartment.CORE)
        if key[0] is not None:
            ring.offer(scope, *key)
        held[person] = scope, sex, sight, born
    name = Person.__tablename__
    for person, (scope, sex, sight, sealed) in held.items():
        born = Person.date_of_birth.unseal(ring, sealed, person, scope, name) if sealed else None
        yield (
            person,
            Described(
                born if isinstance(born, date) else None,
                sight is SightCompartment.YOUNG_PERSON,
                _SEXES.get(sex),
            ),
        )


def _equality() -> Iterator[tuple[UUID, dict[str, str]]]:
    """The oldest record first, so that a newer one stands. Destroyed ones are left out."""
    table = EqualityRecord.__table__.c
    rows = db.session.execute(
        select(table.id, table.person_id, table.agency_id, table.compartment, table.held, *_KEY)
        .select_from(EqualityRecord)
        .join(
            DataKey,
            and_(
                DataKey.subject_id == EqualityRecord.person_id,
                DataKey.agency_id == EqualityRecord.agency_id,
                DataKey.compartment == EqualityRecord.compartment,
            ),
        )
        .where(EqualityRecord.person_id.in_(_pool()))
        .order_by(table.created_at, table.id)
    )
    ring = ring_of(db.session())
    sealed = {}
    for row, person, agency, compartment, held, *key in rows:
        scope = KeyScope(person, agency, compartment)
        ring.offer(scope, *key)
        sealed[row] = scope, held
    name = EqualityRecord.__tablename__
    for row, (scope, held) in sealed.items():
        facts = EqualityRecord.held.unseal(ring, held, row, scope, name)
        if isinstance(facts, dict):
            yield scope.subject, facts


def _wards(day: date) -> Iterator[tuple[UUID, str | None]]:
    """A home after any other address, then the newest, so that it stands."""
    rows = db.session.execute(
        select(Address.person_id, Address.address_kind, Address.ward)
        .where(Address.person_id.in_(_pool()), on(Address, day))
        .order_by(
            (Address.address_kind == AddressKind.HOME),
            Address.starts_on,
            Address.created_at,
            Address.id,
        )
    )
    for person, kind, ward in rows:
        yield person, None if kind is AddressKind.NO_FIXED_ABODE else ward


def _broad(group: str) -> str | None:
    """Five groups: the two that a census of another year tells apart are one."""
    if group == _NOT_STATED:
        return None
    return _OTHER if group in {"Other", _OTHER} else group


def _in_words(band: str) -> str:
    return band.replace("_", " ").capitalize()


_KEY = (DataKey.generation, DataKey.scheme_key, DataKey.wrapped)
