"""A record as long as they come: two thousand contacts of one person."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.contacts.models import Contact, ContactType, Outcome
from popo.db import db, transaction

MANY = 2_000
_NOTE = "Met as agreed. Spoke of the week, the flat and the hours on offer, and of number {}. " * 2


def make_long(person_id: UUID, actor: Actor) -> None:
    """Adds contacts until there are so many."""
    held = db.session.execute(
        select(func.count()).select_from(Contact).where(Contact.person_id == person_id)
    ).scalar_one()
    with transaction():
        for number in range(held, MANY):
            db.session.add(
                Contact(
                    person_id=person_id,
                    agency_id=actor.agency_id,
                    at=clock.now() - timedelta(hours=number),
                    contact_type=ContactType.PHONE,
                    outcome=Outcome.KEPT,
                    group_id=uuid4(),
                    author_id=actor.user_id,
                    note=_NOTE.format(number, number),
                )
            )


def plain_notes(person_id: UUID) -> list[str]:
    """The same words as somebody would keep them who seals nothing."""
    rows = db.session.scalars(select(Contact).where(Contact.person_id == person_id))
    return [row.note or "" for row in rows]
