"""Destroying declined nominees on the day they are due, so that nobody lingers on a list."""

from datetime import date
from uuid import UUID

from popo.audit.events import Event
from popo.audit.services import record
from popo.keys.services import destroy_keys
from popo.people.services.index import forget_tokens
from popo.selection.queries.expiry import due_for_destruction

BECAUSE = "declined nomination expired"


def destroy_expired(today: date) -> list[UUID]:
    """Destroys those whose declined nomination expired and whom nothing else keeps.

    Anything else is another nomination that has not expired, a case at any time, or a challenge
    that waits for its answer. Gives the keys of the people; doing it again destroys nobody twice.
    """
    people = due_for_destruction(today)
    destroy_keys(people)
    for person_id in people:
        forget_tokens(person_id)
        record(Event.PERSON_DESTROYED, None, people=[person_id], because=BECAUSE)
    return people
