"""Ending a spell by decision: proposed by one, asked of every engaged agency, confirmed by another.

A death, an accepted transfer and a wrong person recorded need one authorised person, at once.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import CaseEnd, SchemeCase, Status
from popo.cases.services import close_case, set_status
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import Cited, conflicted_at
from popo.people.models import Person
from popo.selection.models import Decision, DecisionParty, PanelDecision, PartyView
from popo.selection.queries.corrections import agencies_reached
from popo.selection.queries.decisions import (
    Decided,
    case_of,
    engaged_agencies,
    waiting_de_selection,
)
from popo.selection.queries.exits import primary_strand
from popo.selection.queries.transfers import is_moved
from popo.selection.services.corrections import send_corrections
from popo.selection.services.exits import ExitDetails, ask_to_tell, begin_exit
from popo.selection.services.markers import ask_removals
from popo.selection.services.parties import LEAST_AGREEING, check_conflicts, check_effective
from popo.selection.services.transfer_rows import withdraw_with_case

ANSWER_WITHIN_WORKING_DAYS = 10
"""After which a silent agency no longer holds up the others."""

AT_ONCE = frozenset({CaseEnd.DECEASED, CaseEnd.MOVED, CaseEnd.SELECTED_IN_ERROR})
PROPOSED = frozenset(CaseEnd) - AT_ONCE - {CaseEnd.NOT_RATIFIED}
"""The reasons that every engaged agency is asked about."""


def propose_de_selection(
    actor: Actor, case: SchemeCase, reason: CaseEnd, grounds: str
) -> PanelDecision:
    """Asks every engaged agency; the proposer's own is taken to agree."""
    if reason in AT_ONCE:
        raise RuleBroken("This needs no proposal: one authorised person records it.", "reason")
    if reason not in PROPOSED:
        raise RuleBroken("An urgent selection is undone by the meeting.", "reason")
    if waiting_de_selection(case) is not None:
        raise RuleBroken("De-selection is proposed already.")
    set_status(actor, case, Status.DE_SELECTION_PROPOSED, clock.today())
    decision = _new(actor, case, reason, grounds, clock.today())
    decision.proposed_by_id = actor.user_id
    _keep_answer(actor, decision, PartyView.AGREES, "Proposed it.")
    _record(Event.DE_SELECTION_PROPOSED, actor, decision, {"reason": reason, "grounds": grounds})
    return decision


def answer_de_selection(
    actor: Actor,
    decided: Decided,
    view: PartyView,
    words: str,
    read_version: int | None = None,
) -> DecisionParty:
    """What the actor's agency says; said again, the newer word stands. Dissent is escalated.

    `read_version` is `answers_given` as the form was opened, None where there was no form.
    """
    if read_version is not None and read_version != answers_given(actor, decided):
        raise StaleVersion
    _check_waiting(decided)
    if view is PartyView.DISSENTS and not words:
        raise RuleBroken("Say why your agency dissents.", "words")
    row = _keep_answer(actor, decided.decision, view, words)
    said = {"view": view, "words": words}
    _record(Event.DE_SELECTION_ANSWERED, actor, decided.decision, said)
    if view is PartyView.DISSENTS:
        _record(Event.DE_SELECTION_ESCALATED, actor, decided.decision, said)
    return row


def withdraw_de_selection(actor: Actor, decided: Decided) -> None:
    """The case goes on as it was."""
    _check_waiting(decided)
    decided.decision.withdrawn_on = clock.today()
    set_status(actor, case_of(decided.decision), Status.ACTIVE, clock.today())
    _record(Event.DE_SELECTION_WITHDRAWN, actor, decided.decision, {})


def confirm_de_selection(
    actor: Actor,
    decided: Decided,
    decided_at: Cited | None,
    effective_on: date,
    exit_plan: ExitDetails,
    read_version: int | None = None,
) -> None:
    """Closes the case. Never by the proposer; over dissent only by the chair, at a meeting.

    `read_version` is `answers_seen` as the form was opened, None where there was no form. Raises
    StaleVersion where an agency answered since.
    """
    _check_waiting(decided)
    if read_version is not None and read_version != answers_seen(decided):
        raise StaleVersion
    decision = decided.decision
    case = case_of(decision)
    _check_agreed(actor, decided, decided_at, engaged_agencies(case))
    if exit_plan.ends_on <= effective_on:
        raise RuleBroken("The exit plan must end after the day it takes effect.", "ends_on")
    decision.decided_on = decided_at.meeting.day if decided_at else clock.today()
    decision.agenda_item_id = decided_at.item.id if decided_at else None
    decision.urgent = decided_at is None
    decision.effective_on, decision.recorded_by_id = effective_on, actor.user_id
    check_effective(effective_on, decision.decided_on)
    _close(actor, decision, case, exit_plan)


def close_at_once(
    actor: Actor,
    case: SchemeCase,
    reason: CaseEnd,
    grounds: str,
    effective_on: date,
    to_correct: str = "",
) -> PanelDecision:
    """One authorised person records a death, an accepted transfer or a wrong person.

    Of a wrong person every agency reached is asked to correct its records; `to_correct` says what,
    where it is more than the usual.
    """
    if reason not in AT_ONCE:
        raise RuleBroken("Propose this: every engaged agency is asked first.", "reason")
    if reason is CaseEnd.MOVED and not is_moved(case, clock.now()):
        raise RuleBroken("Offer a transfer: a move counts once the other scheme accepts.", "reason")
    drop_proposal(case)
    decision = _new(actor, case, reason, grounds, effective_on)
    decision.decided_on, decision.urgent = clock.today(), True
    check_effective(effective_on, decision.decided_on)
    _close(actor, decision, case, None, to_correct)
    return decision


def drop_proposal(case: SchemeCase) -> None:
    """A case that ends otherwise has nothing left to agree on."""
    waiting = waiting_de_selection(case)
    if waiting is not None:
        waiting.withdrawn_on = clock.today()


def answers_given(actor: Actor, decided: Decided) -> int:
    """How often the actor's agency has answered: the version of the form it answers on."""
    own = [row for row in decided.parties if row.asked_agency_id == actor.agency_id]
    return sum(row.version for row in own)


def answers_seen(decided: Decided) -> int:
    """How often any agency has answered: the version of the form that confirms."""
    return sum(row.version for row in decided.parties)


def silent_agencies(decided: Decided, engaged: set[UUID]) -> set[UUID]:
    """Those asked that have not answered."""
    return engaged - decided.answered()


def _check_waiting(decided: Decided) -> None:
    if decided.decision.decided_on is not None or decided.decision.withdrawn_on is not None:
        raise RuleBroken("This proposal is settled.")


def _check_agreed(
    actor: Actor, decided: Decided, decided_at: Cited | None, engaged: set[UUID]
) -> None:
    decision = decided.decision
    if decision.proposed_by_id == actor.user_id:
        raise RuleBroken("Whoever proposed it cannot confirm it.")
    if decided_at is not None:
        _check_meeting(actor, decision, decided_at)
    if len(decided.agreeing()) < LEAST_AGREEING:
        raise RuleBroken("At least two agencies must agree.")
    agreed = {row.user_id for row in decided.parties if row.view is PartyView.AGREES}
    check_conflicts(agreed, decided_at, db.session.get_one(Person, decision.person_id))
    waited = clock.working_days(clock.local(decision.created_at).date(), clock.today())
    if silent_agencies(decided, engaged) and waited < ANSWER_WITHIN_WORKING_DAYS:
        raise RuleBroken(
            "Every engaged agency is asked: wait for their answers, or for "
            f"{ANSWER_WITHIN_WORKING_DAYS} working days."
        )
    if not decided.dissenting():
        return
    if not actor.holds(Role.CHAIR):
        raise RuleBroken("An agency dissents: the chair decides.")
    if decided_at is None:
        raise RuleBroken("An agency dissents: it is decided at a meeting.", "item")


def _check_meeting(actor: Actor, decision: PanelDecision, decided_at: Cited) -> None:
    """It sat since the proposal, and whoever left the item does not decide it."""
    if decided_at.meeting.day < clock.local(decision.created_at).date():
        raise RuleBroken("It is decided at a meeting held since it was proposed.", "item")
    if actor.user_id in conflicted_at(decided_at.item):
        raise RuleBroken("You left this item because of a conflict of interest.", "item")


def _new(
    actor: Actor, case: SchemeCase, reason: CaseEnd, grounds: str, effective_on: date
) -> PanelDecision:
    decision = PanelDecision(
        person_id=case.person_id,
        agency_id=partnership().id,
        decision=Decision.DE_SELECT,
        case_id=case.id,
        end_reason=reason,
        urgent=False,
        effective_on=effective_on,
        recorded_by_id=actor.user_id,
        reasons=grounds,
    )
    db.session.add(decision)
    return decision


def _keep_answer(
    actor: Actor, decision: PanelDecision, view: PartyView, words: str
) -> DecisionParty:
    row = db.session.scalars(
        select(DecisionParty).where(
            DecisionParty.decision_id == decision.id,
            DecisionParty.asked_agency_id == actor.agency_id,
        )
    ).one_or_none()
    if row is None:
        row = DecisionParty(
            person_id=decision.person_id,
            agency_id=decision.agency_id,
            decision_id=decision.id,
            asked_agency_id=actor.agency_id,
        )
        db.session.add(row)
    row.user_id, row.view, row.words = actor.user_id, view, words or None
    return row


def _close(
    actor: Actor,
    decision: PanelDecision,
    case: SchemeCase,
    exit_plan: ExitDetails | None,
    to_correct: str = "",
) -> None:
    reason = decision.end_reason
    if reason is None:
        raise RuleBroken("De-selection says why.", "reason")
    engaged, strand = engaged_agencies(case), primary_strand(case)  # they end with the case
    close_case(actor, case, reason, decision.effective_on)
    if reason is not CaseEnd.MOVED:
        withdraw_with_case(actor, case)
    ask_to_tell(case, engaged)
    ask_removals(actor, case)
    if exit_plan is not None and strand is not None:
        begin_exit(actor, case, strand, exit_plan)
    if reason is CaseEnd.SELECTED_IN_ERROR:
        reached = agencies_reached(case) | {actor.agency_id}
        send_corrections(actor, decision, reached, to_correct)
    _record(Event.DE_SELECTION_CONFIRMED, actor, decision, {"reason": reason})


def _record(event: Event, actor: Actor, decision: PanelDecision, content: dict[str, str]) -> None:
    record(
        event,
        actor,
        people=[decision.person_id],
        about=(PanelDecision.__tablename__, decision.id),
        content=[(decision.key_scope(), content)],
    )
