"""Reads of named people, put into the trail before the page is sent."""

from collections.abc import Iterable
from uuid import UUID

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.keys.models import Compartment, KeyScope
from popo.people.models import Person
from popo.people.queries import Found


def looked_at(actor: Actor, person: Person, page: str) -> None:
    """The actor opened a page about one person."""
    record(Event.PERSON_READ, actor, people=[person.id], page=page)


def looked_at_list(actor: Actor, people: Iterable[UUID], name: str) -> None:
    """The actor opened a list that names people: one event, with each of them as a subject."""
    shown = set(people)
    if shown:
        record(Event.PEOPLE_LISTED, actor, people=shown, list=name, count=len(shown))


def looked_for(actor: Actor, words: str, found: list[Found]) -> None:
    """The actor searched: what was typed is sealed under whoever typed it."""
    own = KeyScope(actor.user_id, actor.agency_id, Compartment.CORE)
    record(
        Event.PEOPLE_FOUND,
        actor,
        people=[hit.person.id for hit in found],
        content=[(own, {"words": words})],
        count=len(found),
    )
