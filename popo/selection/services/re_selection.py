"""Selecting somebody again whose case closed: one decision opens the next spell."""

from dataclasses import dataclass, field
from uuid import UUID

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.cases.models import CaseEnd, SchemeCase
from popo.cases.queries import case_history
from popo.cases.services import open_case
from popo.errors import RuleBroken
from popo.people.models import Person
from popo.selection.models import Decision, PanelDecision
from popo.selection.queries.nominations import open_nomination_of
from popo.selection.services.decisions import new_decision, record_decision
from popo.selection.services.eligibility import check_places, criteria_adopted_for, strand_for
from popo.selection.services.elsewhere import why_elsewhere
from popo.selection.services.parties import Panel, check_parties
from popo.selection.services.starting import FirstSteps, start_case

NEVER_AGAIN = {
    CaseEnd.SELECTED_IN_ERROR: "This person was selected in error: nominate them, if need be.",
    CaseEnd.DECEASED: "This person is recorded as having died.",
    CaseEnd.NOT_RATIFIED: "That selection was not ratified: the nomination is decided instead.",
}


@dataclass(frozen=True)
class ReSelect:
    """`over_number` acknowledges that the agreed number is reached."""

    panel: Panel
    lead_agency_id: UUID | None
    tier: str | None = None
    over_number: bool = False
    first_steps: FirstSteps = field(default_factory=FirstSteps)


def why_not_again(person: Person, former: SchemeCase | None) -> str:
    """Why this person cannot be selected again in one step, or nothing where they can."""
    if former is None:
        return "This person was never on the scheme: nominate them."
    if former.closed_on is None:
        return "This person is on the scheme already."
    if former.end_reason in NEVER_AGAIN:
        return NEVER_AGAIN[former.end_reason]
    if person.deceased_on is not None:
        return NEVER_AGAIN[CaseEnd.DECEASED]
    if open_nomination_of(person) is not None:
        return "This person is nominated: decide on that nomination."
    return why_elsewhere(person)


def re_select(actor: Actor, person: Person, details: ReSelect) -> PanelDecision:
    """Opens the next spell; the former ones stay as they were."""
    _check(person, details)
    check_parties(details.panel.parties, details.panel.decided_at, person)
    if details.lead_agency_id is None:
        raise RuleBroken("Choose the agency that leads.", "lead_agency")
    strand, day = strand_for(person), details.panel.effective_on
    case = open_case(actor, person, strand, day, details.lead_agency_id, details.tier)
    start_case(actor, person, case, strand, details.first_steps)
    decision = new_decision(actor, person, Decision.RE_SELECT, details.panel, case)
    record_decision(Event.PERSON_RE_SELECTED, actor, decision)
    return decision


def _check(person: Person, details: ReSelect) -> None:
    former = next(iter(case_history(person)), None)
    why_not = why_not_again(person, former)
    if why_not:
        raise RuleBroken(why_not)
    if former and former.closed_on and details.panel.decided_on < former.closed_on:
        raise RuleBroken("Nobody is selected again before the last case closed.", "item")
    strand = strand_for(person)
    criteria = criteria_adopted_for(strand).opened()
    age = person.age_on(details.panel.effective_on)
    if age is not None and not criteria.admits(age):
        raise RuleBroken(f"At {age} this person is outside the ages of {strand.words}.")
    check_places(strand, over_number=details.over_number)
