"""All that is recorded of a person in one order: looked through, searched and pinned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import users_by_id
from popo.actions.queries import for_person
from popo.audit.events import Event
from popo.audit.models import AuditEvent, AuditSubject
from popo.cases.queries import light_history, open_cases_of
from popo.contacts.models import Contact, Outcome
from popo.db import db
from popo.offending.models import OffenceEvent
from popo.offending.policy import detail_for
from popo.overview import timeline
from popo.overview.keywords import Piece, excerpt, words_of
from popo.overview.models import Pin
from popo.overview.timeline import Entry, newest_first
from popo.people.models import Person
from popo.people.policy import readable
from popo.people.queries import summaries_of
from popo.resettlement.queries import history_of
from popo.whereabouts.queries import location_history

PAGE = 40
MOST_PAGES = 50
MOST_SEARCHED = 5_000
MOST_FOUND = 100
PARTS = {
    "contact": "Contacts",
    "offending": "Offending",
    "whereabouts": "Whereabouts",
    "standing": "Housing, work and treatment",
    "colour": "Colours",
    "action": "Actions",
    "summary": "Summaries",
}
"""What the timeline is made of, by the name in its address."""


@dataclass(frozen=True)
class Filters:
    """`part` is one of `PARTS` or empty; `major_only` leaves out what happens every week."""

    part: str = ""
    major_only: bool = False


@dataclass(frozen=True)
class Hit:
    """An entry in which the words stand, with what stands around them."""

    entry: Entry
    pieces: list[Piece]


def entries_of(person: Person, actor: Actor, filters: Filters, limit: int) -> list[Entry]:
    """The newest that this actor may read, at most `limit`."""
    found = [
        entry
        for part in PARTS
        if filters.part in {"", part}
        for entry in _of(part, person, actor, limit)
        if entry.is_major or not filters.major_only
    ]
    return sorted(found, key=newest_first, reverse=True)[:limit]


def search(person: Person, actor: Actor, typed: str) -> list[Hit]:
    """Every entry whose words hold all that was typed, the newest first."""
    words = words_of(typed)
    hits = []
    for entry in entries_of(person, actor, Filters(), MOST_SEARCHED) if words else []:
        pieces = excerpt(f"{entry.title}. {entry.words}", words)
        if pieces:
            hits.append(Hit(entry, pieces))
    return hits[:MOST_FOUND]


def pinned(person: Person, actor: Actor) -> list[tuple[Pin, Entry]]:
    """What stands pinned, the newest pin first; an entry that may not be read is left out."""
    statement = (
        select(Pin)
        .where(Pin.person_id == person.id, Pin.taken_off_at.is_(None), readable(Pin, actor))
        .order_by(Pin.created_at.desc(), Pin.id)
    )
    pins = db.session.scalars(statement).all()
    entries = entries_among({pin.about_id for pin in pins}, person, actor)
    return [(pin, entries[pin.about_id]) for pin in pins if pin.about_id in entries]


def entries_among(keys: set[UUID], person: Person, actor: Actor) -> dict[UUID, Entry]:
    """The entries with these keys."""
    if not keys:
        return {}
    found = [entry for part in PARTS for entry in _of(part, person, actor, MOST_SEARCHED, keys)]
    return {entry.key: entry for entry in found if entry.key in keys}


def last_looked_at(person: Person, actor: Actor) -> datetime | None:
    """When this actor last opened this case file, in scheme time: the trail keeps real time."""
    statement = (
        select(AuditEvent.at, AuditEvent.details)
        .join(AuditSubject, AuditSubject.event_id == AuditEvent.id)
        .where(
            AuditSubject.person_id == person.id,
            AuditEvent.user_id == actor.user_id,
            AuditEvent.event == Event.PERSON_READ.label,
        )
        .order_by(AuditEvent.id.desc())
        .limit(PAGE)
    )
    opened = [
        row.at for row in db.session.execute(statement) if row.details.get("page") == "summary"
    ]
    return opened[0] + (clock.now() - clock.real_now()) if opened else None


def marked_new(entries: Iterable[Entry], since: datetime | None, actor: Actor) -> list[Entry]:
    """What somebody else recorded since; nothing is new to whoever looks for the first time."""
    return [
        replace(entry, is_new=True)
        if since and entry.recorded_at > since and entry.author_id != actor.user_id
        else entry
        for entry in entries
    ]


def _of(
    part: str, person: Person, actor: Actor, limit: int, keys: set[UUID] | None = None
) -> Sequence[Entry]:
    """`keys` narrows down the two kinds of which there may be thousands."""
    match part:
        case "contact":
            rows = _contacts(person, actor, limit, keys)
            users = users_by_id({row.author_id for row in rows})
            found = [timeline.of_contact(row, users) for row in rows]
        case "offending":
            events = _events(person, actor, limit, keys)
            found = [timeline.of_offence_event(row, detail_for(actor, row)) for row in events]
        case "whereabouts":
            found = [timeline.of_location(row) for row in location_history(person, actor)[:limit]]
        case "standing":
            stood = [row for rows in history_of(person, actor).values() for row in rows]
            users = users_by_id({row.said_by_id for row in stood})
            found = [timeline.of_standing(row, users) for row in stood]
        case "colour":
            found = _colours(person, actor)
        case "action":
            actions = for_person(person, actor, min(limit, 200))
            users = users_by_id({row.asked_by_id for row in actions})
            found = [timeline.of_action(row, users) for row in actions]
        case _:
            found = [timeline.of_summary(row) for row in summaries_of(person, actor)]
    return found


def _contacts(
    person: Person, actor: Actor, limit: int, keys: set[UUID] | None
) -> Sequence[Contact]:
    statement = (
        select(Contact)
        .where(
            Contact.person_id == person.id,
            Contact.undone_at.is_(None),
            Contact.replaced_at.is_(None),
            Contact.outcome != Outcome.PLANNED,
            readable(Contact, actor),
        )
        .order_by(Contact.at.desc(), Contact.id)
        .limit(limit)
    )
    if keys is not None:
        statement = statement.where(Contact.id.in_(keys))
    return db.session.scalars(statement).all()


def _events(
    person: Person, actor: Actor, limit: int, keys: set[UUID] | None
) -> Sequence[OffenceEvent]:
    statement = (
        select(OffenceEvent)
        .where(OffenceEvent.person_id == person.id, readable(OffenceEvent, actor))
        .order_by(OffenceEvent.happened_on.desc(), OffenceEvent.created_at.desc(), OffenceEvent.id)
        .limit(limit)
    )
    if keys is not None:
        statement = statement.where(OffenceEvent.id.in_(keys))
    return db.session.scalars(statement).all()


def _colours(person: Person, actor: Actor) -> list[Entry]:
    case = open_cases_of([person.id]).get(person.id)
    lights = light_history(case, actor) if case else []
    users = users_by_id({light.set_by_id for light in lights})
    return [
        timeline.of_light(light, former, users)
        for light, former in pairwise([*lights, None])
        if light is not None
    ]
