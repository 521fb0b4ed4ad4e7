"""Ending a spell by decision: proposed by one, asked of every engaged agency, confirmed by another.

A death, an accepted transfer and a wrong person recorded need one authorised person, at once.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import CaseEnd, ExitPlan, SchemeCase, Status
from popo.cases.services import close_case, set_status
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.queries import Cited
from popo.selection.models import Decision, DecisionParty, PanelDecision, PartyView
from popo.selection.queries.decisions import (
    Decided,
    case_of,
    engaged_agencies,
    waiting_de_selection,
)
from popo.selection.queries.nominations import working_days

LEAST_AGREEING = 2
ANSWER_WITHIN_WORKING_DAYS = 10
"""After which a silent agency no longer holds up the others."""

AT_ONCE = frozenset({CaseEnd.DECEASED, CaseEnd.MOVED, CaseEnd.SELECTED_IN_ERROR})


@dataclass(frozen=True)
class ExitDetails:
    """Who looks after the step down, until when, and how."""

    owner_id: UUID
    ends_on: date
    words: str


def propose_de_selection(
    actor: Actor, case: SchemeCase, reason: CaseEnd, grounds: str
) -> PanelDecision:
    """Asks every engaged agency; the proposer's own is taken to agree."""
    if reason in AT_ONCE:
        raise RuleBroken("This needs no proposal: one authorised person records it.", "reason")
    if waiting_de_selection(case) is not None:
        raise RuleBroken("De-selection is proposed already.")
    set_status(actor, case, Status.DE_SELECTION_PROPOSED, clock.today())
    decision = _new(actor, case, reason, grounds, clock.today())
    decision.proposed_by_id = actor.user_id
    _keep_answer(actor, decision, PartyView.AGREES, "Proposed it.")
    _record(Event.DE_SELECTION_PROPOSED, actor, decision, {"reason": reason, "grounds": grounds})
    return decision


def answer_de_selection(
    actor: Actor, decided: Decided, view: PartyView, words: str
) -> DecisionParty:
    """What the actor's agency says; said again, the newer word stands. Dissent is escalated."""
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
) -> None:
    """Closes the case. Never by the proposer; over dissent only by the chair, at a meeting."""
    _check_waiting(decided)
    decision = decided.decision
    case = case_of(decision)
    _check_agreed(actor, decided, decided_at, engaged_agencies(case))
    if exit_plan.ends_on <= effective_on:
        raise RuleBroken("The exit plan must end after the day it takes effect.", "ends_on")
    decision.decided_on = decided_at.meeting.day if decided_at else clock.today()
    decision.agenda_item_id = decided_at.item.id if decided_at else None
    decision.urgent = decided_at is None
    decision.effective_on, decision.recorded_by_id = effective_on, actor.user_id
    _close(actor, decision, case, exit_plan)


def close_at_once(
    actor: Actor,
    case: SchemeCase,
    reason: CaseEnd,
    grounds: str,
    effective_on: date,
) -> PanelDecision:
    """One authorised person records a death, an accepted transfer or a wrong person."""
    if reason not in AT_ONCE:
        raise RuleBroken("Propose this: every engaged agency is asked first.", "reason")
    waiting = waiting_de_selection(case)
    if waiting is not None:
        waiting.withdrawn_on = clock.today()
    decision = _new(actor, case, reason, grounds, effective_on)
    decision.decided_on, decision.urgent = clock.today(), True
    _close(actor, decision, case, None)
    return decision


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
    if len(decided.agreeing()) < LEAST_AGREEING:
        raise RuleBroken("At least two agencies must agree.")
    waited = working_days(clock.local(decision.created_at).date(), clock.today())
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
    actor: Actor, decision: PanelDecision, case: SchemeCase, exit_plan: ExitDetails | None
) -> None:
    reason = decision.end_reason
    if reason is None:
        raise RuleBroken("De-selection says why.", "reason")
    close_case(actor, case, reason, decision.effective_on)
    if exit_plan is not None:
        db.session.add(
            ExitPlan(
                person_id=case.person_id,
                agency_id=case.agency_id,
                case_id=case.id,
                owner_id=exit_plan.owner_id,
                ends_on=exit_plan.ends_on,
                words=exit_plan.words,
            )
        )
    _record(Event.DE_SELECTION_CONFIRMED, actor, decision, {"reason": reason})


def _record(event: Event, actor: Actor, decision: PanelDecision, content: dict[str, str]) -> None:
    record(
        event,
        actor,
        people=[decision.person_id],
        about=(PanelDecision.__tablename__, decision.id),
        content=[(decision.key_scope(), content)],
    )
