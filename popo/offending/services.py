"""Recording what happened between a person and the law; facts only, never raw intelligence."""

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
from popo.offending.models import CoOffending, OffenceEvent, OffenceEventKind
from popo.offending.queries import Together, together_of, was_at_liberty
from popo.people.about import Handling
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.queries.person import id_of
from popo.reference.offences import comparator_of, home_office_offence, tidy_ho_code
from popo.reference.places import ward_of_postcode

_OF_AN_OFFENCE = {
    OffenceEventKind.CHARGE,
    OffenceEventKind.CAUTION,
    OffenceEventKind.CONVICTION,
}
"""What there cannot be without saying which offence."""


@dataclass(frozen=True)
class NewEvent:
    """`postcode` is where the offence was: only its ward is kept, unless `ward` is given.

    `test_positive` belongs to a police drug test and to nothing else; `sentenced_on` and
    `sentence_custodial` to a conviction.
    """

    kind: OffenceEventKind
    happened_on: date
    offence_on: date | None = None
    ho_code: str | None = None
    postcode: str = ""
    ward: str | None = None
    sentenced_on: date | None = None
    sentence_custodial: bool | None = None
    test_positive: bool | None = None
    concluded_on: date | None = None
    detail: str | None = None
    asn: str | None = None
    source: str | None = None
    handling: Handling = Handling.ACTION_GROUP


def record_event(actor: Actor, person: Person, details: NewEvent) -> OffenceEvent:
    """Raises RuleBroken where the facts do not fit the kind of event."""
    _check_dates(details)
    _check_kind(details)
    code = _known_code(details)
    comparator = comparator_of(code) if code else None
    row = OffenceEvent(
        person_id=person.id,
        agency_id=actor.agency_id,
        handling=details.handling,
        event_kind=details.kind,
        happened_on=details.happened_on,
        offence_on=details.offence_on,
        ho_code=code,
        comparator=comparator.value if comparator else None,
        ward=_ward(details),
        sentenced_on=details.sentenced_on,
        sentence_custodial=details.sentence_custodial,
        test_positive=details.test_positive,
        concluded_on=details.concluded_on,
        detail=details.detail or None,
        asn=details.asn or None,
        source=details.source or None,
        at_liberty=was_at_liberty(person.id, details.offence_on or details.happened_on),
    )
    db.session.add(row)
    _record(Event.OFFENCE_EVENT_RECORDED, actor, row)
    return row


def conclude_warrant(
    actor: Actor, warrant: OffenceEvent, concluded_on: date, read_version: int | None = None
) -> None:
    """Says that a warrant was executed or withdrawn; it is no longer outstanding."""
    if read_version is not None and read_version != warrant.version:
        raise StaleVersion
    if warrant.event_kind is not OffenceEventKind.WARRANT:
        raise RuleBroken("Only a warrant is concluded.")
    if warrant.concluded_on is not None:
        raise RuleBroken("This warrant has already been concluded.")
    if not warrant.happened_on <= concluded_on <= clock.today():
        raise RuleBroken("Give a day from its issue up to today.", "concluded_on")
    warrant.concluded_on = concluded_on
    _record(Event.WARRANT_CONCLUDED, actor, warrant)


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
    other = get_person(details.other, actor, SightLevel.READ)
    if other is None:
        _refuse(actor, details.other)
    if other.id == person.id:
        raise RuleBroken("Enter the reference of somebody else.", "other")
    if details.offended_on > clock.today():
        raise RuleBroken("This cannot be in the future.", "offended_on")
    code = _in_the_list(details.ho_code) if details.ho_code else None
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


def _check_dates(details: NewEvent) -> None:
    if details.happened_on > clock.today():
        raise RuleBroken("This cannot be in the future.", "happened_on")
    if details.offence_on is not None and details.offence_on > details.happened_on:
        raise RuleBroken("The offence cannot come after what followed from it.", "offence_on")
    if details.sentenced_on is not None and details.sentenced_on < details.happened_on:
        raise RuleBroken("The sentence cannot come before the conviction.", "sentenced_on")
    if details.concluded_on is not None and details.concluded_on < details.happened_on:
        raise RuleBroken("It cannot be concluded before it was issued.", "concluded_on")


def _check_kind(details: NewEvent) -> None:
    kind = details.kind
    tested = kind is OffenceEventKind.DRUG_TEST
    if tested and details.test_positive is None:
        raise RuleBroken("Say whether the test was positive.", "test_positive")
    if not tested and details.test_positive is not None:
        raise RuleBroken("Only a police drug test has a result.", "test_positive")
    sentenced = details.sentenced_on is not None or details.sentence_custodial is not None
    if sentenced and kind is not OffenceEventKind.CONVICTION:
        raise RuleBroken("Only a conviction has a sentence.", "sentenced_on")
    if details.concluded_on is not None and kind is not OffenceEventKind.WARRANT:
        raise RuleBroken("Only a warrant is concluded.", "concluded_on")


def _known_code(details: NewEvent) -> str | None:
    if not details.ho_code:
        if details.kind in _OF_AN_OFFENCE:
            raise RuleBroken("Choose the offence.", "offence")
        return None
    return _in_the_list(details.ho_code)


def _in_the_list(ho_code: str) -> str:
    code = tidy_ho_code(ho_code)
    if home_office_offence(code) is None:
        raise RuleBroken("Choose an offence from the list.", "offence")
    return code


def _ward(details: NewEvent) -> str | None:
    if details.ward or not details.postcode:
        return details.ward
    ward = ward_of_postcode(details.postcode)
    return ward.name if ward else None


def _record(event: Event, actor: Actor, row: OffenceEvent) -> None:
    record(
        event,
        actor,
        people=[row.person_id],
        about=(OffenceEvent.__tablename__, row.id),
        content=[(row.key_scope(), {"kind": row.event_kind.value, "ho_code": row.ho_code})],
    )
