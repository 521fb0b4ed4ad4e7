"""What the record says about leaving, of many people at once: a fixed number of statements.

Only plain columns are read, so that nothing is decrypted, and only rows the actor may read.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.circumstances.queries.contact import mappa_of
from popo.contacts.models import Contact
from popo.contacts.policy import stands
from popo.db import db
from popo.intervals import on
from popo.offending.liberty import Freedom, Stay
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.about import AssertionKind
from popo.people.models import Address, AddressKind, PersonLink
from popo.people.models.finding import LinkVerdict
from popo.people.policy import may_open_intelligence, readable
from popo.selection.models import Direction, Transfer, TransferAnswer
from popo.selection.prompts import Capacity, Facts, Home, Lead, Release, Scored
from popo.whereabouts.models import DateKind, KeyDate, Location, Place

_TROUBLE = (OffenceEventKind.ARREST, OffenceEventKind.CHARGE)
_FREE = {Place.COMMUNITY, Place.AT_LARGE}
_SENTENCED = {Place.SENTENCED, Place.RECALLED}
_RELEASES = tuple(kind for kind in DateKind if kind.is_release)


@dataclass(frozen=True)
class ToJudge:
    """An open case to be judged. `scored`: its frozen scorings, the newest first."""

    case_id: UUID
    person_id: UUID
    opened_on: date
    deceased_on: date | None
    scored: tuple[Scored, ...] = ()
    capacity: Capacity | None = None


@dataclass
class _Where:
    """Where somebody was and is."""

    stays: list[Stay] = field(default_factory=list)
    sentenced_since: date | None = None
    at_large_since: date | None = None


def facts_of(subjects: Sequence[ToJudge], actor: Actor, today: date) -> dict[UUID, Facts]:
    """By case."""
    people = [subject.person_id for subject in subjects]
    where, recorded = _where(people, actor), _recorded(people, actor)
    trouble, reports = _last_trouble(people, actor), _last_reports(people, actor)
    warrants, releases = _warrants(people, actor), _releases(people, actor)
    homes, links = _homes(people, actor, today), _links(people)
    accepted = _accepted([subject.case_id for subject in subjects], actor)
    leads = _other_leads(people, actor)
    nowhere = _Where()
    found = {}
    for subject in subjects:
        key = subject.person_id
        stayed = where.get(key, nowhere)
        wanted = [day for day in (warrants.get(key), stayed.at_large_since) if day]
        found[subject.case_id] = Facts(
            today=today,
            opened_on=subject.opened_on,
            stays=tuple(stayed.stays),
            is_recorded=key in recorded,
            last_trouble=trouble.get(key),
            last_report=reports.get(key),
            reads_intelligence=may_open_intelligence(actor),
            wanted_since=min(wanted, default=None),
            sentenced_since=stayed.sentenced_since,
            release=releases.get(key),
            homes=tuple(homes.get(key, ())),
            accepted_elsewhere_on=accepted.get(subject.case_id),
            scored=subject.scored,
            other_lead=leads.get(key),
            deceased_on=subject.deceased_on,
            maybe_another_since=links.get(key),
            capacity=subject.capacity,
        )
    return found


def _where(people: Iterable[UUID], actor: Actor) -> dict[UUID, _Where]:
    groups: defaultdict[UUID, _Where] = defaultdict(_Where)
    rows = db.session.execute(
        select(Location.person_id, Location.place, Location.starts_on, Location.ends_on)
        .where(Location.person_id.in_(people), readable(Location, actor))
        .order_by(Location.starts_on, Location.id)
    )
    for person_id, place, starts_on, ends_on in rows:
        stayed = groups[person_id]
        stayed.stays.append(Stay(_freedom(place), starts_on, ends_on))
        if ends_on is None and place in _SENTENCED:
            stayed.sentenced_since = starts_on
        if ends_on is None and place is Place.AT_LARGE:
            stayed.at_large_since = starts_on
    return groups


def _freedom(place: Place) -> Freedom:
    if place.is_custody:
        return Freedom.CUSTODY
    return Freedom.AT_LIBERTY if place in _FREE else Freedom.NOT_COUNTED


def _recorded(people: Iterable[UUID], actor: Actor) -> set[UUID]:
    """Those of whom the offending record says anything at all."""
    statement = select(OffenceEvent.person_id).where(
        OffenceEvent.person_id.in_(people), readable(OffenceEvent, actor)
    )
    return set(db.session.scalars(statement.distinct()))


def _last_trouble(people: Iterable[UUID], actor: Actor) -> dict[UUID, date]:
    """The last arrest or charge of each."""
    rows = db.session.execute(
        select(OffenceEvent.person_id, func.max(OffenceEvent.happened_on))
        .where(
            OffenceEvent.person_id.in_(people),
            OffenceEvent.event_kind.in_(_TROUBLE),
            readable(OffenceEvent, actor),
        )
        .group_by(OffenceEvent.person_id)
    )
    return dict(iter(rows))


def _last_reports(people: Iterable[UUID], actor: Actor) -> dict[UUID, date]:
    """The day of the last gist of intelligence, where the actor may read it."""
    rows = db.session.execute(
        select(Contact.person_id, func.max(Contact.at))
        .where(
            Contact.person_id.in_(people),
            Contact.kind == AssertionKind.INTELLIGENCE,
            stands(),
            readable(Contact, actor),
        )
        .group_by(Contact.person_id)
    )
    return {person_id: clock.local(at).date() for person_id, at in rows}


def _warrants(people: Iterable[UUID], actor: Actor) -> dict[UUID, date]:
    """Since when the oldest warrant is outstanding."""
    rows = db.session.execute(
        select(OffenceEvent.person_id, func.min(OffenceEvent.happened_on))
        .where(
            OffenceEvent.person_id.in_(people),
            OffenceEvent.event_kind == OffenceEventKind.WARRANT,
            OffenceEvent.concluded_on.is_(None),
            readable(OffenceEvent, actor),
        )
        .group_by(OffenceEvent.person_id)
    )
    return dict(iter(rows))


def _releases(people: Iterable[UUID], actor: Actor) -> dict[UUID, Release]:
    """The earliest release date that stands."""
    rows = db.session.execute(
        select(KeyDate.person_id, KeyDate.falls_on, KeyDate.as_at)
        .where(
            KeyDate.person_id.in_(people),
            KeyDate.date_kind.in_(_RELEASES),
            KeyDate.replaced_on.is_(None),
            KeyDate.passed_on.is_(None),
            readable(KeyDate, actor),
        )
        .order_by(KeyDate.falls_on.desc(), KeyDate.id)
    )
    return {person_id: Release(falls_on, as_at) for person_id, falls_on, as_at in rows}


def _homes(people: Iterable[UUID], actor: Actor, today: date) -> dict[UUID, list[Home]]:
    """Homes with a postcode, which gives the ward or shows that there is none."""
    groups: defaultdict[UUID, list[Home]] = defaultdict(list)
    rows = db.session.execute(
        select(Address.person_id, Address.starts_on, Address.ward, Address.verified_on)
        .where(
            Address.person_id.in_(people),
            Address.address_kind == AddressKind.HOME,
            or_(Address.ward.is_not(None), Address.__table__.c.postcode.is_not(None)),
            on(Address, today),
            readable(Address, actor),
        )
        .order_by(Address.starts_on, Address.id)
    )
    for person_id, since, ward, verified_on in rows:
        groups[person_id].append(Home(since, ward is None, verified_on))
    return groups


def _other_leads(people: Iterable[UUID], actor: Actor) -> dict[UUID, Lead]:
    """MAPPA at a level where several agencies manage the risk in place of the scheme."""
    return {
        row.person_id: Lead(f"MAPPA, {row.level.words.lower()}", row.starts_on)
        for row in mappa_of(people, actor)
        if row.level.leads_elsewhere
    }


def _accepted(cases: Sequence[UUID], actor: Actor) -> dict[UUID, date]:
    """When another scheme accepted each case that has not moved yet."""
    rows = db.session.execute(
        select(Transfer.case_id, Transfer.answered_on).where(
            Transfer.case_id.in_(cases),
            Transfer.direction == Direction.OUT,
            Transfer.answer == TransferAnswer.ACCEPTED,
            Transfer.ended_on.is_(None),
            readable(Transfer, actor),
        )
    )
    return {case_id: day for case_id, day in rows if case_id and day}


def _links(people: Sequence[UUID]) -> dict[UUID, date]:
    """Since when each may be the same person as another who has an open case too."""
    found: dict[UUID, date] = {}
    own, other = aliased(SchemeCase), aliased(SchemeCase)
    for near, far in (
        (PersonLink.first_id, PersonLink.second_id),
        (PersonLink.second_id, PersonLink.first_id),
    ):
        rows = db.session.execute(
            select(near, PersonLink.created_at)
            .join(own, own.person_id == near)
            .join(other, other.person_id == far)
            .where(
                near.in_(people),
                PersonLink.verdict != LinkVerdict.NOT_SAME,
                own.closed_on.is_(None),
                other.closed_on.is_(None),
            )
        )
        found.update({person_id: clock.local(at).date() for person_id, at in rows})
    return found
