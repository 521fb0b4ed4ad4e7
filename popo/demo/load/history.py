"""Contacts and events in bulk, as they come over when a scheme moves onto this system."""

from collections.abc import Iterable, Iterator

from popo.audit.events import Event
from popo.audit.services import record
from popo.contacts.models import Contact as ContactRow
from popo.db import transaction
from popo.demo.journeys import Journey
from popo.demo.load.bulk import Row, Sealer, contact_row, event_row, held_key, write
from popo.demo.load.world import World
from popo.offending.models import OffenceEvent


def write_history(world: World, journeys: Iterable[Journey]) -> tuple[int, int]:
    """How many contacts and how many events were written."""
    journeys = list(journeys)
    with transaction():
        sealer = Sealer(held_key)
        contacts = [row for one in journeys for row in _contact_rows(world, sealer, one)]
        events = [row for one in journeys for row in _event_rows(world, sealer, one)]
        write(ContactRow, contacts)
        write(OffenceEvent, events)
        record(
            Event.TOWN_LOADED,
            None,
            people=[person.id for person in world.people.values()],
            contacts=len(contacts),
            events=len(events),
        )
    return len(contacts), len(events)


def _contact_rows(world: World, sealer: Sealer, journey: Journey) -> Iterator[Row]:
    number = journey.somebody.number
    for contact in journey.contacts:
        actor = world.office.actor(contact.agency, number)
        person_id = world.people[number].id
        yield contact_row(sealer, person_id, actor.agency_id, actor.user_id, contact)


def _event_rows(world: World, sealer: Sealer, journey: Journey) -> Iterator[Row]:
    """The police's, but for a child what the youth offending service holds."""
    number = journey.somebody.number
    agency = "youth_offending_service" if journey.is_young else "police"
    agency_id = world.office.actor(agency, number).agency_id
    for event in journey.happenings:
        yield event_row(sealer, world.people[number].id, agency_id, event)
