"""Licences and orders: the order is kept with whereabouts, its conditions one by one here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.offending.kinds import OffenceEventKind
from popo.offending.models import OffenceEvent, OrderCondition
from popo.offending.services.details import NewEvent
from popo.offending.services.events import check_belongs, check_may_record, tell
from popo.people.about import Handling
from popo.people.models import Person
from popo.whereabouts.models import Basis, SupervisionBasis
from popo.whereabouts.services import set_basis


@dataclass(frozen=True)
class NewCondition:
    words: str
    starts_on: date
    approved_by: str
    ends_on: date | None = None


@dataclass(frozen=True)
class NewOrder:
    """`conditions`: one each. `approved_by`: the court, or who approved the licence."""

    basis: Basis
    starts_on: date
    approved_by: str
    source: str
    due_to_end_on: date | None = None
    conditions: Sequence[str] = ()
    matter_id: UUID | None = None


def record_order(actor: Actor, person: Person, details: NewOrder) -> SupervisionBasis:
    """Begins supervision under it, each condition by itself, and a step of its matter."""
    check_may_record(actor, person)
    if details.starts_on > clock.today():
        raise RuleBroken("This cannot be in the future.", "starts_on")
    step = NewEvent(OffenceEventKind.ORDER, details.starts_on, matter_id=details.matter_id)
    check_belongs(actor, person, step)
    basis = set_basis(
        actor,
        person,
        details.basis,
        details.starts_on,
        details.due_to_end_on,
        None,
        details.source,
    )
    for words in details.conditions:
        add_condition(
            actor,
            person,
            basis,
            NewCondition(words, details.starts_on, details.approved_by, details.due_to_end_on),
        )
    _add_step(actor, person, details, basis)
    return basis


def add_condition(
    actor: Actor, person: Person, basis: SupervisionBasis, details: NewCondition
) -> OrderCondition:
    check_may_record(actor, person)
    if not details.words.strip():
        raise RuleBroken("Write the condition.", "words")
    if details.starts_on < basis.starts_on:
        raise RuleBroken("A condition cannot begin before its order.", "starts_on")
    if details.ends_on is not None and details.ends_on <= details.starts_on:
        raise RuleBroken("It must end after it starts.", "ends_on")
    if basis.ends_on is not None and basis.ends_on <= clock.today():
        raise RuleBroken("This order has ended.")
    row = OrderCondition(
        person_id=basis.person_id,
        agency_id=actor.agency_id,
        basis_id=basis.id,
        words=details.words.strip(),
        approved_by=details.approved_by,
        starts_on=details.starts_on,
        ends_on=details.ends_on,
    )
    db.session.add(row)
    _tell(Event.CONDITION_ADDED, actor, row)
    return row


def end_condition(
    actor: Actor, person: Person, row: OrderCondition, ends_on: date, version: int
) -> None:
    """Lifted before its day, or at last. Raises StaleVersion."""
    check_may_record(actor, person)
    if row.version != version:
        raise StaleVersion
    if not row.is_on(clock.today()) and row.starts_on <= clock.today():
        raise RuleBroken("This condition has ended.")
    if ends_on < row.starts_on or (row.ends_on is not None and ends_on > row.ends_on):
        raise RuleBroken("Give a day from its start up to its end.", "ends_on")
    row.ends_on = ends_on
    _tell(Event.CONDITION_ENDED, actor, row)


def _add_step(actor: Actor, person: Person, details: NewOrder, basis: SupervisionBasis) -> None:
    row = OffenceEvent(
        person_id=person.id,
        agency_id=actor.agency_id,
        handling=Handling.ACTION_GROUP,  # as the order itself, which whereabouts shows to all
        event_kind=OffenceEventKind.ORDER,
        happened_on=details.starts_on,
        matter_id=details.matter_id,
        basis_id=basis.id,
        author_id=actor.user_id,
        detail=details.basis.words,
        source=details.source,
        court=details.approved_by or None,
        created_at=clock.now(),
    )
    db.session.add(row)
    tell(Event.OFFENCE_EVENT_RECORDED, actor, row)


def _tell(event: Event, actor: Actor, row: OrderCondition) -> None:
    ends = row.ends_on.isoformat() if row.ends_on else ""
    record(
        event,
        actor,
        people=[row.person_id],
        about=(OrderCondition.__tablename__, row.id),
        content=[(row.key_scope(), {"from": row.starts_on.isoformat(), "to": ends})],
    )
