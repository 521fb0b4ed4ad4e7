"""What goes to another scheme: the parts chosen, as far as the sender reads them.

Left out whatever was chosen: intelligence, health with the results of drug tests, and what is kept
to one agency or to criminal justice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.cases.policy import may_see_strand
from popo.cases.queries import engagement_history, spells_open_to
from popo.contacts.models import Contact
from popo.contacts.queries import recent_contacts
from popo.db import db
from popo.keys.models import Compartment
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.offending.queries import events_of
from popo.people.about import AboutPerson, AssertionKind, Handling
from popo.people.models import (
    Address,
    Identifier,
    LivingSummary,
    Person,
    PersonName,
    Phone,
    WarningMarker,
)
from popo.people.queries import details_of, summary_of
from popo.selection.pack import PackPart
from popo.selection.queries.transfers import Offered
from popo.whereabouts.models import KeyDate, Location, SupervisionBasis
from popo.whereabouts.queries import bases_of, key_dates_of, locations_of

R = TypeVar("R", bound=AboutPerson)
MOST_CONTACTS = 50


@dataclass
class Pack:
    """Empty where a part was not chosen, or nothing in it may leave."""

    parts: list[PackPart]
    names: list[PersonName] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    markers: list[WarningMarker] = field(default_factory=list)
    summaries: list[LivingSummary] = field(default_factory=list)
    spells: list[SchemeCase] = field(default_factory=list)
    strands: list[StrandEngagement] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    bases: list[SupervisionBasis] = field(default_factory=list)
    dates: list[KeyDate] = field(default_factory=list)
    events: list[OffenceEvent] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)


def may_leave(row: AboutPerson) -> bool:
    return (
        row.compartment is Compartment.CORE
        and row.kind is not AssertionKind.INTELLIGENCE
        and row.handling is Handling.ACTION_GROUP
    )


def pack_of(offered: Offered, actor: Actor) -> Pack:
    person = offered.person
    pack = Pack([part for part in PackPart if part in offered.transfer.parts])
    _add_details(pack, person, actor)
    if PackPart.CASE in pack.parts:
        pack.spells = _spells(person, actor)
        pack.strands = [row for case in pack.spells[:1] for row in _strands(case, person, actor)]
    if PackPart.WHEREABOUTS in pack.parts:
        _add_whereabouts(pack, person, actor)
    if PackPart.OFFENDING in pack.parts:
        pack.events = [
            row
            for row in _leaving(events_of(person, actor))
            if row.event_kind is not OffenceEventKind.DRUG_TEST
        ]
    if PackPart.CONTACTS in pack.parts:
        pack.contacts = _leaving(recent_contacts(person.id, actor, MOST_CONTACTS))
    return pack


def _add_details(pack: Pack, person: Person, actor: Actor) -> None:
    details = details_of(person.id, actor)
    if PackPart.WHO in pack.parts:
        pack.names, pack.identifiers = _leaving(details.names), _leaving(details.identifiers)
    if PackPart.ADDRESSES in pack.parts:
        pack.addresses, pack.phones = _leaving(details.addresses), _leaving(details.phones)
    if PackPart.WARNINGS in pack.parts:
        pack.markers = _leaving(details.markers)
    if PackPart.SUMMARY in pack.parts:
        summary = summary_of(person.id, actor)
        pack.summaries = _leaving([summary] if summary else [])


def _add_whereabouts(pack: Pack, person: Person, actor: Actor) -> None:
    today, key = clock.today(), [person.id]
    pack.locations = _leaving(locations_of(key, today, actor).values())
    pack.bases = _leaving(bases_of(key, today, actor).get(person.id, []))
    pack.dates = _leaving(key_dates_of(key, actor).get(person.id, []))


def _spells(person: Person, actor: Actor) -> list[SchemeCase]:
    """Of an adult, none that was worked under Prevent and Deter alone."""
    spells = _leaving(spells_open_to(actor, person))
    if person.is_young:
        return spells
    engaged = select(StrandEngagement.case_id).where(
        StrandEngagement.person_id == person.id,
        StrandEngagement.strand != Strand.PREVENT_AND_DETER,
    )
    adult = set(db.session.scalars(engaged))
    return [spell for spell in spells if spell.id in adult]


def _strands(case: SchemeCase, person: Person, actor: Actor) -> list[StrandEngagement]:
    """Of an adult, nothing tells of Prevent and Deter."""
    return [
        row
        for row in _leaving(engagement_history(case))
        if may_see_strand(actor, row.strand)
        and (person.is_young or row.strand is not Strand.PREVENT_AND_DETER)
    ]


def _leaving(rows: Iterable[R]) -> list[R]:
    return [row for row in rows if may_leave(row)]
