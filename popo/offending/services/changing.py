"""What becomes of an event once it is recorded: concluded, corrected, struck out or undone."""

from dataclasses import dataclass, replace
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.offending.kinds import ENFORCEMENT, RESULTS
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.models import FormerEvent, OffenceEvent
from popo.offending.policy import may_correct, may_undo
from popo.offending.services.details import NewEvent, as_facts, as_told, check, fill
from popo.offending.services.events import (
    check_belongs,
    check_may_record,
    tell,
    told_of,
    was_free,
)
from popo.people.models import Person


@dataclass(frozen=True)
class Conclusion:
    """What came of a warrant, breach or recall. A recall may first be agreed: `revoked_on`."""

    result: str = ""
    on: date | None = None
    revoked_on: date | None = None


def conclude_event(
    actor: Actor,
    event: OffenceEvent,
    person: Person,
    conclusion: Conclusion,
    version: int | None = None,
) -> None:
    """Says what came of it; it is no longer outstanding. Raises StaleVersion.

    Of a warrant another agency recorded too: by those who may record one of this person.
    """
    _check_version(event, version)
    check_may_record(actor, person)
    if event.event_kind not in ENFORCEMENT:
        raise RuleBroken("Only a warrant, a breach or a recall is concluded.")
    if event.concluded_on is not None:
        raise RuleBroken("This has already been concluded.")
    _check_conclusion(event, conclusion)
    before = told_of(event)
    event.revoked_on = conclusion.revoked_on or event.revoked_on
    event.concluded_on = conclusion.on
    event.result = conclusion.result or None
    tell(Event.OFFENCE_EVENT_CONCLUDED, actor, event, before)


def _check_conclusion(event: OffenceEvent, conclusion: Conclusion) -> None:
    only_revoked = event.event_kind is K.RECALL and conclusion.revoked_on and not conclusion.on
    if conclusion.revoked_on is not None and event.event_kind is not K.RECALL:
        raise RuleBroken("Only a recall revokes a licence.", "revoked_on")
    for day, field in ((conclusion.revoked_on, "revoked_on"), (conclusion.on, "concluded_on")):
        if day is not None and not event.happened_on <= day <= clock.today():
            raise RuleBroken("Give a day from its issue up to today.", field)
    if only_revoked:
        if conclusion.result:
            raise RuleBroken("Say on which day that was.", "concluded_on")
        return
    if conclusion.on is None:
        raise RuleBroken("Enter the day.", "concluded_on")
    if conclusion.result not in RESULTS[event.event_kind]:
        raise RuleBroken("Choose what came of it.", "result")


def correct_event(
    actor: Actor,
    event: OffenceEvent,
    person: Person,
    details: NewEvent,
    reason: str,
    version: int,
) -> FormerEvent:
    """Puts it right in place; what it said stays, struck through, with the reason.

    Without another postcode or matter, those it had are kept.
    """
    _check_version(event, version)
    _check_may_change(actor, event, reason)
    check(details)
    check_belongs(actor, person, details)
    before, former = told_of(event), _former(actor, event, reason)
    db.session.add(former)
    kept = replace(
        details,
        matter_id=details.matter_id or event.matter_id,
        ward=None if details.postcode else event.ward,
    )
    fill(event, kept, at_liberty=was_free(person, details))
    tell(Event.OFFENCE_EVENT_CORRECTED, actor, event, before)
    return former


def strike_event(actor: Actor, event: OffenceEvent, reason: str, version: int) -> FormerEvent:
    """Takes it off the record: it never was, or was somebody else's. What it said stays, struck."""
    _check_version(event, version)
    _check_may_change(actor, event, reason)
    return _take_off(Event.OFFENCE_EVENT_STRUCK, actor, event, reason)


def undo_event(actor: Actor, event: OffenceEvent) -> FormerEvent:
    """Its author takes it back within ten minutes. A court date set with it stands."""
    if not may_undo(actor, event, clock.now()):
        raise RuleBroken("This is undone by its author within ten minutes. Correct it instead.")
    return _take_off(Event.OFFENCE_EVENT_UNDONE, actor, event, "")


def _take_off(kind: Event, actor: Actor, event: OffenceEvent, reason: str) -> FormerEvent:
    former = _former(actor, event, reason)
    former.is_whole = True
    db.session.add(former)
    tell(kind, actor, event)
    db.session.delete(event)
    return former


def _check_may_change(actor: Actor, event: OffenceEvent, reason: str) -> None:
    if not may_correct(actor, event):
        raise RuleBroken("Only the agency that recorded this can correct it.")
    if not reason.strip():
        raise RuleBroken("Say what was wrong.", "reason")


def _check_version(event: OffenceEvent, read_version: int | None) -> None:
    if read_version is not None and read_version != event.version:
        raise StaleVersion


def _former(actor: Actor, event: OffenceEvent, reason: str) -> FormerEvent:
    return FormerEvent(
        person_id=event.person_id,
        agency_id=event.agency_id,
        compartment=event.compartment,
        kind=event.kind,
        handling=event.handling,
        event_id=event.id,
        event_kind=event.event_kind,
        happened_on=event.happened_on,
        matter_id=event.matter_id,
        is_whole=False,
        struck_at=clock.now(),
        struck_by_id=actor.user_id,
        was=as_facts(as_told(event)),
        why=reason.strip() or None,
    )
