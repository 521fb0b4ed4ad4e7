"""Destroying declined nominees on the day they are due, so that nobody lingers on a list."""

from datetime import date
from uuid import UUID

from popo.audit.events import Event
from popo.audit.services import record
from popo.drafts.services import forget_about
from popo.errors import RuleBroken
from popo.keys.services import destroy_keys
from popo.people.models import Person
from popo.people.services.index import forget_tokens
from popo.selection.queries.destroyed import names_in_drafts
from popo.selection.queries.expiry import due_for_destruction, is_destroyed

BECAUSE = "declined nomination expired"


def destroy_expired(today: date) -> list[UUID]:
    """Destroys those whose declined nomination expired and whom nothing else keeps.

    Anything else is another nomination that has not expired, a case at any time, or a challenge
    that waits for its answer. What anybody had begun to write about them goes too. Gives the keys
    of the people; doing it again destroys nobody twice.
    """
    people = due_for_destruction(today)
    if people:
        forget_about(names_in_drafts(people))
    destroy_keys(people)
    for person_id in people:
        forget_tokens(person_id)
        record(Event.PERSON_DESTROYED, None, people=[person_id], because=BECAUSE)
    return people


def check_not_destroyed(person: Person) -> None:
    """Written by an agency that had no key of theirs, it would stay readable."""
    if is_destroyed(person.id):
        raise RuleBroken("This record was destroyed. Add the person again, as a new record.")
