"""A young person also worked with under Catch and Convict: a decision, and a parent is told.

Prevent and Deter goes on and stays primary, so the youth offending service keeps the record, and
only the named case team sees it. Nobody leaves the young people's list by it.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.cases.queries import running
from popo.cases.services import end_engagement
from popo.cases.services.engagements import begin_strands
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.selection.models import AdultTold, Decision, Escalation, PanelDecision
from popo.selection.queries.markers import primary_of
from popo.selection.services.decisions import new_decision, record_decision
from popo.selection.services.parties import Panel, check_parties

BESIDE = (Strand.CATCH_AND_CONVICT, Strand.REHABILITATE_AND_RESETTLE)
"""What begins beside Prevent and Deter: the one never runs without the other."""


@dataclass(frozen=True)
class Escalate:
    """`own_words`: what the young person said; `told_words`: what the adult said, or why nobody."""

    panel: Panel
    lead_agency_id: UUID
    adult_told: AdultTold
    told_on: date
    told_words: str
    own_words: str


def escalate(actor: Actor, person: Person, case: SchemeCase, details: Escalate) -> PanelDecision:
    """Begins Catch and Convict beside Prevent and Deter."""
    young = _check(case, details)
    check_parties(details.panel.parties, details.panel.decided_at, person)
    _check_owner_asked(young, details.panel)
    decision = new_decision(actor, person, Decision.MOVE_STRAND, details.panel, case)
    decision.moved_from, decision.moved_to = Strand.PREVENT_AND_DETER, Strand.CATCH_AND_CONVICT
    db.session.add(
        Escalation(
            person_id=person.id,
            agency_id=decision.agency_id,
            decision_id=decision.id,
            adult_told=details.adult_told,
            told_on=details.told_on,
            told_words=details.told_words.strip(),
            own_words=details.own_words.strip(),
        )
    )
    day = details.panel.effective_on
    begin_strands(
        actor, case, Strand.CATCH_AND_CONVICT, details.lead_agency_id, day, None, primary=False
    )
    record_decision(Event.YOUNG_PERSON_ESCALATED, actor, decision)
    return decision


def end_escalation(actor: Actor, case: SchemeCase, day: date) -> None:
    """Not ratified: what began beside Prevent and Deter ends."""
    rows = {row.strand: row for row in running(StrandEngagement, case)}
    begun = [rows[strand] for strand in BESIDE if strand in rows]
    if not begun or any(row.is_primary for row in begun):
        raise RuleBroken("The case was moved again or closed since: decide on it as it is now.")
    for row in begun:
        end_engagement(actor, row, max(day, row.starts_on))


def _check(case: SchemeCase, details: Escalate) -> StrandEngagement:
    young = primary_of(case)
    if case.closed_on is not None or young is None:
        raise RuleBroken("This case has closed.")
    if young.strand is not Strand.PREVENT_AND_DETER:
        raise RuleBroken("Only a young person under Prevent and Deter is escalated.")
    if any(row.strand is Strand.CATCH_AND_CONVICT for row in running(StrandEngagement, case)):
        raise RuleBroken("The young person is worked with under Catch and Convict already.")
    if details.panel.decided_on < case.opened_on:
        raise RuleBroken("It is not decided before the case opened.", "item")
    if details.panel.effective_on < case.opened_on:
        raise RuleBroken("It cannot take effect before the case opened.", "effective_on")
    if details.told_on > clock.today():
        raise RuleBroken("The day cannot be in the future.", "told_on")
    if not details.told_words.strip():
        raise RuleBroken("Say what they said, or why nobody was told.", "told_words")
    if not details.own_words.strip():
        raise RuleBroken("Say what the young person said, or why nobody asked.", "own_words")
    return young


def _check_owner_asked(young: StrandEngagement, panel: Panel) -> None:
    if all(party.user.agency_id != young.lead_agency_id for party in panel.parties):
        raise RuleBroken(
            "Ask the agency that leads Prevent and Deter, and record what it said: it knows the "
            "young person."
        )
