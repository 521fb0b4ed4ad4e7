"""Reads of named people, put into the trail before the page is sent."""

from collections.abc import Iterable
from uuid import UUID

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.people.models import Person


def looked_at(actor: Actor, person: Person, page: str) -> None:
    """The actor opened a page about one person."""
    record(Event.PERSON_READ, actor, people=[person.id], page=page)


def looked_at_list(actor: Actor, people: Iterable[UUID], name: str) -> None:
    """The actor opened a list that names people: one event, with each of them as a subject."""
    shown = set(people)
    if shown:
        record(Event.PEOPLE_LISTED, actor, people=shown, list=name, count=len(shown))
