"""Who stands on a list that may be taken away, what of them may be read, and what was taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.queries import users_by_id
from popo.cases.models import (
    Assignment,
    AssignmentRole,
    Colour,
    SchemeCase,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.cases.policy import may_see_role, may_see_strand
from popo.cases.queries import assignments_of, engagements_of, is_open, lights_of
from popo.db import db
from popo.imports.exporting import MOST_ROWS, Entry, ExportedList
from popo.imports.models import ListExport
from popo.imports.queries.known import by_person, is_current
from popo.intervals import on
from popo.people.models import (
    Address,
    AddressKind,
    Identifier,
    NameKind,
    Person,
    PersonName,
    Phone,
    SightCompartment,
    SightLevel,
)
from popo.people.policy import visible_to

MOST_LISTED = 100
Row = TypeVar("Row", PersonName, Identifier, Address, Phone)


@dataclass(frozen=True)
class Chosen:
    """A list as its page shows it; empty filters leave nobody out. `strand`: of the cohort."""

    exported: ExportedList
    strand: Strand | None = None
    colour: str = ""
    worker: UUID | None = None
    unassigned: bool = False


class OnList(NamedTuple):
    case_id: UUID
    person_id: UUID


def count_on(actor: Actor, chosen: Chosen) -> int:
    """How many of the list this actor may work with today."""
    counted = _on_list(actor, chosen).with_only_columns(func.count())
    return int(db.session.execute(counted).scalar_one())


def entries_on(actor: Actor, chosen: Chosen) -> dict[UUID, Entry]:
    """By person, in the order of the references; at most `MOST_ROWS`."""
    ordered = _on_list(actor, chosen).order_by(Person.reference, SchemeCase.id).limit(MOST_ROWS)
    rows: list[tuple[UUID, UUID]] = list(db.session.execute(ordered))
    return _entries([OnList(case, person) for case, person in rows], actor)


def _on_list(actor: Actor, chosen: Chosen) -> Select[tuple[UUID, UUID]]:
    today = clock.today()
    return (
        select(SchemeCase.id, Person.id)
        .join(Person, Person.id == SchemeCase.person_id)
        .where(
            is_open(today),
            visible_to(actor, SightLevel.WORK),
            *_cleared(actor),
            *_listed(chosen),
            *_narrowed(chosen),
        )
    )


def _cleared(actor: Actor) -> list[ColumnElement[bool]]:
    """A young person is taken away by those cleared only, though others may work with them."""
    if actor.cleared_for(Clearance.PREVENT_AND_DETER):
        return []
    return [Person.sight_compartment == SightCompartment.ADULT]


def _listed(chosen: Chosen) -> list[ColumnElement[bool]]:
    if chosen.exported is not ExportedList.COHORT:
        return [_engaged(StrandEngagement.strand == Strand(chosen.exported.value))]
    not_young = StrandEngagement.strand != Strand.PREVENT_AND_DETER
    primary = _engaged(StrandEngagement.is_primary.is_(True), not_young)
    return [
        primary,
        *([_engaged(StrandEngagement.strand == chosen.strand)] if chosen.strand else []),
    ]


def _engaged(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        StrandEngagement.case_id == SchemeCase.id,
        on(StrandEngagement, clock.today()),
        *conditions,
    )


def _narrowed(chosen: Chosen) -> list[ColumnElement[bool]]:
    today = clock.today()
    lit = exists().where(TrafficLight.case_id == SchemeCase.id, on(TrafficLight, today))
    works = exists().where(Assignment.case_id == SchemeCase.id, on(Assignment, today))
    found: list[ColumnElement[bool]] = []
    if chosen.colour in set(Colour):
        found.append(lit.where(TrafficLight.colour == Colour(chosen.colour)))
    elif chosen.colour:
        found.append(~lit)
    if chosen.worker:
        found.append(works.where(Assignment.user_id == chosen.worker))
    if chosen.unassigned:
        found.append(~works.where(Assignment.role != AssignmentRole.CO_WORKER))
    return found


def _entries(rows: list[OnList], actor: Actor) -> dict[UUID, Entry]:
    cases = [row.case_id for row in rows]
    held = _Held([row.person_id for row in rows], cases, actor)
    return {row.person_id: held.entry(row) for row in rows}


class _Held:
    """What the reader may read of those on the list, one query for each table."""

    def __init__(self, people: list[UUID], cases: list[UUID], actor: Actor) -> None:
        today = clock.today()
        self._actor = actor
        self._people = {
            row.id: row for row in db.session.scalars(select(Person).where(Person.id.in_(people)))
        }
        self._names = by_person(PersonName, people, actor)
        self._numbers = by_person(Identifier, people, actor)
        self._addresses = by_person(Address, people, actor)
        self._phones = by_person(Phone, people, actor)
        self._cases = {
            row.id: row
            for row in db.session.scalars(select(SchemeCase).where(SchemeCase.id.in_(cases)))
        }
        self._strands = engagements_of(cases, today)
        self._lights = lights_of(cases, today)
        self._workers = assignments_of(cases, today)
        self._users = users_by_id({one.user_id for some in self._workers.values() for one in some})

    def entry(self, row: OnList) -> Entry:
        person, key = self._people[row.person_id], row.person_id
        name, aliases = _names(self._names[key])
        address = _newest([one for one in self._addresses[key] if is_current(one)])
        phone = _newest([one for one in self._phones[key] if one.is_on(clock.today())])
        light = self._lights.get(row.case_id)
        born = person.date_of_birth
        return Entry(
            reference=person.reference,
            given=name.given if name else "",
            family=name.family if name else "",
            aliases=aliases,
            born=born if not isinstance(born, str) else None,
            sex=person.sex.value,
            numbers={one.identifier_kind: one.typed for one in _oldest_first(self._numbers[key])},
            address=address.lines if address else "",
            postcode=(address.postcode or "") if address else "",
            has_no_abode=address is not None and address.address_kind is AddressKind.NO_FIXED_ABODE,
            phone=phone.number if phone else "",
            strand=self._strand(row.case_id),
            leads=self._leads(row.case_id),
            selected_on=self._cases[row.case_id].opened_on,
            colour=light.colour.value if light else "",
        )

    def _strand(self, case_id: UUID) -> str:
        """The primary one, where the reader may be told of it."""
        primary = [row.strand for row in self._strands.get(case_id, ()) if row.is_primary]
        return next((one.words for one in primary if may_see_strand(self._actor, one)), "")

    def _leads(self, case_id: UUID) -> tuple[str, ...]:
        rows = self._workers.get(case_id, ())
        leading = [
            row
            for row in rows
            if row.role is not AssignmentRole.CO_WORKER and may_see_role(self._actor, row.role)
        ]
        return tuple(self._users[row.user_id].name for row in leading)


def _names(rows: Iterable[PersonName]) -> tuple[PersonName | None, tuple[str, ...]]:
    """What somebody is called now, and every other name true today."""
    today = clock.today()
    standing = [row for row in _oldest_first(rows) if row.is_on(today)]
    current = [row for row in standing if row.name_kind is NameKind.CURRENT] or standing
    if not current:
        return None, ()
    called = current[-1]
    others = (row.full for row in standing if row is not called)
    return called, tuple(dict.fromkeys(one for one in others if one != called.full))


def _oldest_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.created_at, row.id))


def _newest(rows: Iterable[Row]) -> Row | None:
    return next(iter(_oldest_first(rows)[::-1]), None)


def exports_of(actor: Actor) -> list[ListExport]:
    """Of one's own agency, the newest first; of young people for those cleared, and whose it is."""
    young = ListExport.exported != ExportedList.PREVENT_AND_DETER
    hidden = not actor.cleared_for(Clearance.PREVENT_AND_DETER)
    seen = [or_(young, ListExport.user_id == actor.user_id)] if hidden else []
    return list(
        db.session.scalars(
            select(ListExport)
            .where(ListExport.agency_id == actor.agency_id, *seen)
            .order_by(ListExport.taken_at.desc(), ListExport.id)
            .limit(MOST_LISTED)
        )
    )


def get_export(export_id: UUID, actor: Actor) -> ListExport | None:
    return next((one for one in exports_of(actor) if one.id == export_id), None)
