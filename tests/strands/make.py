"""Contacts, addresses and summaries for the strand's rules to look at."""

from datetime import datetime
from uuid import uuid4

from popo.access.actor import Actor
from popo.contacts.models import Contact, ContactType, Outcome
from popo.db import db
from popo.people.models import Person


def contact(
    by: Actor,
    person: Person,
    at: datetime,
    outcome: Outcome,
    kind: ContactType = ContactType.HOME_VISIT,
) -> Contact:
    row = Contact(
        person_id=person.id,
        agency_id=by.agency_id,
        at=at,
        contact_type=kind,
        outcome=outcome,
        group_id=uuid4(),
        author_id=by.user_id,
    )
    db.session.add(row)
    return row
