"""Saying that two people offended together, and that this was wrong."""

from dataclasses import dataclass
from datetime import date
from typing import NoReturn
from uuid import UUID, uuid4

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.offending.models import CoOffending
from popo.offending.queries import Together, together_of
from popo.offending.services.details import in_the_list
from popo.offending.services.events import check_may_record
from popo.people.about import Handling
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.queries.person import id_of


@dataclass(frozen=True)
class NewCoOffending:
    """`other`: the scheme reference of the other person, whose record the actor must see."""

    other: str
    offended_on: date
    source: str
    ho_code: str | None = None
    words: str = ""
    handling: Handling = Handling.ACTION_GROUP


def record_co_offending(actor: Actor, person: Person, details: NewCoOffending) -> CoOffending:
    """Says that two people offended together: a line for each, of which this person's is given."""
    check_may_record(actor, person)
    other = get_person(details.other, actor, SightLevel.READ)
    if other is None:
        _refuse(actor, details.other)
    if other.id == person.id:
        raise RuleBroken("Enter the reference of somebody else.", "other")
    if details.offended_on > clock.today():
        raise RuleBroken("This cannot be in the future.", "offended_on")
    code = in_the_list(details.ho_code) if details.ho_code else None
    _check_new_link(actor, person, other, details.offended_on, code)
    link_id = uuid4()
    own, _ = (
        _line(actor, one, another, link_id, details, code)
        for one, another in ((person, other), (other, person))
    )
    return own


def mark_co_offending_wrong(
    actor: Actor, together: Together, reason: str, read_version: int
) -> None:
    """Both lines stay, struck through; neither counts any more. Raises StaleVersion."""
    row = together.row
    if row.version != read_version:
        raise StaleVersion
    if row.agency_id != actor.agency_id:
        raise RuleBroken("Only the agency that recorded this can mark it wrong.")
    if row.wrong_on is not None:
        raise RuleBroken("This was marked wrong before.")
    if not reason.strip():
        raise RuleBroken("Say what was wrong.", "reason")
    lines = db.session.scalars(select(CoOffending).where(CoOffending.link_id == row.link_id))
    for line in lines:
        line.wrong_on, line.wrong_by_id = clock.today(), actor.user_id
        line.why_wrong = reason.strip()
        _record_line(Event.CO_OFFENDING_WRONG, actor, line)


def _refuse(actor: Actor, reference: str) -> NoReturn:
    """Says the same of somebody unseen and of nobody; only the trail knows better."""
    if (unseen := id_of(reference)) is not None:
        record(
            Event.REFUSED,
            actor,
            people=[unseen],
            endpoint="offending.record_co_offending",
            reason="named with another",
        )
    raise RuleBroken("You see no record with this reference.", "other")


def _check_new_link(
    actor: Actor, person: Person, other: Person, offended_on: date, code: str | None
) -> None:
    for held in together_of(person, actor):
        same = (held.other.id, held.row.offended_on, held.row.ho_code)
        if held.row.wrong_on is None and same == (other.id, offended_on, code):
            raise RuleBroken("This is recorded already.", "other")


def _line(
    actor: Actor,
    person: Person,
    other: Person,
    link_id: UUID,
    details: NewCoOffending,
    code: str | None,
) -> CoOffending:
    row = CoOffending(
        person_id=person.id,
        agency_id=actor.agency_id,
        handling=details.handling,
        link_id=link_id,
        with_person_id=other.id,
        offended_on=details.offended_on,
        ho_code=code,
        source=details.source,
        words=details.words or None,
    )
    db.session.add(row)
    _record_line(Event.CO_OFFENDING_RECORDED, actor, row)
    return row


def _record_line(event: Event, actor: Actor, row: CoOffending) -> None:
    """One event for each line: whoever may not read the line is not told of it by the trail."""
    record(
        event,
        actor,
        people=[row.person_id],
        about=(CoOffending.__tablename__, row.id),
        content=[(row.key_scope(), {"on": row.offended_on.isoformat(), "ho_code": row.ho_code})],
    )
