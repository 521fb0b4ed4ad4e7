"""Contacts and events in bulk, as they come over when a scheme moves onto this system."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID, uuid4

from popo.audit.events import Event
from popo.audit.services import record
from popo.contacts.models import Contact as ContactRow
from popo.db import transaction
from popo.demo.calendar import LAST_DAY
from popo.demo.happenings import Happening
from popo.demo.journeys import Journey
from popo.demo.load.bulk import Row, Sealer, contact_row, event_row, held_key, write
from popo.demo.load.world import World
from popo.offending.models import OffenceEvent

_STEP_BY_STEP = LAST_DAY - timedelta(days=90)


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
    actor, person_id = world.office.actor(agency, number), world.people[number].id
    matters = _matters_of_late(journey.happenings)
    for event in journey.happenings:
        matter_id = matters.get(event.asn) if event.asn else None
        author_id = actor.user_id if event.on >= _STEP_BY_STEP else None
        yield event_row(sealer, person_id, actor.agency_id, event, author_id, matter_id)


def _matters_of_late(events: Iterable[Happening]) -> dict[str, UUID]:
    """By summons number, of what began since events are recorded step by step."""
    began: dict[str, date] = {}
    for event in events:
        if event.asn:
            began[event.asn] = min(event.on, began.get(event.asn, event.on))
    return {asn: uuid4() for asn, on in began.items() if on >= _STEP_BY_STEP}
