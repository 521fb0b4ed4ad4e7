"""Closing a childhood on the scheme, and opening of it what a hand-over names."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.people.childhood import ChildsPart
from popo.people.models import Childhood, ChildhoodOpening, Person


def close_childhood(actor: Actor, person: Person) -> None:
    """What was written so far stays with those cleared for children, and with who wrote it."""
    if not person.is_young:
        return
    held = db.session.scalars(
        select(Childhood).where(Childhood.person_id == person.id)
    ).one_or_none()
    if held is None:
        db.session.add(Childhood(person_id=person.id, closed_at=clock.now()))
    else:
        held.closed_at = clock.now()
    record(Event.CHILDHOOD_CLOSED, actor, people=[person.id])


def open_parts(
    actor: Actor, person: Person, parts: Iterable[tuple[ChildsPart, UUID | None]]
) -> None:
    """Each part, of one agency or, where none is named, of all."""
    chosen = list(parts)
    for part, agency_id in chosen:
        db.session.add(ChildhoodOpening(person_id=person.id, part=part, owner_agency_id=agency_id))
    names = sorted({part.value for part, _ in chosen})
    record(Event.CHILDHOOD_OPENED, actor, people=[person.id], parts=names)
