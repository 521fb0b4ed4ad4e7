"""Decisions, who was asked, and de-selections that wait to be confirmed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo.access.actor import Actor
from popo.accounts.queries import users_by_id
from popo.cases.models import Assignment, ExitPlan, SchemeCase, StrandEngagement
from popo.cases.queries import running
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.models import (
    Decision,
    DecisionParty,
    Escalation,
    Nomination,
    PanelDecision,
    PartyView,
)
from popo.selection.policy import decision_open_to, is_proposed

MOST_DECISIONS = 200
RATIFIED = frozenset(
    {
        Decision.SELECT,
        Decision.DEFER,
        Decision.DECLINE,
        Decision.RE_SELECT,
        Decision.MOVE_STRAND,
    }
)
"""What the next meeting ratifies or undoes, where it was decided between meetings."""


@dataclass(frozen=True)
class Decided:
    """A decision and what each agency said."""

    decision: PanelDecision
    parties: list[DecisionParty]
    escalation: Escalation | None = None
    """What it says of a young person who is also worked with under Catch and Convict."""

    def agreeing(self) -> set[UUID]:
        """The partnership, which owns the decision, is made of agencies and is none itself."""
        agree = {row.asked_agency_id for row in self.parties if row.view is PartyView.AGREES}
        return agree - {self.decision.agency_id}

    def dissenting(self) -> set[UUID]:
        return {row.asked_agency_id for row in self.parties if row.view is PartyView.DISSENTS}

    def answered(self) -> set[UUID]:
        return {row.asked_agency_id for row in self.parties}


def decisions_on(nomination: Nomination, actor: Actor) -> list[Decided]:
    """Newest first."""
    return _decided(actor, PanelDecision.nomination_id == nomination.id)


def decisions_of(person: Person, actor: Actor) -> list[Decided]:
    """Every decision about a person that the actor may see, proposals among them; newest first."""
    return _decided(actor, PanelDecision.person_id == person.id)


def _decided(actor: Actor, *conditions: ColumnElement[bool]) -> list[Decided]:
    rows = db.session.scalars(
        select(PanelDecision)
        .join(Person, Person.id == PanelDecision.person_id)
        .where(
            visible_to(actor, SightLevel.READ),
            readable(PanelDecision, actor),
            decision_open_to(actor),
            *conditions,
        )
        .order_by(PanelDecision.created_at.desc(), PanelDecision.id)
        .limit(MOST_DECISIONS)
    ).all()
    parties = parties_of(row.id for row in rows)
    escalations = _escalations(row.id for row in rows)
    return [Decided(row, parties.get(row.id, []), escalations.get(row.id)) for row in rows]


def _escalations(decisions: Iterable[UUID]) -> dict[UUID, Escalation]:
    statement = select(Escalation).where(Escalation.decision_id.in_(list(decisions)))
    return {row.decision_id: row for row in db.session.scalars(statement)}


def escalation_of(decision: PanelDecision) -> Escalation | None:
    return _escalations([decision.id]).get(decision.id)


def get_de_selection(decision_id: UUID, actor: Actor) -> Decided | None:
    found = _decided(
        actor, PanelDecision.id == decision_id, PanelDecision.decision == Decision.DE_SELECT
    )
    return found[0] if found else None


def waiting_de_selections(actor: Actor) -> list[Decided]:
    """Every proposal that waits, of those the actor sees; the newest first."""
    return _decided(actor, is_proposed())


def get_decision(decision_id: UUID, actor: Actor) -> Decided | None:
    found = _decided(actor, PanelDecision.id == decision_id)
    return found[0] if found else None


def parties_of(decisions: Iterable[UUID]) -> dict[UUID, list[DecisionParty]]:
    groups: defaultdict[UUID, list[DecisionParty]] = defaultdict(list)
    statement = select(DecisionParty).where(DecisionParty.decision_id.in_(list(decisions)))
    for row in db.session.scalars(statement.order_by(DecisionParty.created_at, DecisionParty.id)):
        groups[row.decision_id].append(row)
    return groups


def waiting_de_selection(case: SchemeCase) -> PanelDecision | None:
    """The proposal that is neither confirmed nor withdrawn; there is never a second."""
    return db.session.scalars(
        select(PanelDecision).where(PanelDecision.case_id == case.id, is_proposed())
    ).one_or_none()


def engaged_agencies(case: SchemeCase) -> set[UUID]:
    """Those who lead a strand of the case or have somebody working on it."""
    leads = {row.lead_agency_id for row in running(StrandEngagement, case)}
    workers = users_by_id(row.user_id for row in running(Assignment, case))
    return leads | {user.agency_id for user in workers.values()}


def case_of(decision: PanelDecision) -> SchemeCase:
    return db.session.get_one(SchemeCase, decision.case_id)


def exit_plan_of(case: SchemeCase) -> ExitPlan | None:
    newest = select(ExitPlan).where(ExitPlan.case_id == case.id)
    ordered = newest.order_by(ExitPlan.created_at.desc(), ExitPlan.id)
    return db.session.scalars(ordered.limit(1)).one_or_none()
