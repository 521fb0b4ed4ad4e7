"""An agency asks that somebody be heard, changes why, and takes it back."""

from popo import clock
from popo.access.actor import Actor
from popo.action_group.models import AgendaRequest
from popo.action_group.queries.requests import open_request_of
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from popo.people.queries.stops import check_goes_on


def ask_for_agenda(actor: Actor, person: Person, words: str) -> AgendaRequest:
    """Waits for whoever prepares the next meeting."""
    check_goes_on(person)
    if open_request_of(person.id, actor.agency_id) is not None:
        raise RuleBroken("Your agency has asked already. Change what it asked, or take it back.")
    row = AgendaRequest(
        person_id=person.id,
        agency_id=actor.agency_id,
        asked_on=clock.today(),
        asked_by_id=actor.user_id,
        words=words,
    )
    db.session.add(row)
    _record(Event.AGENDA_ASKED, actor, row, {"words": words})
    return row


def change_request(
    actor: Actor, row: AgendaRequest, words: str, read_version: int
) -> AgendaRequest:
    """Raises StaleVersion where a colleague changed it since it was opened."""
    if row.version != read_version:
        raise StaleVersion
    _check_own(actor, row)
    before, row.words = row.words, words
    _record(Event.AGENDA_ASKED, actor, row, {"before": before, "words": words})
    return row


def withdraw_request(actor: Actor, row: AgendaRequest) -> None:
    _check_own(actor, row)
    row.withdrawn_on = clock.today()
    _record(Event.AGENDA_REQUEST_WITHDRAWN, actor, row, {})


def _check_own(actor: Actor, row: AgendaRequest) -> None:
    if row.agency_id != actor.agency_id:
        raise RuleBroken("Only the agency that asked changes this.")
    if not row.is_open:
        raise RuleBroken("This is on an agenda already, or was taken back.")


def _record(event: Event, actor: Actor, row: AgendaRequest, content: dict[str, str]) -> None:
    record(
        event,
        actor,
        people=[row.person_id],
        about=(AgendaRequest.__tablename__, row.id),
        content=[(row.key_scope(), content)],
    )
