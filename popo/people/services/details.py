"""Names, identifiers, addresses, phones and the living summary of a person."""

from datetime import date
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.intervals import on
from popo.people.about import AssertionKind
from popo.people.identifiers import IdentifierKind, check, tidy
from popo.people.models import (
    Address,
    AddressKind,
    Identifier,
    LivingSummary,
    NameKind,
    Person,
    PersonName,
    Phone,
    WarningMarker,
)
from popo.people.queries.details import summaries_of, summary_of
from popo.people.services.index import index_person
from popo.reference.places import tidy_postcode, ward_of_postcode

Detail = PersonName | Address | Phone | WarningMarker
Replaced = TypeVar("Replaced", PersonName, Address)


class NewName(NamedTuple):
    kind: NameKind
    given: str
    family: str
    source: str


class NewIdentifier(NamedTuple):
    kind: IdentifierKind
    typed: str
    source: str


class NewAddress(NamedTuple):
    kind: AddressKind
    lines: str
    postcode: str
    source: str
    verified_on: date | None
    since: date | None


class NewPhone(NamedTuple):
    number: str
    source: str


def add_name(
    actor: Actor, person: Person, kind: NameKind, given: str, family: str, source: str
) -> PersonName:
    """A current name takes the place of the one the same agency held; that one still finds."""
    if kind is NameKind.CURRENT:
        _end_former(PersonName, PersonName.name_kind == kind, actor, person, clock.today())
    row = PersonName(
        person_id=person.id,
        agency_id=actor.agency_id,
        name_kind=kind,
        given=given,
        family=family,
        source=source,
        starts_on=clock.today(),
    )
    db.session.add(row)
    index_person(person)
    record(Event.NAME_ADDED, actor, people=[person.id], kind=kind.value)
    return row


def add_identifier(
    actor: Actor, person: Person, kind: IdentifierKind, typed: str, source: str
) -> Identifier:
    """An identifier that fails its check is kept and flagged, never refused."""
    checked = check(kind, tidy(kind, typed), clock.today())
    row = Identifier(
        person_id=person.id,
        agency_id=actor.agency_id,
        identifier_kind=kind,
        typed=typed,
        canonical=checked.canonical if checked.valid else None,
        is_valid=checked.valid,
        source=source,
    )
    db.session.add(row)
    index_person(person)
    record(Event.IDENTIFIER_ADDED, actor, people=[person.id], kind=kind.value, valid=checked.valid)
    return row


def add_address(
    actor: Actor,
    person: Person,
    kind: AddressKind,
    lines: str,
    postcode: str,
    source: str,
    verified_on: date | None = None,
    since: date | None = None,
) -> Address:
    """The newest address of a kind takes the place of the one the same agency held before."""
    starts_on = since or clock.today()
    if starts_on > clock.today():
        raise RuleBroken("An address cannot start in the future.", "since")
    _end_former(Address, Address.address_kind == kind, actor, person, starts_on)
    ward = ward_of_postcode(postcode) if postcode else None
    row = Address(
        person_id=person.id,
        agency_id=actor.agency_id,
        address_kind=kind,
        lines=lines,
        postcode=tidy_postcode(postcode) if postcode else None,
        ward=ward.name if ward else None,
        verified_on=verified_on,
        source=source,
        starts_on=starts_on,
    )
    db.session.add(row)
    index_person(person)
    record(Event.ADDRESS_ADDED, actor, people=[person.id], kind=kind.value)
    return row


def add_phone(actor: Actor, person: Person, number: str, source: str) -> Phone:
    row = Phone(
        person_id=person.id,
        agency_id=actor.agency_id,
        number=number,
        source=source,
        starts_on=clock.today(),
    )
    db.session.add(row)
    index_person(person)
    record(Event.PHONE_ADDED, actor, people=[person.id])
    return row


def end_detail(actor: Actor, person: Person, row: Detail) -> None:
    """Says that a detail is no longer true; it stays as history. Only its owner may."""
    if row.agency_id != actor.agency_id:
        raise RuleBroken("Only the agency that recorded this can end it.")
    row.end(clock.today())
    record(
        Event.DETAIL_ENDED,
        actor,
        people=[person.id],
        about=(row.__tablename__, row.id),
        kind=row.__tablename__,
    )


def write_summary(
    actor: Actor, person: Person, words: str, read_version: int | None = None
) -> LivingSummary:
    """The newest summary is the one shown; the partnership holds it jointly.

    `read_version` is how many there were when its author began. Raises StaleVersion where
    somebody else has written one since.
    """
    if read_version is not None and read_version != len(summaries_of(person, actor)):
        raise StaleVersion
    row = LivingSummary(
        person_id=person.id,
        agency_id=partnership().id,
        kind=AssertionKind.ASSESSMENT,
        words=words,
        author=f"{actor.name}, {actor.agency_name}",
        written_on=clock.today(),
    )
    db.session.add(row)
    record(Event.SUMMARY_WRITTEN, actor, people=[person.id], about=(row.__tablename__, row.id))
    return row


def confirm_summary(actor: Actor, person: Person, summary_id: UUID) -> LivingSummary:
    """Looked at again and still true: the same words, under today's date and one's own name.

    Raises StaleVersion where `summary_id` is no longer the newest.
    """
    newest = summary_of(person.id, actor)
    if newest is None or newest.id != summary_id:
        raise StaleVersion
    return write_summary(actor, person, newest.words)


def _end_former(
    model: type[Replaced],
    same: ColumnElement[bool],
    actor: Actor,
    person: Person,
    day: date,
) -> None:
    """Of one kind an agency holds one at a time: the former one ends as the next begins."""
    rows = db.session.scalars(
        select(model).where(
            model.person_id == person.id,
            model.agency_id == actor.agency_id,
            same,
            on(model, clock.today()),
        )
    )
    for row in rows:
        if day < row.starts_on:
            raise RuleBroken("The one before it started later. Check the day.", "since")
        if row.ends_on is None:
            row.end(day)
