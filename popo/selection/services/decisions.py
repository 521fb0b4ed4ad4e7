"""The panel's decision on a nomination. A score never decides: named people do, with reasons."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import partnership, users_by_id
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import SchemeCase
from popo.cases.services import open_case
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import Cited, conflicted_at
from popo.people.models import Person
from popo.people.services import end_sight
from popo.selection.models import (
    Decision,
    DecisionParty,
    Nomination,
    NominationStatus,
    PanelDecision,
    PartyView,
)
from popo.selection.queries.criteria import criteria_in_force, kind_for, places_taken
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.scorings import frozen_ranges
from popo.selection.services.nominations import BECAUSE
from popo.settings.names import Name
from popo.settings.queries import value_of

LEAST_AGREEING = 2
STATUSES = {
    Decision.SELECT: NominationStatus.SELECTED,
    Decision.DEFER: NominationStatus.DEFERRED,
    Decision.DECLINE: NominationStatus.DECLINED,
}


@dataclass(frozen=True)
class PartyAnswer:
    """Who spoke for an agency, and what they said."""

    user: User
    view: PartyView
    words: str = ""


@dataclass(frozen=True)
class DecideNomination:
    """`decided_at` is empty for an urgent decision, which the next meeting ratifies.

    `lead_agency_id` and `tier` are for a selection; `over_number` acknowledges that the agreed
    number is reached.
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
    check_parties(details.parties, details.decided_at)
    decided_on = details.decided_at.meeting.day if details.decided_at else clock.today()
    if details.effective_on < nomination.nominated_on:
        raise RuleBroken("It cannot take effect before the nomination.", "effective_on")
    case = _select(actor, nomination, person, details) if _selects(details) else None
    decision = _new_decision(actor, nomination, details, decided_on, case)
    _settle(nomination, details, decided_on)
    if details.decision is not Decision.DEFER:
        end_sight(actor, nomination.id, because=BECAUSE)
    record(
        Event.NOMINATION_DECIDED,
        actor,
        people=[person.id],
        about=(PanelDecision.__tablename__, decision.id),
        content=[
            (decision.key_scope(), {"decision": details.decision, "reasons": details.reasons})
        ],
    )
    return decision


def ratify_decision(actor: Actor, decision: PanelDecision, ratified_at: Cited) -> None:
    """The next meeting takes an urgent decision on as its own."""
    if not decision.urgent or decision.nomination_id is None:
        raise RuleBroken("Only an urgent decision on a nomination is ratified.")
    if decision.ratified_item_id is not None:
        raise RuleBroken("This decision was ratified.")
    if decision.decided_on and ratified_at.meeting.day < decision.decided_on:
        raise RuleBroken("A meeting after the decision ratifies it.", "item")
    decision.ratified_item_id = ratified_at.item.id
    record(
        Event.DECISION_RATIFIED,
        actor,
        people=[decision.person_id],
        about=(PanelDecision.__tablename__, decision.id),
    )


def check_parties(parties: tuple[PartyAnswer, ...], decided_at: Cited | None) -> None:
    """Two agencies agree, dissent says why, and nobody decides over a conflict."""
    agencies = [party.user.agency_id for party in parties]
    if len(agencies) != len(set(agencies)):
        raise RuleBroken("One person speaks for each agency.")
    agreeing = {party.user.agency_id for party in parties if party.view is PartyView.AGREES}
    if len(agreeing) < LEAST_AGREEING:
        raise RuleBroken("At least two agencies must agree with the decision.")
    for party in parties:
        if party.view is PartyView.DISSENTS and not party.words:
            raise RuleBroken(f"Say why {party.user.agency.short_name} dissents.")
    if decided_at is None:
        return
    conflicted = conflicted_at(decided_at.item) & {party.user.id for party in parties}
    if conflicted:
        names = ", ".join(user.name for user in users_by_id(conflicted).values())
        raise RuleBroken(f"{names} left for this item because of a conflict of interest.")


def over_agreed_number(nomination: Nomination) -> tuple[int, int] | None:
    """Places taken and the agreed number, where one more would be over it."""
    kind = kind_for(nomination.strand)
    in_force = criteria_in_force(kind)
    if in_force is None:
        return None
    taken, agreed = places_taken(kind), in_force.opened().agreed_number
    return (taken, agreed) if taken >= agreed else None


def keep_parties(decision: PanelDecision, parties: tuple[PartyAnswer, ...]) -> None:
    for party in parties:
        db.session.add(
            DecisionParty(
                person_id=decision.person_id,
                agency_id=decision.agency_id,
                decision_id=decision.id,
                asked_agency_id=party.user.agency_id,
                user_id=party.user.id,
                view=party.view,
                words=party.words or None,
            )
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
    if over_agreed_number(nomination) and not details.over_number:
        raise RuleBroken("Acknowledge that the agreed number is reached.", "over_number")
    return open_case(
        actor,
        person,
        nomination.strand,
        details.effective_on,
        details.lead_agency_id,
        details.tier,
    )


def _new_decision(
    actor: Actor,
    nomination: Nomination,
    details: DecideNomination,
    decided_on: date,
    case: SchemeCase | None,
) -> PanelDecision:
    decision = PanelDecision(
        person_id=nomination.person_id,
        agency_id=partnership().id,
        decision=details.decision,
        nomination_id=nomination.id,
        case_id=case.id if case else None,
        agenda_item_id=details.decided_at.item.id if details.decided_at else None,
        urgent=details.decided_at is None,
        decided_on=decided_on,
        effective_on=details.effective_on,
        recorded_by_id=actor.user_id,
        reasons=details.reasons,
    )
    db.session.add(decision)
    keep_parties(decision, details.parties)
    return decision


def _settle(nomination: Nomination, details: DecideNomination, decided_on: date) -> None:
    kept = timedelta(days=value_of(Name.DECLINED_KEPT_DAYS))
    nomination.status = STATUSES[details.decision]
    nomination.outcome_words = details.outcome_words
    if details.decision is not Decision.DEFER:
        nomination.decided_on = decided_on
    if details.decision is Decision.DECLINE:
        nomination.expires_on = decided_on + kept
