"""Contacts as rows, where a test wants many or odd ones."""

from datetime import datetime
from uuid import uuid4

from popo.access.actor import Actor
from popo.contacts.models import Contact, ContactType, Outcome
from popo.db import db
from popo.people.models import Person


def contact(
    by: Actor, person: Person, at: datetime, outcome: Outcome = Outcome.KEPT, **more: datetime
) -> Contact:
    row = Contact(
        person_id=person.id,
        agency_id=by.agency_id,
        at=at,
        contact_type=ContactType.OFFICE_VISIT,
        outcome=outcome,
        group_id=uuid4(),
        author_id=by.user_id,
        **more,
    )
    db.session.add(row)
    return row
