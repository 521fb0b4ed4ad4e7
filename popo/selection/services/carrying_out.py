"""What an accepted transfer does at its instant: a case of ours closes, or opens."""

from datetime import date, datetime

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import actor_for, user_by_id
from popo.audit.events import Event
from popo.cases.models import CaseEnd, SchemeCase
from popo.cases.queries import open_case_of
from popo.cases.services import last_change, open_case
from popo.db import db
from popo.jobs.services import queue
from popo.people.models import Person
from popo.selection.models import PanelDecision, Transfer, TransferAnswer
from popo.selection.queries.hosting import hosting_of
from popo.selection.queries.transfers import due_transfers
from popo.selection.services.de_selection import close_at_once
from popo.selection.services.eligibility import strand_for
from popo.selection.services.hosting import end_hosting
from popo.selection.services.starting import FirstSteps, start_case
from popo.selection.services.transfer_rows import keep_answer, record_transfer

TASK = "selection.carry_out_transfers"
OVERTAKEN = "It could no longer be carried out: the person died, or it was decided otherwise."


def carry_out_due() -> list[Transfer]:
    """Every accepted transfer whose instant has come; doing it again changes nothing."""
    due = due_transfers(clock.now())
    for transfer in due:
        _carry_out(transfer)
    return due


def carry_out_at(moment: datetime) -> None:
    """At once where the instant has come, else by a job at that instant."""
    if moment <= clock.now():
        carry_out_due()
    else:
        queue(TASK, after=clock.real_now() + (moment - clock.now()))


def _carry_out(transfer: Transfer) -> None:
    """In the name of whoever recorded that it was accepted."""
    user = user_by_id(transfer.answered_by_id) if transfer.answered_by_id else None
    if user is None or transfer.effective_at is None:
        return
    actor, day = actor_for(user), clock.local(transfer.effective_at).date()
    carried_out = _let_go if transfer.leaves else _take_on
    if carried_out(actor, transfer, day):
        transfer.ended_on = clock.today()
        record_transfer(Event.TRANSFER_CARRIED_OUT, actor, transfer, {}, number=transfer.number)
    else:
        keep_answer(actor, transfer, TransferAnswer.WITHDRAWN, clock.today(), OVERTAKEN)


def _let_go(actor: Actor, transfer: Transfer, day: date) -> bool:
    case = db.session.get_one(SchemeCase, transfer.case_id)
    if case.closed_on is not None:
        return False
    # work that was still recorded here after the instant keeps the case open until that day
    close_at_once(actor, case, CaseEnd.MOVED, transfer.reason, max(day, last_change(case)))
    return True


def _take_on(actor: Actor, transfer: Transfer, day: date) -> bool:
    person = db.session.get_one(Person, transfer.person_id)
    decision = db.session.get_one(PanelDecision, transfer.decision_id)
    lead = transfer.lead_agency_id
    undone = decision.undone_item_id is not None
    if lead is None or undone or person.deceased_on or open_case_of(person) is not None:
        return False
    strand = strand_for(person)
    case = open_case(actor, person, strand, day, lead, transfer.tier)
    start_case(actor, person, case, strand, FirstSteps())
    transfer.case_id = decision.case_id = case.id
    hosting = hosting_of(person.id)
    if hosting is not None:
        end_hosting(actor, hosting)
    return True
