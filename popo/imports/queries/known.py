"""What is held of many people at once, for comparing with lines: one query for each table."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.cases.queries import engagements_of, lights_of
from popo.db import db
from popo.imports.comparing import digits
from popo.imports.known import Known, KnownCase, KnownPlace
from popo.offending.models import OffenceEvent
from popo.people.about import AboutPerson
from popo.people.models import Address, AddressKind, Identifier, Person, Phone, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries.candidates import candidates_among
from popo.whereabouts.queries import key_dates_of, locations_of

Row = TypeVar("Row", bound=AboutPerson)
_AT_ONCE = 500


def named(people: Collection[UUID], actor: Actor) -> dict[UUID, Known]:
    """Of those this actor may know of, names and date of birth."""
    found: dict[UUID, Known] = {}
    for some in _some(people):
        opened = {one.key: one for one in candidates_among(some, actor)}
        workable = visible_to(actor, SightLevel.WORK).label("workable")
        columns = select(Person.id, Person.reference, Person.sex, workable)
        for row in db.session.execute(columns.where(Person.id.in_(some))):
            if row.id in opened:
                held = opened[row.id]
                sex, works = row.sex.value, bool(row.workable)
                found[row.id] = Known(row.id, row.reference, works, held.names, held.born, sex)
    return found


def with_numbers(people: Mapping[UUID, Known], actor: Actor) -> dict[UUID, Known]:
    """The same with their identifiers, where the actor may work with them."""
    held = by_person(Identifier, [one.key for one in people.values() if one.may_work], actor)
    return {
        key: replace(
            one,
            numbers=frozenset((n.identifier_kind, n.canonical) for n in held[key] if n.canonical),
            typed=frozenset((n.identifier_kind, n.typed) for n in held[key]),
        )
        for key, one in people.items()
    }


def details_of(
    people: Mapping[UUID, Known], actor: Actor, days: Collection[date]
) -> dict[UUID, Known]:
    """The same with all a line is compared with, where the actor may work with them.

    Of the offending record only what happened on one of `days` is looked at.
    """
    held = _Held([one.key for one in people.values() if one.may_work], actor, days)
    return {key: held.add_to(one) if one.may_work else one for key, one in people.items()}


def _some(people: Collection[UUID]) -> Iterator[list[UUID]]:
    ordered = list(people)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


class _Held:
    """What is held of those the reader may work with."""

    def __init__(self, people: list[UUID], actor: Actor, days: Collection[date]) -> None:
        today = clock.today()
        self._addresses = by_person(Address, people, actor)
        self._phones = by_person(Phone, people, actor)
        that_day = OffenceEvent.happened_on.in_(sorted(days))
        self._events = by_person(OffenceEvent, people if days else (), actor, that_day)
        self._cases = _newest_cases(people)
        self._strands = engagements_of([case.id for case in self._cases.values()], today)
        self._lights = lights_of([case.id for case in self._cases.values()], today)
        self._places = locations_of(people, today, actor)
        self._dates = key_dates_of(people, actor)

    def add_to(self, base: Known) -> Known:
        key = base.key
        return replace(
            base,
            addresses=tuple(_written(one) for one in self._addresses[key] if is_current(one)),
            phones=frozenset(digits(one.number) for one in self._phones[key]),
            case=self._case(key),
            place=self._place(key),
            events={
                (e.event_kind.value, e.happened_on.isoformat(), e.variety or e.result or ""): (
                    e.asn or ""
                )
                for e in self._events[key]
            },
        )

    def _case(self, person_id: UUID) -> KnownCase | None:
        case = self._cases.get(person_id)
        if case is None:
            return None
        primary = [row for row in self._strands.get(case.id, ()) if row.is_primary]
        light = self._lights.get(case.id)
        return KnownCase(
            primary[0].strand.value if primary else "",
            case.opened_on,
            case.closed_on,
            light.colour.value if light else "",
        )

    def _place(self, person_id: UUID) -> KnownPlace | None:
        held = self._places.get(person_id)
        if held is None:
            return None
        ahead = [row for row in self._dates.get(person_id, ()) if row.date_kind.is_release]
        first = min(ahead, key=lambda row: row.falls_on, default=None)
        return KnownPlace(
            held.place.value,
            held.starts_on,
            first.falls_on if first else None,
            first.as_at if first else None,
        )


def by_person(
    model: type[Row], people: Collection[UUID], actor: Actor, *also: ColumnElement[bool]
) -> defaultdict[UUID, list[Row]]:
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for some in _some(people):
        about = model.person_id.in_(some)
        for row in db.session.scalars(select(model).where(about, readable(model, actor), *also)):
            found[row.person_id].append(row)
    return found


def _newest_cases(people: Iterable[UUID]) -> dict[UUID, SchemeCase]:
    rows = db.session.scalars(
        select(SchemeCase).where(SchemeCase.person_id.in_(list(people))).order_by(SchemeCase.spell)
    )
    return {row.person_id: row for row in rows}


def is_current(address: Address) -> bool:
    today = clock.today()
    return address.starts_on <= today and (address.ends_on is None or address.ends_on > today)


def _written(address: Address) -> str:
    if address.address_kind is AddressKind.NO_FIXED_ABODE:
        return "No fixed abode"
    return ", ".join(part for part in (address.lines, address.postcode) if part)
