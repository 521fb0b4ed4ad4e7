"""The newest of each kind of thing that happened to a person, in one statement a kind."""

from sqlalchemy import select

from popo.access.actor import Actor
from popo.contacts.models import Contact, Outcome
from popo.db import db
from popo.people.models import Person
from popo.people.policy import readable


def recent_contacts(person: Person, actor: Actor, limit: int) -> list[Contact]:
    """What took place or was missed, newest first; neither planned, undone nor since corrected."""
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
    return list(db.session.scalars(statement))
