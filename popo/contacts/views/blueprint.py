"""The blueprint, and what its views share."""

from datetime import date
from itertools import groupby
from uuid import UUID

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.permissions import Permission
from popo.contacts.models import Contact
from popo.contacts.policy import may_correct, may_undo
from popo.contacts.queries import get_contact
from popo.contacts.wording import OUTCOME_WORDS, TYPE_WORDS, seen_by
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.web.current import actor
from popo.web.guard import refuse_sight

blueprint = Blueprint("contacts", __name__)
Answer = Response | str | tuple[str, int]


def person_or_404(reference: str, level: SightLevel) -> Person:
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def may_log(reference: str) -> bool:
    may = actor().can(Permission.CONTACT_LOG)
    return may and get_person(reference, actor(), SightLevel.WORK) is not None


def contact_or_404(contact_id: UUID, level: SightLevel) -> tuple[Contact, Person]:
    found = get_contact(contact_id, actor(), level)
    if found is None:
        refuse_sight("contact")
    return found


def list_href(person: Person) -> str:
    return url_for("contacts.list_contacts", reference=person.reference)


def by_day(shown: list[Contact]) -> list[tuple[date, list[Contact]]]:
    """They come in the order of their times."""
    days = groupby(shown, key=lambda row: clock.local(row.at).date())
    return [(day, list(rows)) for day, rows in days]


def words() -> dict[str, object]:
    """What every template about contacts writes with."""
    return {
        "type_words": TYPE_WORDS,
        "outcome_words": OUTCOME_WORDS,
        "may_undo": _may_undo,
        "may_correct": _may_correct,
        "seen_by": seen_by,
        "now": clock.now(),
    }


def _may_undo(contact: Contact) -> bool:
    return may_undo(actor(), contact, clock.now())


def _may_correct(contact: Contact) -> bool:
    return may_correct(actor(), contact)
