"""What a decision does to the record, by the features' own services and under their rules."""

from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.action_group.deciding import DecisionKind
from popo.action_group.queries.decisions import Taken
from popo.action_group.queries.standings import Standing
from popo.action_group.services.terms import (
    ColourTerms,
    LeaveTerms,
    MoveTerms,
    NominationTerms,
    users_in,
)
from popo.cases.services import set_traffic_light
from popo.errors import RuleBroken
from popo.selection.models import Decision
from popo.selection.services import (
    DecideNomination,
    MoveStrand,
    Panel,
    confirm_de_selection,
    decide_nomination,
    move_strand,
)
from popo.selection.services.decisions import new_decision
from popo.selection.services.exits import ExitDetails

_AS_DECIDED = {
    DecisionKind.SELECT: Decision.SELECT,
    DecisionKind.DEFER: Decision.DEFER,
    DecisionKind.DECLINE: Decision.DECLINE,
}


def carry_out(actor: Actor, taken: Taken, standing: Standing) -> None:
    """Takes effect today. Raises RuleBroken or StaleVersion where it no longer fits."""
    kind = taken.row.decision_kind
    if kind.of_nomination:
        _decide(actor, taken, standing)
    elif kind is DecisionKind.CHANGE_COLOUR:
        _colour(actor, taken, standing)
    elif kind is DecisionKind.MOVE_STRAND:
        _move(actor, taken, standing)
    elif kind is DecisionKind.DE_SELECT:
        _let_go(actor, taken, standing)


def _decide(actor: Actor, taken: Taken, standing: Standing) -> None:
    row, terms = taken.row, NominationTerms.of(taken.row.terms, _users(taken))
    if standing.nominated is None:
        raise RuleBroken("The nomination was decided meanwhile.")
    details = DecideNomination(
        decision=_AS_DECIDED[row.decision_kind],
        reasons=row.reasons,
        outcome_words=terms.outcome_words,
        decided_at=taken.at,
        parties=terms.parties,
        effective_on=clock.today(),
        lead_agency_id=terms.lead_agency_id,
        tier=terms.tier,
        over_number=terms.over_number,
        first_steps=terms.first_steps,
    )
    row.decision_id = decide_nomination(actor, standing.nominated, details, row.seen).id


def _colour(actor: Actor, taken: Taken, standing: Standing) -> None:
    row, terms, today = taken.row, ColourTerms.of(taken.row.terms), clock.today()
    if standing.case is None:
        raise RuleBroken("The case closed meanwhile.")
    light = set_traffic_light(
        actor, standing.case, terms.colour, row.reasons, terms.review_on, row.seen, today
    )
    panel = Panel(taken.at, (), row.reasons, today)
    made = new_decision(actor, taken.person, Decision.CHANGE_COLOUR, panel, standing.case)
    row.light_id, row.decision_id = light.id, made.id


def _move(actor: Actor, taken: Taken, standing: Standing) -> None:
    row, terms = taken.row, MoveTerms.of(taken.row.terms, _users(taken))
    if standing.case is None:
        raise RuleBroken("The case closed meanwhile.")
    panel = Panel(taken.at, terms.parties, row.reasons, clock.today())
    details = MoveStrand(panel, terms.strand, terms.lead_agency_id, terms.keep_former)
    row.decision_id = move_strand(actor, taken.person, standing.case, details).id


def _let_go(actor: Actor, taken: Taken, standing: Standing) -> None:
    row, terms = taken.row, LeaveTerms.of(taken.row.terms)
    if standing.waiting is None:
        raise RuleBroken("The proposal was settled meanwhile.")
    if row.proposed_by_id == actor.user_id:
        raise RuleBroken("Whoever recorded a de-selection cannot confirm it.")
    plan = ExitDetails(terms.owner_id, terms.ends_on, terms.words)
    confirm_de_selection(actor, standing.waiting, taken.at, clock.today(), plan, row.seen)
    row.decision_id = standing.waiting.decision.id


def _users(taken: Taken) -> dict[UUID, User]:
    return users_by_id(users_in(taken.row.terms))
