"""Saying where somebody is, by what law they are supervised, and what dates lie ahead."""

from datetime import date
from typing import Any

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from popo.whereabouts.models import Basis, Confidence, DateKind, KeyDate, Location, Place
from popo.whereabouts.models import SupervisionBasis as BasisRow
from popo.whereabouts.queries import (
    location_history,
    locations_noted,
    newest_location,
    standing_dates,
)
from popo.whereabouts.services.checklists import follow_release, note_released


def move(
    actor: Actor,
    person: Person,
    place: Place,
    starts_on: date,
    detail: str | None,
    source: str,
    confidence: Confidence,
    verified_on: date,
    read_version: int | None = None,
) -> Location:
    """Says where somebody is from a day on; where they were before ends that day.

    `read_version` is `queries.locations_noted` as the form was opened, None where there was no
    form; raises StaleVersion where somebody noted a move since. Leaving custody passes the
    release dates that stood, and dates what follows a release from the day it happened.
    """
    if read_version is not None and read_version != locations_noted(person):
        raise StaleVersion
    if verified_on < starts_on:
        raise RuleBroken("It cannot be verified before it began.", "verified_on")
    former = newest_location(person)
    if former is not None:
        _end_former(former, starts_on, told=former in location_history(person, actor))
    row = Location(
        person_id=person.id,
        agency_id=actor.agency_id,
        place=place,
        detail=detail or None,
        source=source,
        confidence=confidence,
        verified_on=verified_on,
        starts_on=starts_on,
    )
    db.session.add(row)
    if former is not None and former.place.is_custody and not place.is_custody:
        _pass_releases(actor, person, starts_on)
        if place is not Place.AT_LARGE:
            note_released(actor, person, starts_on)
    content = {"before": _told_of(former) if former else None, "after": _told_of(row)}
    record(
        Event.PERSON_MOVED,
        actor,
        people=[person.id],
        about=(Location.__tablename__, row.id),
        content=[(row.key_scope(), content)],
    )
    return row


def _end_former(former: Location, starts_on: date, *, told: bool) -> None:
    """`told`: whether who notes the move may read of the last one; else nothing is said of it."""
    if starts_on < former.starts_on:
        since = f"{former.starts_on.day} {former.starts_on:%B %Y}"
        words = f"The last move on record was on {since}: give a later day."
        raise RuleBroken(words if told else "Give a later day.", "starts_on")
    former.end(starts_on)


def _told_of(row: Location) -> dict[str, Any]:
    return {"place": row.place.value, "starts_on": row.starts_on.isoformat()}


def _pass_releases(actor: Actor, person: Person, day: date) -> None:
    for row in standing_dates(person):
        if row.date_kind.is_release:
            pass_key_date(actor, row, day)


def set_basis(
    actor: Actor,
    person: Person,
    basis: Basis,
    starts_on: date,
    due_to_end_on: date | None,
    conditions: str | None,
    source: str,
) -> BasisRow:
    """Begins supervision under a law; others that run go on."""
    if due_to_end_on is not None and due_to_end_on <= starts_on:
        raise RuleBroken("It must be due to end after it starts.", "due_to_end_on")
    row = BasisRow(
        person_id=person.id,
        agency_id=actor.agency_id,
        basis=basis,
        due_to_end_on=due_to_end_on,
        conditions=conditions or None,
        source=source,
        starts_on=starts_on,
    )
    db.session.add(row)
    _record_basis(Event.BASIS_SET, actor, row)
    return row


def end_basis(actor: Actor, row: BasisRow, ends_on: date) -> None:
    row.end(ends_on)
    _record_basis(Event.BASIS_ENDED, actor, row)


def _record_basis(event: Event, actor: Actor, row: BasisRow) -> None:
    record(
        event,
        actor,
        people=[row.person_id],
        about=(BasisRow.__tablename__, row.id),
        content=[(row.key_scope(), {"basis": row.basis.value})],
    )


def set_key_date(
    actor: Actor, person: Person, kind: DateKind, falls_on: date, as_at: date, source: str
) -> KeyDate:
    """Sets a date that may move; it takes the place of the one of its kind that stood.

    The open steps of a release checklist move with it.
    """
    for former in standing_dates(person):
        if former.date_kind is not kind:
            continue
        if as_at < former.as_at:
            raise RuleBroken("A newer date of this kind is on record.", "as_at")
        former.replaced_on = as_at
    row = KeyDate(
        person_id=person.id,
        agency_id=actor.agency_id,
        date_kind=kind,
        falls_on=falls_on,
        as_at=as_at,
        source=source,
    )
    db.session.add(row)
    record(
        Event.KEY_DATE_SET,
        actor,
        people=[person.id],
        about=(KeyDate.__tablename__, row.id),
        content=[(row.key_scope(), {"falls_on": falls_on.isoformat()})],
        kind=kind.value,
    )
    if kind.is_release:
        follow_release(actor, person)
    return row


def pass_key_date(actor: Actor, row: KeyDate, passed_on: date) -> None:
    """Says that what a date stood for has happened."""
    if row.replaced_on is not None or row.passed_on is not None:
        raise RuleBroken("This date no longer stands.")
    row.passed_on = passed_on
    record(
        Event.KEY_DATE_PASSED,
        actor,
        people=[row.person_id],
        about=(KeyDate.__tablename__, row.id),
        kind=row.date_kind.value,
    )
