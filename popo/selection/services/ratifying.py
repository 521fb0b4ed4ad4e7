"""An urgent decision, taken between meetings, is ratified or undone at the next one."""

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import CaseEnd
from popo.cases.services import close_case
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.queries import Cited
from popo.people.models import Person
from popo.selection.models import Decision, Nomination, NominationStatus, PanelDecision
from popo.selection.queries.decisions import RATIFIED, case_of
from popo.selection.queries.nominations import open_nomination_of
from popo.selection.queries.transfers import is_taken_on
from popo.selection.services.de_selection import drop_proposal
from popo.selection.services.destruction import check_not_destroyed
from popo.selection.services.markers import ask_removals
from popo.selection.services.nominations import show_to_leads
from popo.selection.services.strand_moves import move_back


def ratify_decision(actor: Actor, decision: PanelDecision, ratified_at: Cited) -> None:
    """The next meeting takes an urgent decision on as its own."""
    _check(decision, ratified_at)
    decision.ratified_item_id = ratified_at.item.id
    record(
        Event.DECISION_RATIFIED,
        actor,
        people=[decision.person_id],
        about=(PanelDecision.__tablename__, decision.id),
    )


def undo_decision(actor: Actor, decision: PanelDecision, undone_at: Cited, reasons: str) -> None:
    """The next meeting does not take it on: what it set going stops on the day of that meeting.

    A case closes, markers are asked off and the nomination waits for the panel again. That the
    person was told stays on record. A move is moved back.
    """
    _check(decision, undone_at)
    check_not_destroyed(db.session.get_one(Person, decision.person_id))
    if is_taken_on(decision):
        raise RuleBroken("Another scheme let this person go: offer them back by a transfer.")
    if not reasons:
        raise RuleBroken("Say why the meeting undid it.", "reasons")
    decision.undone_item_id, decision.undone_reasons = undone_at.item.id, reasons
    day = max(undone_at.meeting.day, decision.effective_on)
    if decision.decision is Decision.MOVE_STRAND:
        move_back(actor, decision, day)
    elif decision.case_id is not None:
        case = case_of(decision)
        drop_proposal(case)
        close_case(actor, case, CaseEnd.NOT_RATIFIED, day)
        ask_removals(actor, case)
    if decision.nomination_id is not None:
        _reopen(actor, db.session.get_one(Nomination, decision.nomination_id))
    record(
        Event.DECISION_UNDONE,
        actor,
        people=[decision.person_id],
        about=(PanelDecision.__tablename__, decision.id),
        content=[(decision.key_scope(), {"reasons": reasons})],
    )


def _check(decision: PanelDecision, cited: Cited) -> None:
    if not decision.urgent or decision.decision not in RATIFIED:
        raise RuleBroken("Only an urgent decision, taken between meetings, is ratified or undone.")
    if decision.ratified_item_id is not None:
        raise RuleBroken("This decision was ratified.")
    if decision.undone_item_id is not None:
        raise RuleBroken("This decision was undone.")
    if decision.decided_on and cited.meeting.day < decision.decided_on:
        raise RuleBroken("A meeting after the decision ratifies or undoes it.", "item")


def _reopen(actor: Actor, nomination: Nomination) -> None:
    """It waits for the panel again, and the lead of the strand sees the person again."""
    person = db.session.get_one(Person, nomination.person_id)
    other = open_nomination_of(person)
    if other is not None and other is not nomination:
        raise RuleBroken("Another nomination of this person is open: decide that one.")
    if nomination.status is not NominationStatus.DEFERRED:
        show_to_leads(actor, nomination)
    nomination.status = NominationStatus.AWAITING_PANEL
    nomination.decided_on = nomination.expires_on = nomination.look_again_on = None
    nomination.outcome_words = None
