"""Names, identifiers, addresses, phones, markers and the living summary of a person."""

from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.people.about import AssertionKind
from popo.people.identifiers import IdentifierKind, check, tidy
from popo.people.models import (
    Address,
    AddressKind,
    Identifier,
    LivingSummary,
    MarkerKind,
    NameKind,
    Person,
    PersonName,
    Phone,
    WarningMarker,
)
from popo.people.services.index import index_person
from popo.reference.places import tidy_postcode, ward_of_postcode

LONGEST_MARKER_DAYS = 366


def add_name(
    actor: Actor, person: Person, kind: NameKind, given: str, family: str, source: str
) -> PersonName:
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
) -> Address:
    """The newest address of the same agency takes the place of the one before."""
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
        starts_on=clock.today(),
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


def add_marker(
    actor: Actor, person: Person, kind: MarkerKind, words: str, evidence: str, review_on: date
) -> WarningMarker:
    if review_on <= clock.today():
        raise RuleBroken("The review date must be in the future.", "review_on")
    if (review_on - clock.today()).days > LONGEST_MARKER_DAYS:
        raise RuleBroken("A marker is reviewed within a year.", "review_on")
    row = WarningMarker(
        person_id=person.id,
        agency_id=actor.agency_id,
        kind=AssertionKind.ASSESSMENT,
        marker_kind=kind,
        words=words,
        evidence=evidence,
        author=f"{actor.name}, {actor.agency_name}",
        review_on=review_on,
        starts_on=clock.today(),
    )
    db.session.add(row)
    record(Event.MARKER_ADDED, actor, people=[person.id], kind=kind.value)
    return row


def end_detail(
    actor: Actor, person: Person, row: PersonName | Address | Phone | WarningMarker
) -> None:
    """Says that a detail is no longer true; it stays as history. Only its owner may."""
    if row.agency_id != actor.agency_id:
        raise RuleBroken("Only the agency that recorded this can end it.")
    row.end(clock.today())
    record(Event.DETAIL_ENDED, actor, people=[person.id], kind=row.__tablename__)


def write_summary(actor: Actor, person: Person, words: str) -> LivingSummary:
    """The newest summary is the one shown; it is an assessment, owned by its author's agency."""
    row = LivingSummary(
        person_id=person.id,
        agency_id=actor.agency_id,
        kind=AssertionKind.ASSESSMENT,
        words=words,
        author=f"{actor.name}, {actor.agency_name}",
        written_on=clock.today(),
    )
    db.session.add(row)
    record(Event.SUMMARY_WRITTEN, actor, people=[person.id])
    return row
