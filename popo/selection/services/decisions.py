"""The panel's decision on a nomination. A score never decides: named people do, with reasons."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import SchemeCase
from popo.cases.services import open_case
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import Cited
from popo.people.models import Person
from popo.people.services import end_sight
from popo.selection.models import Decision, Nomination, NominationStatus, PanelDecision
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.scorings import frozen_ranges
from popo.selection.services.eligibility import check_places
from popo.selection.services.nominations import BECAUSE, kept_until, tell_authors
from popo.selection.services.parties import (
    Panel,
    PartyAnswer,
    check_effective,
    check_parties,
    keep_parties,
)
from popo.selection.services.starting import FirstSteps, start_case

STATUSES = {
    Decision.SELECT: NominationStatus.SELECTED,
    Decision.DEFER: NominationStatus.DEFERRED,
    Decision.DECLINE: NominationStatus.DECLINED,
}


@dataclass(frozen=True)
class DecideNomination:
    """`decided_at` is empty for an urgent decision, which the next meeting ratifies.

    `lead_agency_id`, `tier` and `first_steps` are for a selection; `over_number` acknowledges
    that the agreed number is reached.
    """

    decision: Decision
    reasons: str
    outcome_words: str
    decided_at: Cited | None
    parties: tuple[PartyAnswer, ...]
    effective_on: date
    lead_agency_id: UUID | None = None
    tier: str | None = None
    over_number: bool = False
    first_steps: FirstSteps = field(default_factory=FirstSteps)

    @property
    def panel(self) -> Panel:
        return Panel(self.decided_at, self.parties, self.reasons, self.effective_on)


def decide_nomination(
    actor: Actor, nominated: Nominated, details: DecideNomination, read_version: int
) -> PanelDecision:
    """Selecting opens the case, declining starts the clock to destruction."""
    nomination, person = nominated.nomination, nominated.person
    if nomination.version != read_version:
        raise StaleVersion
    if not nomination.status.is_open:
        raise RuleBroken("This nomination was decided.")
    if details.decision not in STATUSES:
        raise RuleBroken("Choose to select, defer or decline.", "decision")
    check_parties(details.parties, details.decided_at, person)
    if details.panel.decided_on < nomination.nominated_on:
        raise RuleBroken("A nomination is not decided before it was made.", "item")
    if details.effective_on < nomination.nominated_on:
        raise RuleBroken("It cannot take effect before the nomination.", "effective_on")
    case = _select(actor, nomination, person, details) if _selects(details) else None
    decision = new_decision(actor, person, details.decision, details.panel, case)
    decision.nomination_id = nomination.id
    _settle(nomination, details)
    tell_authors(nomination)
    if details.decision is not Decision.DEFER:
        end_sight(actor, nomination.id, because=BECAUSE)
    record_decision(Event.NOMINATION_DECIDED, actor, decision)
    return decision


def new_decision(
    actor: Actor, person: Person, decision: Decision, panel: Panel, case: SchemeCase | None
) -> PanelDecision:
    """The row, and what each agency said; urgent where no meeting is cited."""
    check_effective(panel.effective_on, panel.decided_on)
    row = PanelDecision(
        person_id=person.id,
        agency_id=partnership().id,
        decision=decision,
        case_id=case.id if case else None,
        agenda_item_id=panel.decided_at.item.id if panel.decided_at else None,
        urgent=panel.decided_at is None,
        decided_on=panel.decided_on,
        effective_on=panel.effective_on,
        recorded_by_id=actor.user_id,
        reasons=panel.reasons,
    )
    db.session.add(row)
    keep_parties(row, panel.parties)
    return row


def record_decision(event: Event, actor: Actor, decision: PanelDecision) -> None:
    content = {"decision": decision.decision, "reasons": decision.reasons}
    record(
        event,
        actor,
        people=[decision.person_id],
        about=(PanelDecision.__tablename__, decision.id),
        content=[(decision.key_scope(), content)],
    )


def _selects(details: DecideNomination) -> bool:
    return details.decision is Decision.SELECT


def _select(
    actor: Actor, nomination: Nomination, person: Person, details: DecideNomination
) -> SchemeCase:
    if details.decided_at is not None and not frozen_ranges([nomination]):
        raise RuleBroken("Nobody has frozen a scoring: the panel decides with one before it.")
    if details.lead_agency_id is None:
        raise RuleBroken("Choose the agency that leads.", "lead_agency")
    check_places(nomination.strand, over_number=details.over_number)
    case = open_case(
        actor,
        person,
        nomination.strand,
        details.effective_on,
        details.lead_agency_id,
        details.tier,
    )
    start_case(actor, person, case, nomination.strand, details.first_steps)
    return case


def _settle(nomination: Nomination, details: DecideNomination) -> None:
    decided_on = details.panel.decided_on
    until = kept_until(decided_on)  # looked up before anything of the row is half changed
    nomination.status = STATUSES[details.decision]
    nomination.outcome_words = details.outcome_words
    nomination.look_again_on = None
    if details.decision is not Decision.DEFER:
        nomination.decided_on = decided_on
    if details.decision is Decision.DECLINE:
        nomination.expires_on = until
