"""Preparing what an agency says for a nomination, part by part, and sending it.

Until it is sent it is its author's alone, and not in the trail: it is no record yet.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select, update

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from popo.selection.models import (
    Nomination,
    NominationPart,
    NominationStatement,
    NominationStatus,
)
from popo.selection.parts import Part
from popo.selection.queries.expiry import is_destroyed
from popo.selection.queries.nominations import Nominated, open_nomination_of
from popo.selection.queries.statements import (
    Prepared,
    unsent_nomination,
    unsent_past,
    unsent_statement,
)
from popo.selection.services.nominations import (
    check_may_be_nominated,
    check_not_on_scheme,
    file_nomination,
    new_nomination,
    new_part,
    new_statement,
)

KEPT = timedelta(days=30)
"""How long a statement nobody sends is kept after it was last changed."""


@dataclass(frozen=True)
class PartDetails:
    words: str
    source: str
    as_at: date


def start_nomination(actor: Actor, person: Person, strand: Strand) -> NominationStatement:
    """Begins a draft, or gives the one this actor has begun."""
    begun = unsent_nomination(person, actor)
    if begun is not None:
        return begun.statement
    check_may_be_nominated(person, strand)
    return _begin(actor, new_nomination(actor, person, strand))


def join_nomination(actor: Actor, found: Nominated) -> NominationStatement:
    """Begins what the actor's agency knows, for a nomination that waits."""
    if not found.nomination.status.is_open:
        raise RuleBroken("This nomination was decided.")
    begun = unsent_statement(found.nomination, actor)
    return begun.statement if begun else _begin(actor, found.nomination)


def write_part(
    actor: Actor,
    prepared: Prepared,
    row: NominationPart,
    details: PartDetails | None,
    read_version: int,
) -> None:
    """Keeps one part; without details it is emptied. Raises StaleVersion."""
    _check_own(actor, prepared)
    if is_destroyed(prepared.person.id):
        raise RuleBroken("This record was destroyed: nothing more is written of it.")
    if row.version != read_version:
        raise StaleVersion
    if details is not None and details.as_at > clock.today():
        raise RuleBroken("This cannot be true of a day that has not come.", "as_at")
    row.words = details.words if details else None
    row.source = details.source if details else None
    row.as_at = details.as_at if details else None
    prepared.statement.draft_until = clock.today() + KEPT


def send_statement(actor: Actor, prepared: Prepared) -> Nomination:
    """Files it: as a nomination, or for the one that somebody else made meanwhile or before."""
    _check_own(actor, prepared)
    if prepared.nominates:
        if prepared.missing:
            raise RuleBroken("Say why now, and what the offending is, before you send it.")
        waiting = open_nomination_of(prepared.person)
        if waiting is None or waiting.strand is not prepared.nomination.strand:
            return _nominate(actor, prepared)
        _move(prepared, waiting)
        return _join(actor, prepared, waiting)
    if not prepared.nomination.status.is_open:
        raise RuleBroken("This nomination was decided: nothing more can be sent for it.")
    if not prepared.started:
        raise RuleBroken("Say something in at least one part before you send it.")
    return _join(actor, prepared, prepared.nomination)


def discard_statement(actor: Actor, prepared: Prepared) -> None:
    """Its author does not want it any more."""
    _check_own(actor, prepared)
    _remove([prepared.statement.id])


def forget_unsent(today: date) -> int:
    """Removes what nobody sent by its day; says how many. For the night."""
    past = unsent_past(today)
    _remove(past)
    return len(past)


def mark_outcome_read(actor: Actor, nomination_id: UUID) -> None:
    """Its author opened the page that says what became of it."""
    own = update(NominationStatement).where(
        NominationStatement.nomination_id == nomination_id,
        NominationStatement.author_id == actor.user_id,
    )
    db.session.execute(own.values(outcome_unread=False))


def _begin(actor: Actor, nomination: Nomination) -> NominationStatement:
    statement = new_statement(actor, nomination)
    statement.draft_until = clock.today() + KEPT
    for part in Part:
        new_part(statement, part)
    return statement


def _check_own(actor: Actor, prepared: Prepared) -> None:
    if prepared.statement.author_id != actor.user_id:
        raise RuleBroken("Only its author changes a statement.")
    if prepared.statement.sent_on is not None:
        raise RuleBroken("This was sent. Add what you have learnt since as another statement.")


def _nominate(actor: Actor, prepared: Prepared) -> Nomination:
    check_may_be_nominated(prepared.person, prepared.nomination.strand)
    _settle(prepared)
    file_nomination(actor, prepared.nomination, _told(prepared))
    return prepared.nomination


def _join(actor: Actor, prepared: Prepared, nomination: Nomination) -> Nomination:
    check_not_on_scheme(prepared.person)
    _settle(prepared)
    record(
        Event.NOMINATION_JOINED,
        actor,
        people=[nomination.person_id],
        about=(Nomination.__tablename__, nomination.id),
        content=[(prepared.statement.key_scope(), _told(prepared))],
    )
    return nomination


def _settle(prepared: Prepared) -> None:
    """Sent, it holds only the parts that say something."""
    for row in prepared.parts:
        if not row.is_started:
            db.session.delete(row)
    prepared.statement.sent_on, prepared.statement.draft_until = clock.today(), None


def _move(prepared: Prepared, nomination: Nomination) -> None:
    """Somebody else nominated the person meanwhile: nothing that was written is lost."""
    prepared.statement.nomination_id = nomination.id
    db.session.delete(prepared.nomination)


def _told(prepared: Prepared) -> dict[str, str]:
    return {row.part.value: row.words or "" for row in prepared.started}


def _remove(statements: list[UUID]) -> None:
    """With their parts, and with the drafts of nominations that nobody then speaks for."""
    db.session.execute(delete(NominationPart).where(NominationPart.statement_id.in_(statements)))
    db.session.execute(delete(NominationStatement).where(NominationStatement.id.in_(statements)))
    spoken_for = exists(select(1)).where(NominationStatement.nomination_id == Nomination.id)
    db.session.execute(
        delete(Nomination).where(Nomination.status == NominationStatus.DRAFT, ~spoken_for)
    )
