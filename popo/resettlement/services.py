"""Saying how somebody stands in one area from a day on, and striking out what never was so."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from popo.people.queries.childhood import childhood_ended
from popo.resettlement.kinds import STATES, Area
from popo.resettlement.models import ResettlementState
from popo.resettlement.policy import areas_open_to, compartment_of, may_strike
from popo.resettlement.queries import ended_by, running, standing_of, times_said


@dataclass(frozen=True)
class NewState:
    """`source`: how it is known. `words`: what else matters, such as where or which service."""

    state: str
    starts_on: date
    source: str
    words: str = ""


def set_state(
    actor: Actor, person: Person, area: Area, details: NewState, read_version: int
) -> ResettlementState:
    """What stood before ends that day, and stays on record. Raises StaleVersion.

    `read_version`: `times_said` as the form was opened.
    """
    if area not in areas_open_to(actor):
        raise RuleBroken("Treatment is recorded by those cleared for health records.")
    if details.state not in STATES[area]:
        raise RuleBroken("Choose how it stands.", "state")
    if not details.source.strip():
        raise RuleBroken("Say how it is known.", "source")
    if details.starts_on > clock.today():
        raise RuleBroken("The day cannot be in the future.", "starts_on")
    _check_childhood(actor, person, details.starts_on)
    if read_version != times_said(person, area, actor):
        raise StaleVersion
    former = running(person, area)
    if former is not None:
        _end(former, details, told=standing_of(person, actor)[area] is former)
    row = ResettlementState(
        person_id=person.id,
        agency_id=actor.agency_id,
        compartment=compartment_of(area),
        area=area,
        state=details.state,
        said_by_id=actor.user_id,
        source=details.source.strip(),
        words=details.words.strip() or None,
        starts_on=details.starts_on,
    )
    db.session.add(row)
    _tell(Event.RESETTLEMENT_SAID, actor, row)
    return row


def strike_state(
    actor: Actor, person: Person, row: ResettlementState, reason: str, read_version: int
) -> None:
    """For what never was so. What it had ended stands again until what followed, or on.

    `read_version`: `times_said` as the form was opened. Raises StaleVersion.
    """
    if not may_strike(actor, row):
        raise RuleBroken("Only the agency that said this can strike it out.")
    if not reason.strip():
        raise RuleBroken("Say what was wrong.", "reason")
    if read_version != times_said(person, row.area, actor):
        raise StaleVersion
    before = ended_by(row, actor)
    row.struck_at, row.struck_by_id, row.why = clock.now(), actor.user_id, reason.strip()
    db.session.flush()  # one row runs at a time: this one is off before the former runs again
    if before is not None:
        before.ends_on = row.ends_on
    _tell(Event.RESETTLEMENT_STRUCK, actor, row)


def _tell(event: Event, actor: Actor, row: ResettlementState) -> None:
    record(
        event,
        actor,
        people=[row.person_id],
        about=(ResettlementState.__tablename__, row.id),
        content=[(row.key_scope(), {"area": row.area.value, "state": row.state})],
    )


def _check_childhood(actor: Actor, person: Person, starts_on: date) -> None:
    """What stood before is the childhood's record, whether or not there is any."""
    ended = childhood_ended(person.id)
    if ended is None or actor.cleared_for(Clearance.PREVENT_AND_DETER) or starts_on >= ended:
        return
    raise RuleBroken(f"Give a day from {clock.written(ended)} on.", "starts_on")


def _end(former: ResettlementState, details: NewState, *, told: bool) -> None:
    """`told`: whether who changes it may know what stood; else nothing is said of it."""
    if details.starts_on < former.starts_on:
        since = clock.written(former.starts_on)
        words = f"What stands began on {since}: give a later day." if told else "Give a later day."
        raise RuleBroken(words, "starts_on")
    if told and former.state == details.state and not details.words.strip():
        raise RuleBroken("This is what stands already.", "state")
    former.end(details.starts_on)
    db.session.flush()  # one row runs at a time: this one has ended before the next begins
