"""Recording what happened between a person and the law; facts only, never raw intelligence."""

from uuid import UUID, uuid4

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.offending.kinds import MATTER
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.models import OffenceEvent
from popo.offending.policy import may_record
from popo.offending.queries import is_matter_of, was_at_liberty
from popo.offending.services.details import NewEvent, check, fill
from popo.people.about import Handling
from popo.people.models import Person
from popo.whereabouts.models import DateKind
from popo.whereabouts.queries import get_basis, key_dates_of
from popo.whereabouts.services import pass_key_date, set_key_date

_IN_COURT = {K.CHARGE, K.HEARING, K.REMAND}
"""Whose next day is a day in court."""


def record_event(actor: Actor, person: Person, details: NewEvent) -> OffenceEvent:
    """Raises RuleBroken where the facts do not fit the kind of event.

    A court date it tells of is set among the dates ahead, and one it is the answer to passes.
    """
    check_may_record(actor, person)
    check(details)
    check_belongs(actor, person, details)
    row = OffenceEvent(
        person_id=person.id,
        agency_id=actor.agency_id,
        event_kind=details.kind,
        author_id=actor.user_id,
        created_at=clock.now(),
    )
    fill(row, details, at_liberty=was_free(person, details))
    if row.matter_id is None and details.kind in MATTER:
        row.matter_id = uuid4()
    db.session.add(row)
    tell(Event.OFFENCE_EVENT_RECORDED, actor, row)
    _follow_court(actor, person, details)
    return row


def check_may_record(actor: Actor, person: Person) -> None:
    if may_record(actor, person):
        return
    if person.is_young:
        raise RuleBroken("The youth offending service or the police record this of a child.")
    raise RuleBroken("The police, probation, prisons or the youth offending service record this.")


def check_belongs(actor: Actor, person: Person, details: NewEvent) -> None:
    """The matter and the order named must be this person's, and open to the actor."""
    if details.matter_id is not None and not is_matter_of(details.matter_id, person, actor):
        raise RuleBroken("Choose one of the matters shown.", "matter")
    if details.basis_id is not None and get_basis(details.basis_id, person, actor) is None:
        raise RuleBroken("Choose one of the orders shown.", "basis")


def was_free(person: Person, details: NewEvent) -> bool:
    return was_at_liberty(person.id, details.offence_on or details.happened_on)


def tell(
    event: Event, actor: Actor, row: OffenceEvent, before: dict[str, str] | None = None
) -> None:
    content = {"after": told_of(row), **({"before": before} if before else {})}
    record(
        event,
        actor,
        people=[row.person_id],
        about=(OffenceEvent.__tablename__, row.id),
        content=[(row.key_scope(), content)],
    )


def told_of(row: OffenceEvent) -> dict[str, str]:
    """What is said, for the trail: empty answers left out."""
    held: dict[str, object] = {
        "kind": row.event_kind.value,
        "on": row.happened_on.isoformat(),
        "ho_code": row.ho_code,
        "variety": row.variety,
        "result": row.result,
        "concluded_on": row.concluded_on,
        "handling": row.handling.value,
    }
    return {name: str(value) for name, value in held.items() if value}


def _follow_court(actor: Actor, person: Person, details: NewEvent) -> None:
    """The dates ahead are read by every agency: what fewer may read leaves them alone."""
    if details.kind not in _IN_COURT or details.handling is not Handling.ACTION_GROUP:
        return
    if details.next_on is not None and details.next_on >= clock.today():
        source = details.source or "Offending record"
        set_key_date(actor, person, DateKind.COURT, details.next_on, clock.today(), source)
    elif details.kind is K.HEARING:
        _pass_court(actor, person.id, details)


def _pass_court(actor: Actor, person_id: UUID, details: NewEvent) -> None:
    for row in key_dates_of([person_id], actor).get(person_id, []):
        if row.date_kind is DateKind.COURT and row.falls_on <= details.happened_on:
            pass_key_date(actor, row, details.happened_on)
