"""Offers between schemes and their answers: until accepted and in effect, nobody moves.

Another scheme has no users here: what it says is recorded by somebody named, with who said it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.cases.models import SchemeCase
from popo.cases.queries import case_history
from popo.cases.services import last_change
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.selection.models import Decision, Direction, Transfer, TransferAnswer
from popo.selection.queries.nominations import open_nomination_of
from popo.selection.queries.transfers import last_moved, open_transfer_of
from popo.selection.services.carrying_out import carry_out_at
from popo.selection.services.decisions import new_decision, record_decision
from popo.selection.services.eligibility import check_places, strand_for
from popo.selection.services.nominations import check_not_on_scheme
from popo.selection.services.parties import Panel, check_parties
from popo.selection.services.transfer_rows import (
    check_open,
    check_waiting,
    keep_answer,
    record_transfer,
)
from popo.settings.services import next_number


@dataclass(frozen=True)
class OfferTransfer:
    """`parts`: the names of what goes into the pack."""

    other_scheme_id: UUID
    reason: str
    parts: tuple[str, ...]
    conditions: str = ""


@dataclass(frozen=True)
class ReceiveTransfer:
    """`sent`: what the other scheme sent about the person, in words."""

    other_scheme_id: UUID
    offered_on: date
    reason: str
    sent: str
    conditions: str = ""


@dataclass(frozen=True)
class AnswerTransfer:
    """`words`: who at the other scheme said so, and how. `effective_at` belongs to a yes."""

    accepted: bool
    answered_on: date
    words: str
    effective_at: datetime | None = None


@dataclass(frozen=True)
class DecideTransfer:
    """The panel's answer to an offer; the rest is for a yes."""

    accepted: bool
    panel: Panel
    effective_at: datetime | None = None
    lead_agency_id: UUID | None = None
    tier: str | None = None
    over_number: bool = False


def offer_transfer(actor: Actor, case: SchemeCase, details: OfferTransfer) -> Transfer:
    """Offers somebody to another scheme; ours stays responsible."""
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")
    if not details.parts:
        raise RuleBroken("Choose what goes into the pack.", "parts")
    transfer = _new(actor, case.person_id, Direction.OUT, details.other_scheme_id)
    transfer.case_id, transfer.parts = case.id, list(details.parts)
    transfer.reason, transfer.conditions = details.reason, details.conditions or None
    said = {"reason": details.reason, "conditions": details.conditions}
    record_transfer(Event.TRANSFER_OFFERED, actor, transfer, said, number=transfer.number)
    return transfer


def receive_transfer(actor: Actor, person: Person, details: ReceiveTransfer) -> Transfer:
    """Another scheme offers us somebody; theirs stays responsible."""
    check_not_on_scheme(person)
    if open_nomination_of(person) is not None:
        raise RuleBroken("This person is nominated here: decide on the nomination first.")
    if details.offered_on > clock.today():
        raise RuleBroken("This cannot be in the future.", "offered_on")
    transfer = _new(actor, person.id, Direction.IN, details.other_scheme_id)
    transfer.offered_on, transfer.parts = details.offered_on, []
    transfer.reason, transfer.conditions = details.reason, details.conditions or None
    transfer.sent = details.sent
    said = {"reason": details.reason, "sent": details.sent, "conditions": details.conditions}
    record_transfer(Event.TRANSFER_RECEIVED, actor, transfer, said, number=transfer.number)
    return transfer


def answer_transfer(
    actor: Actor, transfer: Transfer, details: AnswerTransfer, read_version: int
) -> None:
    """What the other scheme said to our offer. Raises StaleVersion."""
    check_waiting(transfer, read_version)
    if not transfer.leaves:
        raise RuleBroken("The panel answers an offer made to us.")
    if not transfer.offered_on <= details.answered_on <= clock.today():
        raise RuleBroken("Enter a day from the offer up to today.", "answered_on")
    if details.accepted:
        case = db.session.get_one(SchemeCase, transfer.case_id)
        if case.closed_on is not None:
            raise RuleBroken("The case has closed: withdraw the offer.")
        moment = _effective(
            transfer, details.effective_at, max(transfer.offered_on, last_change(case))
        )
    _answer(actor, transfer, details.answered_on, details.words, accepted=details.accepted)
    if details.accepted:
        transfer.effective_at = moment
        carry_out_at(moment)


def decide_transfer(
    actor: Actor, transfer: Transfer, person: Person, details: DecideTransfer, read_version: int
) -> None:
    """The panel's answer to an offer made to us, with its reasons. Raises StaleVersion."""
    check_waiting(transfer, read_version)
    if transfer.leaves:
        raise RuleBroken("The other scheme answers our offer.")
    panel = details.panel
    check_parties(panel.parties, panel.decided_at, person)
    if panel.decided_on < transfer.offered_on:
        raise RuleBroken("It cannot be decided before it was offered.", "item")
    if details.accepted:
        moment = _check_taking_on(transfer, person, details)
    decision = Decision.SELECT if details.accepted else Decision.DECLINE
    row = new_decision(actor, person, decision, panel, None)
    record_decision(Event.NOMINATION_DECIDED, actor, row)
    transfer.decision_id = row.id
    _answer(actor, transfer, panel.decided_on, panel.reasons, accepted=details.accepted)
    if details.accepted:
        transfer.lead_agency_id, transfer.tier = details.lead_agency_id, details.tier
        transfer.effective_at = moment
        carry_out_at(moment)


def withdraw_transfer(actor: Actor, transfer: Transfer, words: str, read_version: int) -> None:
    """The offer, or what was agreed, stands no longer; nothing has moved. Raises StaleVersion."""
    check_open(transfer, read_version)
    if not words.strip():
        raise RuleBroken("Say who withdrew it, and why.", "words")
    keep_answer(actor, transfer, TransferAnswer.WITHDRAWN, clock.today(), words.strip())
    said = {"words": words}
    record_transfer(Event.TRANSFER_WITHDRAWN, actor, transfer, said, number=transfer.number)


def _new(actor: Actor, person_id: UUID, direction: Direction, scheme_id: UUID) -> Transfer:
    if open_transfer_of(person_id) is not None:
        raise RuleBroken("A transfer of this person is open already.")
    transfer = Transfer(
        person_id=person_id,
        agency_id=partnership().id,
        number=next_number("transfer"),
        direction=direction,
        other_scheme_id=scheme_id,
        offered_on=clock.today(),
        offered_by_id=actor.user_id,
    )
    db.session.add(transfer)
    return transfer


def _answer(
    actor: Actor, transfer: Transfer, answered_on: date, words: str, *, accepted: bool
) -> None:
    answer = TransferAnswer.ACCEPTED if accepted else TransferAnswer.REFUSED
    keep_answer(actor, transfer, answer, answered_on, words)
    record_transfer(
        Event.TRANSFER_ANSWERED,
        actor,
        transfer,
        {"words": words},
        number=transfer.number,
        answer=answer.value,
    )


def _effective(transfer: Transfer, moment: datetime | None, earliest: date) -> datetime:
    if moment is None:
        raise RuleBroken("Enter the day and time from which it takes effect.", "effective_at")
    if clock.local(moment).date() < earliest:
        raise RuleBroken(f"It cannot take effect before {clock.written(earliest)}.", "effective_at")
    moved = last_moved(transfer.person_id)
    if moved is not None and moment < moved:
        at = clock.local(moved)
        raise RuleBroken(
            f"The last transfer took effect at {at:%H:%M} on {clock.written(at.date())}: this one "
            "takes effect later.",
            "effective_at",
        )
    return moment


def _check_taking_on(transfer: Transfer, person: Person, details: DecideTransfer) -> datetime:
    if person.deceased_on is not None:
        raise RuleBroken("This person is recorded as having died.")
    if details.lead_agency_id is None:
        raise RuleBroken("Choose the agency that leads.", "lead_agency")
    check_places(strand_for(person), over_number=details.over_number)
    closed = [spell.closed_on for spell in case_history(person) if spell.closed_on is not None]
    return _effective(transfer, details.effective_at, max([transfer.offered_on, *closed]))
