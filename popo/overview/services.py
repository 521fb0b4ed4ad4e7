"""Pinning entries of a timeline, and searching one; the trail knows of both."""

from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.keys.models import Compartment, KeyScope
from popo.overview.models import Pin
from popo.overview.story import Hit, search
from popo.people.models import Person

MOST_PINS = 10


def search_timeline(actor: Actor, person: Person, typed: str) -> list[Hit]:
    """What was typed is kept sealed, under whoever typed it."""
    hits = search(person, actor, typed)
    own = KeyScope(actor.user_id, actor.agency_id, Compartment.CORE)
    record(
        Event.TIMELINE_SEARCHED,
        actor,
        people=[person.id],
        content=[(own, {"words": typed})],
        count=len(hits),
    )
    return hits


def pin_entry(actor: Actor, person: Person, key: UUID, why: str) -> Pin:
    standing = _standing(person)
    if any(pin.about_id == key for pin in standing):
        raise RuleBroken("This is pinned already.")
    if len(standing) >= MOST_PINS:
        raise RuleBroken(f"At most {MOST_PINS} entries are pinned. Take one off first.")
    pin = Pin(
        person_id=person.id,
        agency_id=actor.agency_id,
        about_id=key,
        pinned_by_id=actor.user_id,
        why=why.strip() or None,
    )
    db.session.add(pin)
    record(Event.ENTRY_PINNED, actor, people=[person.id], about=(Pin.__tablename__, pin.id))
    return pin


def unpin_entry(actor: Actor, person: Person, pin: Pin) -> None:
    pin.taken_off_at = clock.now()
    record(Event.ENTRY_UNPINNED, actor, people=[person.id], about=(Pin.__tablename__, pin.id))


def _standing(person: Person) -> list[Pin]:
    statement = select(Pin).where(Pin.person_id == person.id, Pin.taken_off_at.is_(None))
    return list(db.session.scalars(statement.order_by(Pin.id)))
