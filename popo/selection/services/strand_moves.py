"""Moving a case to another primary strand: a decision, by two agencies, with reasons."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.cases.queries import engagement_history, running
from popo.cases.services import end_engagement, make_primary, move_primary
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.people.models.person import ADULT_AGE
from popo.selection.models import Decision, PanelDecision
from popo.selection.queries.decisions import case_of, escalation_of
from popo.selection.queries.markers import list_strand, primary_of
from popo.selection.services.decisions import new_decision, record_decision
from popo.selection.services.escalations import end_escalation
from popo.selection.services.markers import ask_markers, ask_removals
from popo.selection.services.parties import Panel, check_parties
from popo.selection.services.telling import begin_telling

_YOUNG = Strand.PREVENT_AND_DETER


@dataclass(frozen=True)
class MoveStrand:
    """`keep_former` goes on with the former strand beside; never with Prevent and Deter."""

    panel: Panel
    strand: Strand
    lead_agency_id: UUID | None
    keep_former: bool = True


def is_escalation(moved_from: Strand, moved_to: Strand) -> bool:
    """From work to keep a young person out of trouble to the adult list."""
    return moved_from is _YOUNG and moved_to is not _YOUNG


def move_strand(
    actor: Actor, person: Person, case: SchemeCase, details: MoveStrand
) -> PanelDecision:
    """Makes another strand primary from a day on, beginning it where it does not run yet."""
    former = primary_of(case)
    if former is None:
        raise RuleBroken("This case has closed.")
    if details.panel.decided_on < case.opened_on:
        raise RuleBroken("It is not decided before the case opened.", "item")
    _check(person, former, details)
    check_parties(details.panel.parties, details.panel.decided_at, person)
    decision = new_decision(actor, person, Decision.MOVE_STRAND, details.panel, case)
    decision.moved_from, decision.moved_to = former.strand, details.strand
    _move(actor, case, former, details)
    if is_escalation(former.strand, details.strand):
        _change_list(actor, person, case, former.strand, details.panel.effective_on)
    record_decision(Event.STRAND_MOVED, actor, decision)
    return decision


def move_back(actor: Actor, decision: PanelDecision, day: date) -> None:
    """A move that was not ratified: the strand that was primary before is so again."""
    case, former, moved = case_of(decision), decision.moved_from, decision.moved_to
    if escalation_of(decision) is not None:
        end_escalation(actor, case, day)
        return
    primary = primary_of(case)
    if former is None or moved is None or primary is None or primary.strand is not moved:
        raise RuleBroken("The case was moved again or closed since: decide on it as it is now.")
    _make_primary(actor, case, former, _last_lead(case, former), day)
    if not is_escalation(moved_from=former, moved_to=moved):
        return
    for row in running(StrandEngagement, case):
        if not row.is_primary:
            end_engagement(actor, row, day)
    person = db.session.get_one(Person, case.person_id)
    _change_list(actor, person, case, moved, day)


def _check(person: Person, former: StrandEngagement, details: MoveStrand) -> None:
    if details.strand is former.strand:
        raise RuleBroken("This strand is already primary.", "strand")
    if details.strand is _YOUNG:
        raise RuleBroken("Nobody is moved from an adult strand to Prevent and Deter.", "strand")
    age = person.age_on(details.panel.effective_on)
    if former.strand is _YOUNG and (age is None or age < ADULT_AGE):
        raise RuleBroken(
            "Only somebody who is 18 or over on that day moves to an adult strand. A young person "
            "is escalated: Catch and Convict begins beside.",
            "strand",
        )


def _move(actor: Actor, case: SchemeCase, former: StrandEngagement, details: MoveStrand) -> None:
    day = details.panel.effective_on
    _make_primary(actor, case, details.strand, details.lead_agency_id, day)
    if details.keep_former and former.strand is not _YOUNG:
        return
    for row in running(StrandEngagement, case):
        if row.strand is former.strand:
            end_engagement(actor, row, day)


def _make_primary(
    actor: Actor, case: SchemeCase, strand: Strand, lead_agency_id: UUID | None, day: date
) -> None:
    held = {row.strand: row for row in running(StrandEngagement, case)}
    if strand in held:
        make_primary(actor, case, held[strand], day)
        return
    if lead_agency_id is None:
        raise RuleBroken("Choose the agency that leads.", "lead_agency")
    move_primary(actor, case, strand, lead_agency_id, day)


def _last_lead(case: SchemeCase, strand: Strand) -> UUID | None:
    rows = (row for row in engagement_history(case) if row.strand is strand)
    return next((row.lead_agency_id for row in rows), None)


def _change_list(actor: Actor, person: Person, case: SchemeCase, left: Strand, day: date) -> None:
    """Markers of the list left are asked off, those of the other asked; telling begins anew."""
    ask_removals(actor, case, list_strand(left))
    ask_markers(actor, case)
    begin_telling(actor, person, case, day, "Moved to another list")
